package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.Optional;

/**
 * Adam (Kingma &amp; Ba 2015) on one flat vector, with a clipped gradient norm and a running average of the weights (Polyak
 * &amp; Juditsky 1992). The average forgets faster at first: at step k its decay is at most (1 + k) / (10 + k), so that the
 * starting weights do not linger. Hidden matrices may take {@link OrthogonalSteps} of Nesterov's momentum instead.
 */
final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    /** Everything needed to resume. */
    record State(float[] values, float[] average, float[] mean, float[] square, int step) {}

    private NDArray values;
    private NDArray average;
    private NDArray mean;
    private NDArray square;
    private final double averaging;
    private final double clipNorm;
    private final int withPast;
    private final int stepsBefore;
    private final Optional<OrthogonalSteps> orthogonal;
    private int step;

    Adam(NDManager manager, float[] start, AdamMoments past, double averaging, double clipNorm) {
        this(manager, start, past, averaging, clipNorm, Optional.empty());
    }

    /** @param orthogonal how hidden matrices are trained; empty if as all others */
    Adam(
            NDManager manager,
            float[] start,
            AdamMoments past,
            double averaging,
            double clipNorm,
            Optional<OrthogonalSteps> orthogonal) {
        this.orthogonal = orthogonal;
        values = manager.create(start);
        average = manager.create(start);
        mean = manager.create(Arrays.copyOf(past.mean(), start.length));
        square = manager.create(Arrays.copyOf(past.square(), start.length));
        withPast = past.mean().length;
        stepsBefore = past.steps();
        this.averaging = averaging;
        this.clipNorm = clipNorm;
    }

    /** A copy of the weights that collects gradients, owned by the given manager. */
    NDArray leaf(NDManager manager) {
        NDArray leaf = values.duplicate();
        leaf.attach(manager);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** Takes a step against the gradient. If the gradient is not finite, does nothing and returns false. */
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
        if (withPast > 0) {
            direction.get(new NDIndex().addSliceDim(0, withPast)).muli(correction(stepsBefore + step));
        }
        if (withPast < direction.size()) {
            direction.get(new NDIndex().addSliceDim(withPast, direction.size())).muli(correction(step));
        }
        orthogonal.ifPresent(o -> o.replace(mean.mul(BETA1).addi(g.mul(1 - BETA1)), direction, rate));
        values.subi(direction);
        double keep = Math.min(averaging, (1.0 + step) / (10 + step));
        average.muli(keep).addi(values.mul(1 - keep));
        return true;
    }

    /** Corrects the bias of the moving averages towards their start at zero (section 2 of the paper, the efficient form). */
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
        NDArray replacement = array.getManager().create(content);
        array.close();
        return replacement;
    }

    NDArray average() {
        return average;
    }

    AdamMoments moments() {
        return new AdamMoments(mean.toFloatArray(), square.toFloatArray(), stepsBefore + step);
    }
}
