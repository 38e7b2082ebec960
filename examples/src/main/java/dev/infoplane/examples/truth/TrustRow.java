package dev.infoplane.examples.truth;

import com.google.common.math.Stats;
import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was found at one point of one source. Amounts are in bits; what is not known is NaN.
 *
 * @param source the images, and what is seen of them
 * @param point which version of what is seen
 * @param role what the point is to show
 * @param share for a version that holds less, the share of the information that it lacks
 * @param entropy what an image holds
 * @param truth the information
 * @param value what was read with the budget that is judged
 * @param error its standard error
 * @param training what four times the steps bring to the value
 * @param apart what they bring to the difference from what the role compares with
 * @param claimed whether a change against what the role compares with was claimed
 * @param warnings what the result warned of, in short
 */
record TrustRow(
        String source,
        String point,
        Role role,
        double share,
        double entropy,
        double truth,
        double value,
        double error,
        Gain training,
        Gain apart,
        boolean claimed,
        String warnings) {
    static final double ERRORS = 2;

    /** What a point is to show. */
    enum Role {
        /** The information is read. */
        SEEN,
        /** The same activations under another name claim no change. */
        SAME,
        /** Decoders of another seed claim no change. */
        OTHER_SEED,
        /** The same information in another form claims no change. */
        REENCODED,
        /** What holds less is found to. */
        REDUCED,
        /** Nothing is read from what says nothing. */
        BLANK,
        /** What says nothing claims no difference to another that says nothing. */
        NOTHING,
        /** A layer of a network, of which no truth is known. */
        LAYER
    }

    /**
     * What four times the steps bring.
     *
     * @param expected what they were said to bring
     * @param low the lower end of the interval of that
     * @param high the upper end
     * @param found what they brought
     * @param error its standard error, over the images
     */
    record Gain(double expected, double low, double high, double found, double error) {
        static final Gain UNKNOWN = new Gain(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        static Gain of(Optional<ConvergenceGap> gap, double[] nats) {
            Stats stats = Stats.of(nats);
            return new Gain(
                    bits(gap.map(ConvergenceGap::expected)),
                    bits(gap.map(ConvergenceGap::low)),
                    bits(gap.map(ConvergenceGap::high)),
                    Information.ofNats(stats.mean()).bits(),
                    Information.ofNats(stats.sampleStandardDeviation() / Math.sqrt(nats.length))
                            .bits());
        }

        private static double bits(Optional<Information> amount) {
            return amount.map(Information::bits).orElse(Double.NaN);
        }

        /** Whether it was measured. */
        boolean isMeasured() {
            return !Double.isNaN(found);
        }

        /** Whether it was measured and forecast. */
        boolean isJudged() {
            return isMeasured() && !Double.isNaN(expected);
        }

        /** Whether it lies within its forecast; it is measured with an error. */
        boolean isForecast() {
            return found >= low - ERRORS * error && found <= high + ERRORS * error;
        }
    }

    /** A point with the budget that is judged and with four times the steps. */
    record Measured(Estimate once, Optional<Estimate> fourTimes) {
        private Gain gain() {
            return fourTimes
                    .map(f -> Gain.of(once.convergenceGap(), minus(f, once)))
                    .orElse(Gain.UNKNOWN);
        }

        private Gain gainAbove(Measured other) {
            if (fourTimes.isEmpty() || other.fourTimes.isEmpty()) {
                return Gain.UNKNOWN;
            }
            double[] gained = minus(fourTimes.get(), once);
            double[] others = minus(other.fourTimes.get(), other.once);
            Arrays.setAll(gained, i -> gained[i] - others[i]);
            return Gain.of(PairedDifference.between(other.once, once).convergenceGap(), gained);
        }

        private static double[] minus(Estimate a, Estimate b) {
            double[] difference = a.pointwiseNats().orElseThrow();
            double[] subtracted = b.pointwiseNats().orElseThrow();
            Arrays.setAll(difference, i -> difference[i] - subtracted[i]);
            return difference;
        }
    }

    /** Where a row belongs. */
    record Place(String source, String point, Role role, double share, double entropy, double truth) {}

    /**
     * The row of a point.
     *
     * @param point what is judged
     * @param against what a change is claimed against
     */
    static TrustRow of(Place place, Measured point, Optional<Measured> against) {
        Estimate once = point.once;
        return new TrustRow(
                place.source,
                place.point,
                place.role,
                place.share,
                place.entropy,
                place.truth,
                once.value().bits(),
                once.standardError().orElse(Information.ZERO).bits(),
                point.gain(),
                against.map(point::gainAbove).orElse(Gain.UNKNOWN),
                against.map(a -> Contrast.between(a.once, once).verdict().outcome() == Outcome.CLAIMED)
                        .orElse(false),
                String.join(
                        "; ",
                        once.warnings().stream()
                                .map(w -> w.split("[:;,]")[0])
                                .distinct()
                                .toList()));
    }

    boolean isWarned() {
        return !warnings.isEmpty();
    }

    /** What it is called in a note. */
    String name() {
        return source + ": " + point;
    }
}
