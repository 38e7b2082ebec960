package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether counts are of enough samples, asked of the samples themselves. Two questions:
 *
 * <ol>
 *   <li>What do halves of the samples read? To first order sampling errors cancel in the difference between the mean of two
 *       halves and the whole, and what is left is bias.
 *   <li>How much of the value comes from symbols that occur once? Those tell the symbol of the other side whatever the sides
 *       have to do with each other, in halves as in the whole.
 * </ol>
 */
final class Undersampling {
    /** How a warning begins. */
    static final String WARNING = "undersampled";

    /** What is left of a bias, in units of what a doubling takes away: 1 if it falls like 1/n, 2.4 if like 1/√n. */
    private static final double SLOW = 2;

    /** Fewer rows are not halved. */
    private static final int LEAST = 8;

    /** The number of standard errors above which a bias is reported. */
    private static final double NOTABLE = 1.25;

    /** Share of the value below which nothing is. */
    private static final double NEGLIGIBLE = 0.005;

    private static final long SPLIT = 20_260;

    private Undersampling() {}

    /** Adds the bias to the standard error, and a warning where it is the larger of the two. */
    static void check(Estimate.Builder result, Symbols x, Symbols t, EntropyCorrection correction) {
        Estimate estimate = result.build();
        double nats = estimate.value().nats();
        int n = x.of().length;
        // the least spread of an entropy, where all symbols are equally likely and the delta method gives zero
        double floor = Math.sqrt((Math.min(x.distinct(), t.distinct()) - 1) / 2.0) / n;
        double error = Math.max(
                floor, estimate.standardError().orElse(Information.ZERO).nats());
        double bias = n < LEAST ? 0 : atHalf(x, t, correction) - nats;
        // a prior's pull does not fall like 1/n and shows only beside a correction that has none
        double pull =
                correction == EntropyCorrection.NSB ? nats - Discrete.nats(x, t, EntropyCorrection.GRASSBERGER) : 0;
        result.standardError(Information.ofNats(Math.hypot(Math.hypot(error, SLOW * bias), pull)));
        if (!estimate.warnings().isEmpty()) {
            return;
        }
        if (n < LEAST) {
            result.warning(WARNING + ": " + n + " samples are too few to see a bias");
            return;
        }
        double notable = Math.max(NOTABLE * error, NEGLIGIBLE * Math.abs(nats)) + 1e-9;
        fromSingles(x, t, notable).ifPresent(result::warning);
        if (Math.abs(bias) > notable) {
            result.warning(String.format(
                    Locale.ROOT,
                    WARNING
                            + ": halves of the samples read %.3f nats where all of them read %.3f, so that bias exceeds the"
                            + " sampling error",
                    nats + bias,
                    nats));
        } else if (Math.abs(pull) > notable) {
            result.warning(String.format(
                    Locale.ROOT,
                    WARNING
                            + ": the prior of NSB reads %.3f nats where Grassberger's correction, which has none, reads %.3f",
                    nats,
                    nats - pull));
        }
    }

    private static double atHalf(Symbols x, Symbols t, EntropyCorrection correction) {
        int n = x.of().length;
        int[] order = RandomChoice.shuffled(n, new SplittableRandom(SPLIT));
        double sum = 0;
        for (int part = 0; part < 2; part++) {
            int[] half = Arrays.copyOfRange(order, part * (n / 2), part * (n / 2) + n / 2);
            sum += Discrete.nats(x.select(half), t.select(half), correction);
        }
        return sum / 2;
    }

    private static Optional<String> fromSingles(Symbols x, Symbols t, double notable) {
        int n = x.of().length;
        int[] countX = x.counts();
        int[] countT = t.counts();
        double nats = 0;
        int rows = 0;
        for (int i = 0; i < n; i++) {
            int ofX = countX[x.of()[i]];
            int ofT = countT[t.of()[i]];
            if (ofX == 1 || ofT == 1) {
                nats += Math.log((double) n / Math.max(ofX, ofT)) / n;
                rows++;
            }
        }
        if (nats <= notable) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                WARNING
                        + ": %.3f nats come from %d of %d samples that hold a value which occurs once, and would whatever x"
                        + " and t have to do with each other",
                nats,
                rows,
                n));
    }
}
