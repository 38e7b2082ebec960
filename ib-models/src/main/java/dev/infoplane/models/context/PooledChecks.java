package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.learn.AnnealedLosses;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.List;

/** The objective of the checks: the rows that validate under the first point, then the same rows under the second, and so on. */
record PooledChecks(PooledScoring scoring) implements Objective {
    @Override
    public ParameterLayout layout() {
        return scoring.data().net().layout();
    }

    @Override
    public int rows() {
        return scoring.data().points().size() * scoring.rows();
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        throw new UnsupportedOperationException("nothing is learned in scoring");
    }

    @Override
    public double[] evaluate(NDArray vector, NDManager manager) {
        double[] nats = new double[rows()];
        for (int p = 0; p < scoring.data().points().size(); p++) {
            System.arraycopy(scoring.evaluate(vector, manager, p), 0, nats, p * scoring.rows(), scoring.rows());
        }
        return nats;
    }

    /** The curve of one point: wherever the learning rate was annealed. */
    LearningCurve curve(TrainingResult result, int point) {
        List<AnnealedLosses> own = result.annealed().stream()
                .map(all -> all.rows(point * scoring.rows(), (point + 1) * scoring.rows()))
                .toList();
        List<LearningCurve.Point> points = own.stream()
                .map(a -> new LearningCurve.Point(
                        a.step(), Arrays.stream(a.nats()).average().orElseThrow()))
                .toList();
        return new LearningCurve(points, AnnealedLosses.curve(own));
    }
}
