package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;

/**
 * A network that scores pairs. Scores are multiplied by a parameter that starts at zero, so that an untrained critic scores every
 * pair alike and reads no information (the idea of Bachlechner et al. 2021 for residual networks).
 */
public abstract sealed class CriticNet {
    private final String scale;

    private CriticNet(String name, ParameterLayout layout) {
        scale = name + ".scale";
        layout.add(scale, Initializer.ZERO, 1);
    }

    /** The scores of all pairs of c rows of x and b rows of t, {@code [c, b]}. */
    public final NDArray all(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
        return unscaledAll(weights, manager, x, t, training).mul(weights.get(scale));
    }

    /** The scores of each row with itself, {@code [b]}. */
    public final NDArray own(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
        return unscaledOwn(weights, manager, x, t, training).mul(weights.get(scale));
    }

    /** How many rows of x may be scored at once with many rows of t, so that a pass fits into memory. */
    public abstract int rowsAtOnce();

    abstract NDArray unscaledAll(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training);

    abstract NDArray unscaledOwn(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training);

    /** f(x, t) = s (g(x) · h(t) + a(x) + b(t)), where a and b are the last outputs of the two encoders. */
    public static final class Separable extends CriticNet {
        private static final int ROWS_AT_ONCE = 1024;
        private final BlockParameters ofX;
        private final BlockParameters ofT;

        /** Two encoders; both must give {@code [b, k]} of one k ≥ 2. */
        public Separable(
                String name, Block x, Block t, ParameterLayout layout, NDManager manager, Shape shapeX, Shape shapeT) {
            super(name, layout);
            ofX = new BlockParameters(name + ".x", x, layout, manager, shapeX);
            ofT = new BlockParameters(name + ".t", t, layout, manager, shapeT);
            Shape outX = x.getOutputShapes(new Shape[] {shapeX})[0];
            Shape outT = t.getOutputShapes(new Shape[] {shapeT})[0];
            if (outX.dimension() != 2 || outT.dimension() != 2 || outX.get(1) != outT.get(1) || outX.get(1) < 2) {
                throw new IllegalArgumentException(
                        "both encoders of a separable critic must give [b, k] of one k of at least 2," + " got " + outX
                                + " and " + outT);
            }
        }

        @Override
        public int rowsAtOnce() {
            return ROWS_AT_ONCE;
        }

        @Override
        NDArray unscaledAll(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            NDArray g = ofX.forward(weights, manager, training, x);
            NDArray h = ofT.forward(weights, manager, training, t);
            return vectors(g).matMul(vectors(h).transpose()).add(last(g)).add(last(h).transpose());
        }

        @Override
        NDArray unscaledOwn(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            NDArray g = ofX.forward(weights, manager, training, x);
            NDArray h = ofT.forward(weights, manager, training, t);
            return vectors(g)
                    .mul(vectors(h))
                    .sum(new int[] {1})
                    .add(last(g).squeeze(1))
                    .add(last(h).squeeze(1));
        }

        private static NDArray vectors(NDArray encoded) {
            return encoded.get(":, :-1");
        }

        private static NDArray last(NDArray encoded) {
            return encoded.get(":, -1:");
        }
    }

    /** f(x, t) = s h(p(x) + q(t)): the first layer of a network of both sides is computed once for each, not for each pair. */
    public static final class Joint extends CriticNet {
        private static final int ROWS_AT_ONCE = 32;
        private final BlockParameters ofX;
        private final BlockParameters ofT;
        private final BlockParameters head;

        /** Two blocks that give {@code [b, k]}, and one from {@code [b, k]} to {@code [b, 1]}. */
        public Joint(
                String name,
                Block x,
                Block t,
                Block head,
                ParameterLayout layout,
                NDManager manager,
                Shape shapeX,
                Shape shapeT) {
            super(name, layout);
            ofX = new BlockParameters(name + ".x", x, layout, manager, shapeX);
            ofT = new BlockParameters(name + ".t", t, layout, manager, shapeT);
            this.head = new BlockParameters(
                    name + ".head", head, layout, manager, x.getOutputShapes(new Shape[] {shapeX})[0]);
        }

        @Override
        public int rowsAtOnce() {
            return ROWS_AT_ONCE;
        }

        @Override
        NDArray unscaledAll(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            NDArray p = ofX.forward(weights, manager, training, x).expandDims(1);
            NDArray q = ofT.forward(weights, manager, training, t).expandDims(0);
            return head.forward(weights, manager, training, p.add(q)).squeeze(2);
        }

        @Override
        NDArray unscaledOwn(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            NDArray p = ofX.forward(weights, manager, training, x);
            NDArray q = ofT.forward(weights, manager, training, t);
            return head.forward(weights, manager, training, p.add(q)).squeeze(1);
        }
    }

    /** f(x, t) = s g(x, t), one pass for each pair. */
    public static final class OfPairs extends CriticNet {
        private static final int ROWS_AT_ONCE = 16;
        private final BlockParameters block;

        /** A block of two inputs that gives {@code [b, 1]}. */
        public OfPairs(String name, Block pair, ParameterLayout layout, NDManager manager, Shape shapeX, Shape shapeT) {
            super(name, layout);
            block = new BlockParameters(name + ".pair", pair, layout, manager, shapeX, shapeT);
            Shape out = pair.getOutputShapes(new Shape[] {shapeX, shapeT})[0];
            if (out.dimension() != 2 || out.get(1) != 1) {
                throw new IllegalArgumentException("the block of a joint critic must give [b, 1], got " + out);
            }
        }

        @Override
        public int rowsAtOnce() {
            return ROWS_AT_ONCE;
        }

        @Override
        NDArray unscaledAll(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            long c = x.getShape().get(0);
            long b = t.getShape().get(0);
            long[] times = new long[t.getShape().dimension()];
            Arrays.fill(times, 1);
            times[0] = c;
            return block.forward(weights, manager, training, x.repeat(0, b), t.tile(times))
                    .reshape(c, b);
        }

        @Override
        NDArray unscaledOwn(Weights weights, NDManager manager, NDArray x, NDArray t, boolean training) {
            return block.forward(weights, manager, training, x, t).squeeze(1);
        }
    }
}
