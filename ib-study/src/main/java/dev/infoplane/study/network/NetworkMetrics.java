package dev.infoplane.study.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.Map;
import java.util.TreeMap;

/** How well a network does on some images: the loss of its regime and, where it names classes, its accuracy. */
final class NetworkMetrics {
    private final Loss loss;
    private double lossSum;
    private long right;
    private long rows;
    private boolean namesClasses;

    NetworkMetrics(Loss loss) {
        this.loss = loss;
    }

    void add(NDList answers, NDArray wanted) {
        long count = wanted.getShape().get(0);
        NDArray answer = answers.head();
        lossSum += count
                * loss.evaluate(new NDList(wanted), answers)
                        .toType(wanted.getDataType(), false)
                        .getFloat();
        namesClasses = wanted.size() == count
                && answer.getShape().dimension() == 2
                && answer.getShape().get(1) > 1;
        if (namesClasses) {
            long[] named = answer.argMax(1).toLongArray();
            float[] classes = wanted.toFloatArray();
            for (int i = 0; i < named.length; i++) {
                right += named[i] == (long) classes[i] ? 1 : 0;
            }
        }
        rows += count;
    }

    /** @param images which images these were, for the names of the metrics */
    Map<String, Double> values(String images) {
        Map<String, Double> values = new TreeMap<>();
        values.put("loss on " + images, lossSum / rows);
        if (namesClasses) {
            values.put("accuracy on " + images, (double) right / rows);
        }
        return values;
    }
}
