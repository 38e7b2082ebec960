package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The objective of the checks: it scores the rows that validate under every point, and remembers the cross-entropy of each point,
 * by the average over all, which is what the training loop remembers.
 */
final class PooledChecks implements Objective {
    private final PooledScoring scoring;
    private final CheckMemory memory;
    private final Map<Double, double[]> byAverage;

    PooledChecks(PooledScoring scoring, CheckMemory memory) {
        this.scoring = scoring;
        this.memory = memory;
        this.byAverage = new HashMap<>(memory.read(points()));
    }

    private int points() {
        return scoring.data().points().size();
    }

    @Override
    public ParameterLayout layout() {
        return scoring.data().net().layout();
    }

    @Override
    public int rows() {
        return points() * scoring.rows();
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        throw new UnsupportedOperationException("nothing is learned in scoring");
    }

    @Override
    public double[] evaluate(NDArray vector, NDManager manager) {
        double[] nats = new double[rows()];
        double[] means = new double[points()];
        for (int p = 0; p < means.length; p++) {
            double[] own = scoring.evaluate(vector, manager, p);
            System.arraycopy(own, 0, nats, p * own.length, own.length);
            means[p] = Arrays.stream(own).average().orElseThrow();
        }
        byAverage.put(Arrays.stream(nats).average().orElseThrow(), means);
        memory.write(byAverage);
        return nats;
    }

    /** The curve of one point. */
    LearningCurve curve(LearningCurve ofAll, int point) {
        return new LearningCurve(ofAll.points().stream()
                .map(p -> new LearningCurve.Point(p.step(), byAverage.get(p.crossEntropyNats())[point]))
                .toList());
    }
}
