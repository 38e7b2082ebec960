package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.stream.IntStream;

/** Scores all rows of an objective, as many at once as it allows. */
final class Evaluation {
    private Evaluation() {}

    static double[] of(Objective objective, NDArray vector, NDManager manager) {
        double[] nats = new double[objective.rows()];
        int atOnce = objective.rowsAtOnce();
        for (int from = 0; from < nats.length; from += atOnce) {
            int[] chosen =
                    IntStream.range(from, Math.min(nats.length, from + atOnce)).toArray();
            try (NDManager own = manager.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                float[] batch = objective
                        .losses(new Weights(objective.layout(), vector), own, chosen, 0)
                        .toFloatArray();
                for (int i = 0; i < batch.length; i++) {
                    nats[from + i] = batch[i];
                }
            }
        }
        return nats;
    }
}
