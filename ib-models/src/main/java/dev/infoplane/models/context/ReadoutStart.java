package dev.infoplane.models.context;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.models.internal.RidgeStep;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the linear read-out of activations starts: from a ridge regression of what the parent's linear path leaves of each
 * sub-pixel, one a phase, with the scale that its leave-one-out errors have. What must be copied exactly would take gradient
 * steps very long. A phase whose regression leaves more than a fifth of the error starts at zero.
 *
 * @param device null for the engine's default
 */
record ReadoutStart(ContextData data, long seed, @Nullable Device device) {
    private static final int MOST_COLUMNS = 1024;
    private static final int LEAST_ROWS = 2000;
    private static final double[] RIDGE_SHARES = {1e-5, 1e-3, 1e-1};
    private static final float LEAST_FREE = 0.02f;

    /** A start that helps less costs more than it brings: hidden layers have learned to work with the shift that was there. */
    private static final double WORTHWHILE = 0.2;

    /** Writes the read-out into the weights of a network that has not been trained on activations yet. */
    void fill(float[] weights) {
        ContextNet net = data.net();
        ConditionWindow window = net.window().orElseThrow();
        if (net.head().affineSize() == 0 || window.count() > MOST_COLUMNS) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        try (NDManager manager = NDManager.newBaseManager(device)) {
            for (int phase = 0; phase < window.phases(); phase++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    fill(weights, phase, manager, random.split());
                }
            }
        }
    }

    private void fill(float[] weights, int phase, NDManager manager, SplittableRandom random) {
        ContextNet net = data.net();
        ConditionWindow window = net.window().orElseThrow();
        int d = window.count() - 1;
        int[] members = window.members(phase);
        int n = (int) Math.min((long) members.length * data.x().rows(), Math.max(LEAST_ROWS, 8 * d));
        float[] seen = new float[n * d];
        float[] left = new float[n];
        float[] one = new float[d + 1];
        double[] mean = new double[d + 1];
        for (int k = 0; k < n; k++) {
            int image = random.nextInt(data.x().rows());
            int subPixel = members[random.nextInt(members.length)];
            window.fill(data.row(image, -1L - k), subPixel, one, 0);
            System.arraycopy(one, 0, seen, k * d, d);
            left[k] = left(weights, data.scaled(image), subPixel);
            for (int j = 0; j < d; j++) {
                mean[j] += one[j] / n;
            }
            mean[d] += left[k] / n;
        }
        double before = 0;
        for (int k = 0; k < n; k++) {
            before += Math.abs(left[k]) / n;
            left[k] -= (float) mean[d];
            for (int j = 0; j < d; j++) {
                seen[k * d + j] -= (float) mean[j];
            }
        }
        Solution best = new Solution(new float[d], Double.POSITIVE_INFINITY);
        NDArray columns = EngineArrays.floats(manager, seen, new Shape(n, d));
        NDArray wanted = EngineArrays.floats(manager, left, new Shape(n, 1));
        for (double share : RIDGE_SHARES) {
            Solution next = solve(columns, wanted, share * n);
            best = next.error < best.error ? next : best;
        }
        if (best.error < WORTHWHILE * before) {
            write(
                    weights,
                    phase,
                    best,
                    mean,
                    Math.log(Math.max(best.error, leastError()) / Math.max(before, leastError())));
        }
    }

    /** A tenth of the distance of two levels. */
    private double leastError() {
        return 0.2 / (data.levels().count() - 1);
    }

    /** Weights of the columns, and the mean absolute error of rows left out. */
    private record Solution(float[] weights, double error) {}

    private static Solution solve(NDArray columns, NDArray wanted, double ridge) {
        RidgeStep step = RidgeStep.of(columns, columns, ridge);
        NDArray solved = step.inverse().matMul(RidgeStep.product(columns, wanted));
        NDArray free = step.leverage(columns).neg().add(1).clip(LEAST_FREE, 1);
        NDArray error = wanted.sub(columns.matMul(solved)).reshape(-1).div(free);
        return new Solution(solved.toFloatArray(), error.abs().mean().getFloat());
    }

    /** What the linear path on features leaves of a sub-pixel. */
    private float left(float[] weights, float[] image, int subPixel) {
        ParameterLayout layout = data.net().layout();
        float[] features = new float[data.net().features().count()];
        data.net().features().fill(image, subPixel, features, 0);
        int row = layout.slot("affine").offset();
        float sum = weights[layout.slot("affine.b").offset()];
        for (int j = 0; j < features.length; j++) {
            sum += weights[row + j] * features[j];
        }
        return image[subPixel] - sum * ContextNet.SHIFT_UNIT;
    }

    private void write(float[] weights, int phase, Solution solution, double[] mean, double logFactor) {
        int columns = data.net().readoutCount() + data.net().head().affineSize();
        int d = solution.weights.length;
        int shift = data.net().layout().slot("readout").offset()
                + phase * (d + 1) * columns
                + data.net().readoutCount();
        double constant = mean[d];
        for (int j = 0; j < d; j++) {
            weights[shift + j * columns] = solution.weights[j] / ContextNet.SHIFT_UNIT;
            constant -= solution.weights[j] * mean[j];
        }
        weights[shift + d * columns] = (float) constant / ContextNet.SHIFT_UNIT;
        weights[shift + d * columns + 1] = (float) logFactor;
    }
}
