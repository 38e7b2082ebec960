package dev.infoplane.study.hypothesis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction of p-values for the number of tests (Holm 1979). */
final class Holm {
    private Holm() {}

    /** The corrected p-values, in the order given. The chance that any true null hypothesis gets one below a level is at most that level. */
    static double[] correct(double... p) {
        List<Integer> order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] corrected = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order.get(rank);
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]));
            corrected[i] = largest;
        }
        return corrected;
    }
}
