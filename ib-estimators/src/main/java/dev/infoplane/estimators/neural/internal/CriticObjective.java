package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.probe.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A critic's loss on some rows. Batches are scored against themselves; see {@link CriticLoss}. */
public final class CriticObjective implements Objective {
    /** Measured rows that are scored against each other; the time and memory of more would grow with their square. */
    private static final int MOST_ROWS = 2048;

    /** Validation rows that are scored against each other, at every check. */
    private static final int MOST_VALIDATION_ROWS = 512;

    private final ParameterLayout layout;
    private final List<CriticNet> nets;
    private final CriticLoss loss;
    private final EncodedPair pair;
    private final float penalty;

    /** @param nets one for each score of the loss */
    public CriticObjective(
            ParameterLayout layout, List<CriticNet> nets, CriticLoss loss, EncodedPair pair, float penalty) {
        this.layout = layout;
        this.nets = nets;
        this.loss = loss;
        this.pair = pair;
        this.penalty = penalty;
    }

    /** The same critic on other rows. */
    public CriticObjective on(EncodedPair rows) {
        return new CriticObjective(layout, nets, loss, rows, penalty);
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public int rows() {
        return pair.size();
    }

    @Override
    public NDArray losses(Weights weights, NDManager manager, int[] chosen, int pass) {
        NDArray x = pair.x(manager, chosen);
        NDArray t = pair.t(manager, chosen);
        NDArray all = nets.get(0).all(weights, manager, x, t, true);
        NDArray eye = manager.eye(chosen.length);
        NDArray own = nets.size() > 1 ? nets.get(1).own(weights, manager, x, t, true) : all;
        return Penalty.added(loss.of(new BatchScores(all, eye, own)), layout, weights, penalty, pass);
    }

    @Override
    public double[] evaluate(NDArray vector, NDManager manager) {
        loss.checked();
        return loss.of(validationScores(vector, manager));
    }

    /** The scores of all rows, in the smaller blocks in which validation rows are scored. */
    public ScoreTable validationScores(NDArray vector, NDManager manager) {
        return scores(vector, manager, MOST_VALIDATION_ROWS);
    }

    /** The scores of all rows. */
    public ScoreTable scores(NDArray vector, NDManager manager) {
        return scores(vector, manager, MOST_ROWS);
    }

    private ScoreTable scores(NDArray vector, NDManager manager, int most) {
        return EngineThreads.onOne(manager.getEngine(), () -> {
            List<float[]> blocks = new ArrayList<>();
            double[] own = new double[nets.size() > 1 ? rows() : 0];
            int count = (rows() + most - 1) / most;
            for (int block = 0; block < count; block++) {
                int from = (int) ((long) rows() * block / count);
                int to = (int) ((long) rows() * (block + 1) / count);
                blocks.add(block(vector, manager, from, to, own));
            }
            return new ScoreTable(blocks, own);
        });
    }

    /** Scores rows against each other, some of x at a time. */
    private float[] block(NDArray vector, NDManager manager, int from, int to, double[] own) {
        int b = to - from;
        float[] scores = new float[b * b];
        int atOnce = nets.get(0).rowsAtOnce();
        try (NDManager outer = manager.newSubManager()) {
            NDArray t = pair.t(outer, IntStream.range(from, to).toArray());
            for (int start = from; start < to; start += atOnce) {
                int end = Math.min(to, start + atOnce);
                try (NDManager sub = outer.newSubManager();
                        NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    Weights weights = new Weights(layout, vector);
                    int[] chosen = IntStream.range(start, end).toArray();
                    NDArray x = pair.x(sub, chosen);
                    float[] some = nets.get(0).all(weights, sub, x, t, false).toFloatArray();
                    System.arraycopy(some, 0, scores, (start - from) * b, some.length);
                    if (nets.size() > 1) {
                        float[] second = nets.get(1)
                                .own(weights, sub, x, pair.t(sub, chosen), false)
                                .toFloatArray();
                        for (int i = 0; i < second.length; i++) {
                            own[start + i] = second[i];
                        }
                    }
                }
            }
        }
        return scores;
    }
}
