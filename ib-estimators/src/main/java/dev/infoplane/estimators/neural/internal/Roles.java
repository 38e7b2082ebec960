package dev.infoplane.estimators.neural.internal;

import dev.infoplane.learn.SeedStreams;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which rows teach, which choose the step, and which measure; dealt out at random, so that the order of rows means nothing.
 *
 * @param fit three fifths
 * @param validate a tenth
 * @param measure the rest
 */
public record Roles(int[] fit, int[] validate, int[] measure) {
    /** Fewer rows cannot be dealt out. */
    public static final int LEAST_ROWS = 20;

    /** Deals out rows; a function of their number and the seed. */
    public static Roles of(int rows, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        SplittableRandom random = new SplittableRandom(SeedStreams.seed(seed, 1));
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int fit = (int) (rows * 6L / 10);
        int validate = (int) (rows * 7L / 10);
        return new Roles(
                Arrays.copyOfRange(order, 0, fit),
                Arrays.copyOfRange(order, fit, validate),
                Arrays.copyOfRange(order, validate, rows));
    }
}
