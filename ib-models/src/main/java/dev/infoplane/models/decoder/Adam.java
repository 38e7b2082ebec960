package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;

/**
 * Adam (Kingma &amp; Ba 2015) on one flat vector, with the gradient's norm clipped and a running
 * average of the weights (Polyak &amp; Juditsky 1992) that is young as long as training is.
 */
final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    /**
     * What an optimiser remembers of its past. A child network that starts from a parent's weights starts from its memory
     * too; without it the first steps would throw away part of what the parent learned.
     */
    record Memory(float[] mean, float[] square, int steps) {
        static final Memory NONE = new Memory(new float[0], new float[0], 0);
    }

    /** All there is, to go on from. */
    record State(float[] values, float[] average, float[] mean, float[] square, int step) {}

    private NDArray values;
    private NDArray average;
    private NDArray mean;
    private NDArray square;
    private final double averaging;
    private final double clipNorm;
    private final int remembered;
    private final int before;
    private int step;

    Adam(NDManager manager, float[] start, Memory memory, double averaging, double clipNorm) {
        values = manager.create(start);
        average = manager.create(start);
        mean = manager.create(Arrays.copyOf(memory.mean(), start.length));
        square = manager.create(Arrays.copyOf(memory.square(), start.length));
        remembered = memory.mean().length;
        before = memory.steps();
        this.averaging = averaging;
        this.clipNorm = clipNorm;
    }

    /** A fresh copy of the weights that collects gradients, in the given manager. */
    NDArray leaf(NDManager manager) {
        NDArray leaf = values.duplicate();
        leaf.attach(manager);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** A step against the gradient; answers whether the gradient was finite, and does nothing if it was not. */
    boolean step(NDArray gradient, double rate) {
        double norm = Math.sqrt(gradient.square().sum().getFloat());
        if (!Double.isFinite(norm)) {
            return false;
        }
        step++;
        NDArray g = norm > clipNorm ? gradient.mul(clipNorm / norm) : gradient;
        mean.muli(BETA1).addi(g.mul(1 - BETA1));
        square.muli(BETA2).addi(g.square().mul(1 - BETA2));
        NDArray direction = mean.div(square.sqrt().addi(EPSILON)).muli(rate);
        if (remembered > 0) {
            direction.get(new NDIndex().addSliceDim(0, remembered)).muli(correction(before + step));
        }
        if (remembered < direction.size()) {
            direction
                    .get(new NDIndex().addSliceDim(remembered, direction.size()))
                    .muli(correction(step));
        }
        values.subi(direction);
        double keep = Math.min(averaging, (1.0 + step) / (10 + step));
        average.muli(keep).addi(values.mul(1 - keep));
        return true;
    }

    /** Undoes the pull towards zero of young moving means (algorithm 1 of the paper, its efficient form). */
    private static double correction(int steps) {
        return Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    }

    State state() {
        return new State(
                values.toFloatArray(), average.toFloatArray(), mean.toFloatArray(), square.toFloatArray(), step);
    }

    void restore(State state) {
        values = replaced(values, state.values());
        average = replaced(average, state.average());
        mean = replaced(mean, state.mean());
        square = replaced(square, state.square());
        step = state.step();
    }

    private static NDArray replaced(NDArray array, float[] content) {
        NDArray other = array.getManager().create(content);
        array.close();
        return other;
    }

    NDArray average() {
        return average;
    }

    Memory memory() {
        return new Memory(mean.toFloatArray(), square.toFloatArray(), before + step);
    }
}
