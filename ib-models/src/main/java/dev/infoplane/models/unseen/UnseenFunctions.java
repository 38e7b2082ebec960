package dev.infoplane.models.unseen;

import com.google.common.primitives.Ints;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What activations tell of an image that a decoder does not see, since it sees them through a linear reconstruction only. At some
 * sub-pixels, what the reconstruction leaves is predicted once from all that the decoder sees, and once from functions of single
 * activations and from products in addition ({@link SubPixel}). Amounts are those of Gaussian errors of the same variance, in
 * nats a sub-pixel, so only their ratios are used. What depends on more activations at once is not found.
 *
 * @param read what the decoder could read
 * @param more what the functions would add
 * @param error standard error of that
 * @param entropy of a sub-pixel, given those before it
 */
public record UnseenFunctions(double read, double more, double error, double entropy) {
    private static final int SUB_PIXELS = 6;
    private static final int MOST_CANDIDATES = 200;
    private static final int MOST_TIMES = 10;
    private static final double PLASTIC = 1.324717957244746;
    private static final int MOST_ROWS = 2000;
    private static final int FEWEST_ROWS = 200;

    private static final double SHARE_OF_ENTROPY = 0.02;
    private static final double LEAST_SHARE_OF_ENTROPY = 0.002;
    private static final double SHARE_OF_VALUE = 0.1;
    private static final int ERRORS = 3;

    /** Of the activations of as many rows, or of some of many rows; empty if there are too few. */
    public static Optional<UnseenFunctions> of(ShownRows images, Samples t) {
        if (images.count() != t.rows()) {
            throw new IllegalArgumentException(
                    "there must be as many images as activations, got " + images.count() + " and " + t.rows());
        }
        return t.rows() < FEWEST_ROWS ? Optional.empty() : Optional.of(measured(images, t));
    }

    /** Which rows are looked at, evenly spread. */
    public static int[] chosen(int rows) {
        int count = Math.min(MOST_ROWS, rows);
        int[] chosen = new int[count];
        Arrays.setAll(chosen, k -> (int) ((long) k * rows / count));
        return chosen;
    }

    private static UnseenFunctions measured(ShownRows images, Samples t) {
        int[] asked = subPixels(images);
        int some = asked.length;
        int levels = images.levels();
        double rounding = (1 - 1.0 / ((double) levels * levels)) / 12;
        double read = 0;
        double more = 0;
        double entropy = 0;
        double[] gains = new double[t.rows()];
        for (int at : asked) {
            SubPixel.Left left = new SubPixel(images, t, at).left();
            double byPixels = Columns.meanSquare(left.byPixels()) + rounding;
            double bySeen = Columns.meanSquare(left.bySeen()) + rounding;
            read += Math.max(0, Math.log(byPixels / bySeen) / 2);
            entropy += Math.min(Math.log(levels), Math.log(2 * Math.PI * Math.E * byPixels) / 2);
            Gain best = Gain.best(left.readings(), rounding);
            more += Math.min(best.mean, Math.log(bySeen / rounding) / 2);
            for (int i = 0; i < best.rows.length; i++) {
                gains[i] += best.rows[i];
            }
        }
        double error = Math.sqrt(Columns.meanSquare(gains) / t.rows());
        return new UnseenFunctions(read / some, more / some, error / some, entropy / some);
    }

    /**
     * Which sub-pixels are asked: spread over rows, columns and channels alike (additive recurrence by powers of the plastic number,
     * Roberts 2018), since one column may be the border that nothing is told of. Those that never change are passed over.
     */
    private static int[] subPixels(ShownRows images) {
        int[] shape = images.shape();
        int all = shape[0] * shape[1] * shape[2];
        Set<Integer> asked = new LinkedHashSet<>();
        for (int k = 0; k < MOST_CANDIDATES && asked.size() < SUB_PIXELS; k++) {
            int row = (int) (shape[1] * ((0.5 + k / PLASTIC) % 1));
            int column = (int) (shape[2] * ((0.5 + k / (PLASTIC * PLASTIC)) % 1));
            int at = (k % shape[0] * shape[1] + row) * shape[2] + column;
            if (IntStream.range(1, images.count()).anyMatch(i -> images.level(i, at) != images.level(0, at))) {
                asked.add(at);
            }
        }
        return asked.isEmpty() ? new int[] {all / 2} : Ints.toArray(asked);
    }

    /** What activations add to a reading of a sub-pixel: in the mean, and in each row but for a constant. */
    private record Gain(double mean, double[] rows) {
        private static Gain best(List<SubPixel.Reading> readings, double rounding) {
            Gain best = new Gain(0, new double[0]);
            for (SubPixel.Reading reading : readings) {
                Gain gain = of(reading, rounding);
                best = gain.mean > best.mean ? gain : best;
            }
            return best;
        }

        private static Gain of(SubPixel.Reading reading, double rounding) {
            double seen = Columns.meanSquare(reading.bySeen()) + rounding;
            double all = Columns.meanSquare(reading.byAll()) + rounding;
            double[] rows = Columns.of(
                    reading.bySeen(),
                    reading.byAll(),
                    (one, other) -> ((one * one + rounding) / seen - (other * other + rounding) / all) / 2);
            return new Gain(Math.log(seen / all) / 2, rows);
        }
    }

    /** A warning if it is much. */
    public Optional<String> warning() {
        double matters =
                Math.min(SHARE_OF_ENTROPY * entropy, Math.max(SHARE_OF_VALUE * read, LEAST_SHARE_OF_ENTROPY * entropy));
        return more <= matters || more <= ERRORS * error
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the layer tells more than this decoder can read, which sees it through a linear reconstruction: functions of"
                                + " activations that are not linear would add about %s; a network that reads the activations"
                                + " (ContextCnn, PixelCnn) may find it",
                        share(more / read)));
    }

    private static String share(double ofRead) {
        return ofRead <= 1
                ? String.format(Locale.ROOT, "%.0f %%", 100 * ofRead)
                : ofRead <= MOST_TIMES
                        ? String.format(Locale.ROOT, "%.1f times as much again", ofRead)
                        : "many times as much as it reads";
    }
}
