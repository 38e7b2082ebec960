package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Muon (Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"): matrices between layers take steps all of
 * whose singular values are about equal, so that directions with small gradients are learned as fast as those with large ones. The
 * singular values are larger by √(outputs / inputs) where a matrix has more outputs than inputs, as in the published code.
 *
 * <p>The matrix is made orthogonal by five Newton–Schulz iterations with the published coefficients. Since each is a polynomial of
 * M·Mᵀ times M, they are iterated on that smaller matrix, for all matrices of one side at once.
 */
final class OrthogonalSteps {
    private static final int ITERATIONS = 5;
    private static final float LINEAR = 3.4445f;
    private static final float CUBIC = -4.7750f;
    private static final float QUINTIC = 2.0315f;

    /** The singular values of a step at the highest learning rate. */
    private static final double SIZE = 0.02;

    /** Added to the squared norm of a matrix, so that one of zeros takes no step. */
    private static final float LEAST = 1e-30f;

    /** A matrix in the flat vector: outputs, and all that comes into one of them. */
    private record Part(NDIndex where, long outputs, long inputs) {
        boolean isTall() {
            return outputs > inputs;
        }

        long shorter() {
            return Math.min(outputs, inputs);
        }

        double stretch() {
            return Math.sqrt(Math.max(1, outputs / (double) inputs));
        }
    }

    private record Side(NDArray identity, List<Part> parts) {}

    private final Map<Long, Side> sides = new TreeMap<>();
    private final double highestRate;

    /**
     * @param manager owns what is kept between steps
     * @param highestRate the learning rate at which steps have their full size
     */
    OrthogonalSteps(NDManager manager, ParameterLayout layout, double highestRate) {
        this.highestRate = highestRate;
        for (ParameterLayout.Slot slot : layout.slots().values()) {
            if (slot.isHidden()) {
                long outputs = slot.shape().get(0);
                NDIndex where = new NDIndex().addSliceDim(slot.offset(), slot.offset() + slot.size());
                Part part = new Part(where, outputs, slot.size() / outputs);
                sides.computeIfAbsent(part.shorter(), n -> new Side(manager.eye(Math.toIntExact(n)), new ArrayList<>()))
                        .parts
                        .add(part);
            }
        }
    }

    /**
     * Replaces the steps of hidden matrices.
     *
     * @param momentum moving average of the gradient, as long as all parameters
     * @param direction receives steps
     */
    void replace(NDArray momentum, NDArray direction, double rate) {
        for (Side side : sides.values()) {
            replace(side, momentum, direction, SIZE * rate / highestRate);
        }
    }

    private static void replace(Side side, NDArray momentum, NDArray direction, double size) {
        NDList matrices = new NDList();
        NDList squares = new NDList();
        for (Part part : side.parts) {
            NDArray m = momentum.get(part.where).reshape(part.outputs, part.inputs);
            NDArray wide = part.isTall() ? m.transpose() : m;
            matrices.add(wide);
            squares.add(wide.matMul(wide.transpose()));
        }
        NDArray gram = NDArrays.stack(squares, 0);
        NDArray norm =
                gram.mul(side.identity).sum(new int[] {1, 2}, true).addi(LEAST).sqrt();
        NDArray factors =
                orthogonalising(gram.div(norm.square()), side.identity).div(norm);
        for (int i = 0; i < side.parts.size(); i++) {
            Part part = side.parts.get(i);
            NDArray step = factors.get(i).matMul(matrices.get(i)).muli(part.stretch() * size);
            NDArray placed = part.isTall() ? step.transpose() : step;
            NDArray target = direction.get(part.where);
            target.muli(0).addi(placed.reshape(target.getShape()));
        }
    }

    /** P such that P·M is about orthogonal, from M·Mᵀ for matrices M of norm 1. */
    private static NDArray orthogonalising(NDArray gram, NDArray identity) {
        NDArray square = gram;
        NDArray product = identity;
        for (int k = 0; k < ITERATIONS; k++) {
            NDArray factor =
                    square.matMul(square).muli(QUINTIC).addi(square.mul(CUBIC)).addi(identity.mul(LINEAR));
            product = k == 0 ? factor : factor.matMul(product);
            if (k < ITERATIONS - 1) {
                square = factor.matMul(square).matMul(factor);
            }
        }
        return product;
    }
}
