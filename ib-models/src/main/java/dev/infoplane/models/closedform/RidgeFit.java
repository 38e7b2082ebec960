package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.models.internal.Cholesky;
import dev.infoplane.models.internal.RidgeStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns one ridge regression a sub-pixel, in three nested blocks of columns: those that see the whole layer, shared by all
 * pixels; the window of a cell, shared by its pixels; and the causal neighbours of each sub-pixel. The diagonal of the hat
 * matrix gives exact leave-one-out errors, e / (1 − h) (Allen 1974). Means are not left out: the mean of a sub-pixel over all
 * rows but one tells that row's value exactly wherever nothing else is predicted.
 *
 * <p>If activations have noise, the weights are those for its expectation, and errors are those of rows without noise; how much
 * noise adds to their squares is known apart.
 */
final class RidgeFit {
    private static final float LEAST_FREE = 0.02f;
    /**
     * Causal neighbours that raise the squared error by more than this are left out: where activations determine them, what is
     * left of them may be rounding errors only.
     */
    private static final double MOST_GROWTH = 1.2;

    private static final double NEGLIGIBLE = 1e-6;

    private final NDManager manager;
    private final RidgeProblem problem;
    private final double ridge;
    private final int n;
    private final int noiseRows;
    private final NDArray pixels;
    private final NDArray pixelResiduals;
    private final Optional<MapRows.Global> global;
    /** The weights of global columns that predict each pixel, {@code [sub-pixels, global columns]}. */
    private final Optional<NDArray> pixelsAlong;

    private final NDArray globalLeverage;
    private final List<PixelWeights> weights = new ArrayList<>();

    /** Leave-one-out errors on the standardised scale, {@code [sub-pixel][row]}. */
    final float[][] errorWithCausal;

    final float[][] errorOfVisible;

    /** The variance that noise in the activations adds to {@link #errorWithCausal}. */
    final double[] noiseWithCausal;

    private long multiplyAdds;

    /** @param manager owns what is needed while learning */
    RidgeFit(NDManager manager, RidgeProblem problem, double ridge) {
        this.manager = manager;
        this.problem = problem;
        this.ridge = ridge;
        int d = (int) problem.pixels().getShape().get(1);
        noiseRows = problem.noise().map(RidgeProblem.Noise::count).orElse(0L).intValue();
        n = (int) problem.pixels().getShape().get(0);
        NDArray standardised = noiseRows == 0
                ? problem.pixels()
                : NDArrays.concat(new NDList(problem.pixels(), manager.zeros(new Shape(noiseRows, d))), 0);
        errorWithCausal = new float[d][];
        errorOfVisible = new float[d][];
        noiseWithCausal = new double[d];
        global = problem.global().map(g -> MapRows.Global.of(g, ridge));
        globalLeverage = global.map(g -> g.step().leverage(g.columns())).orElse(manager.zeros(new Shape(n)));
        Optional<NDArray> along = global.map(g -> g.along(standardised));
        pixelsAlong = along.map(NDArray::transpose);
        pixels = standardised.transpose().duplicate();
        pixelResiduals = global.map(g -> g.residual(standardised, along.orElseThrow()))
                .orElse(standardised)
                .transpose()
                .duplicate();
        multiplyAdds = 2 * along.map(NDArray::size).orElse(0L) * n;
    }

    /** Learns the pixels of some cells, from top to bottom; the weights belong to {@code owner}. */
    List<PixelWeights> run(List<Cell> cells, NDManager owner) {
        Optional<MapRows> map = problem.activations().map(all -> new MapRows(manager, all, global, cells));
        for (Cell cell : cells) {
            map.ifPresent(rows -> rows.moveTo(cell.window()));
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                learn(cell, map, owner);
            }
        }
        multiplyAdds += map.map(MapRows::multiplyAdds).orElse(0L);
        return weights;
    }

    /** How many multiplications with an addition this has taken. */
    long multiplyAdds() {
        return multiplyAdds;
    }

    private void learn(Cell cell, Optional<MapRows> map, NDManager owner) {
        Optional<Window> window = map.map(rows -> window(rows, cell.window()));
        NDArray leverage = window.map(w -> globalLeverage.add(w.step.leverage(w.residual)))
                .orElse(globalLeverage)
                .get(new NDIndex().addSliceDim(0, n));
        for (Cell.Rectangle tile : cell.tiles()) {
            learn(cell, tile, window, leverage, owner);
        }
    }

    private Window window(MapRows rows, Cell.Rectangle seen) {
        NDArray residual = rows.residual(seen);
        long d = residual.getShape().get(1);
        multiplyAdds += n * d * d * 5 / 8 + d * d * d;
        Optional<NDArray> penalty = problem.noise().map(noise -> noise.penalty(seen, rows.raw(seen)));
        return new Window(
                residual, rows.along(seen), RidgeStep.of(rows.product(seen, residual), ridge, penalty), penalty);
    }

    /**
     * What global columns leave of the columns of a window, and the step of these.
     *
     * @param along what of the columns lies along global ones, {@code [global columns, d]}
     * @param penalty for noise that the rows do not show
     */
    private record Window(NDArray residual, Optional<NDArray> along, RidgeStep step, Optional<NDArray> penalty) {}

    /**
     * What activations do not explain of the pixels around a tile.
     *
     * @param left of each pixel in each row that teaches
     * @param products of these with the pixels themselves
     * @param leverage of each row
     */
    private record Unexplained(NDArray left, float[] products, NDArray leverage, RidgeProblem.NoiseOfErrors noise) {}

    private void learn(Cell cell, Cell.Rectangle tile, Optional<Window> window, NDArray leverage, NDManager owner) {
        Cell.Tile around = Cell.Tile.of(tile, problem.image(), problem.neighbours());
        NDArray chosen = around.chosen(manager);
        NDArray raw = pixels.get(chosen);
        NDArray columns = raw.transpose();
        NDArray left = pixelResiduals.get(chosen);
        Optional<NDArray> windowWeights = Optional.empty();
        RidgeProblem.NoiseOfErrors noise = RidgeProblem.NoiseOfErrors.NONE;
        Optional<NDArray> globalWeights = pixelsAlong.map(all -> all.get(chosen).transpose());
        if (window.isPresent()) {
            Window w = window.orElseThrow();
            NDArray along = RidgeStep.product(w.residual, columns);
            NDArray solved = w.step.inverse().matMul(along);
            left = left.sub(solved.transpose().matMul(w.residual.transpose()));
            windowWeights = Optional.of(solved);
            if (w.penalty.isPresent()) {
                noise = RidgeProblem.NoiseOfErrors.of(n, left, solved, w.penalty.orElseThrow());
            }
            globalWeights =
                    globalWeights.map(all -> all.sub(w.along.orElseThrow().matMul(solved)));
            multiplyAdds += 2L * n * solved.size();
        }
        float[] products = left.matMul(columns).toFloatArray();
        Unexplained unexplained =
                new Unexplained(left.get(new NDIndex().addAllDim().addSliceDim(0, n)), products, leverage, noise);
        multiplyAdds += (long) n * around.size() * around.size();
        int targets = around.targets().length;
        float[] mixing = new float[around.size() * 2 * targets];
        float[][] causal = new float[targets][];
        for (int k = 0; k < targets; k++) {
            int[] before = around.before(k);
            int target = around.target(k);
            double[] beta = causal(unexplained, around, k);
            causal[k] = new float[beta.length];
            mixing[target * 2 * targets + k] = 1;
            mixing[target * 2 * targets + targets + k] = 1;
            for (int b = 0; b < beta.length; b++) {
                causal[k][b] = (float) beta[b];
                mixing[before[b] * 2 * targets + targets + k] -= (float) beta[b];
            }
        }
        NDArray mix = manager.create(mixing, new Shape(around.size(), 2L * targets));
        weights.add(new PixelWeights(
                cell.window(),
                around.targets(),
                windowWeights.map(w -> kept(w.matMul(mix), owner)),
                globalWeights.map(w -> kept(w.matMul(mix), owner)),
                causal));
    }

    private static NDArray kept(NDArray array, NDManager owner) {
        NDScope.unregister(array);
        array.attach(owner);
        return array;
    }

    /** Weights of the causal neighbours of one of the targets of a tile; its leave-one-out errors are written down. */
    private double[] causal(Unexplained unexplained, Cell.Tile around, int index) {
        int[] before = around.before(index);
        int target = around.target(index);
        int subPixel = around.targets()[index];
        NDArray left = unexplained.left;
        NDArray leverage = unexplained.leverage;
        RidgeProblem.NoiseOfErrors noise = unexplained.noise;
        NDArray error = left.get(target);
        NDArray free = leverage.neg().add(1).clip(LEAST_FREE, 1);
        errorOfVisible[subPixel] = error.div(free).toFloatArray();
        double noiseOfVisible = noise.variance(target, before, new double[before.length]);
        if (before.length == 0) {
            errorWithCausal[subPixel] = errorOfVisible[subPixel];
            noiseWithCausal[subPixel] = noiseOfVisible;
            return new double[0];
        }
        int k = before.length;
        int size = around.size();
        float[] products = unexplained.products;
        double[][] normal = new double[k][k];
        double[] right = new double[k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                normal[a][b] = (products[before[a] * size + before[b]] + products[before[b] * size + before[a]]) / 2.0
                        + (a == b ? ridge : 0);
            }
            right[a] = products[before[a] * size + target];
        }
        double[][] inverse = new Cholesky(normal, ridge).inverse();
        double[] beta = new double[k];
        float[] flat = new float[k * k];
        float[] weights = new float[k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                beta[a] += inverse[a][b] * right[b];
                flat[a * k + b] = (float) inverse[a][b];
            }
            weights[a] = (float) beta[a];
        }
        NDArray seen =
                left.get(manager.create(Arrays.stream(before).mapToLong(i -> i).toArray()));
        NDArray more =
                manager.create(flat, new Shape(k, k)).matMul(seen).mul(seen).sum(new int[] {0});
        NDArray with =
                error.sub(manager.create(weights, new Shape(1, k)).matMul(seen).reshape(n));
        multiplyAdds += (long) n * k * k;
        float[] errors =
                with.div(leverage.add(more).neg().add(1).clip(LEAST_FREE, 1)).toFloatArray();
        double noiseOfAll = noise.variance(target, before, beta);
        double without = squares(errorOfVisible[subPixel]) + n * noiseOfVisible;
        boolean isWorse = !(squares(errors) + n * noiseOfAll < MOST_GROWTH * without + NEGLIGIBLE * n);
        errorWithCausal[subPixel] = isWorse ? errorOfVisible[subPixel] : errors;
        noiseWithCausal[subPixel] = isWorse ? noiseOfVisible : noiseOfAll;
        return isWorse ? new double[k] : beta;
    }

    private static double squares(float[] errors) {
        double sum = 0;
        for (float e : errors) {
            sum += (double) e * e;
        }
        return sum;
    }
}
