package dev.infoplane.examples.truth;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
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
 * @param gap what four times the steps were said to bring
 * @param gained what four times the steps brought
 * @param gainError its standard error, over the images
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
        Gap gap,
        double gained,
        double gainError,
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

    /** A forecast. */
    record Gap(double expected, double low, double high) {
        static final Gap UNKNOWN = new Gap(Double.NaN, Double.NaN, Double.NaN);

        static Gap of(Optional<ConvergenceGap> gap) {
            return gap.map(g -> new Gap(
                            g.expected().bits(), g.low().bits(), g.high().bits()))
                    .orElse(UNKNOWN);
        }

        boolean isKnown() {
            return !Double.isNaN(expected);
        }
    }

    /** Where a row belongs. */
    record Place(String source, String point, Role role, double share, double entropy, double truth) {}

    /** The row of a point of which only a claim is judged. */
    static TrustRow ofClaim(Place place, Estimate found, Estimate against) {
        return of(place, found, Optional.empty(), Optional.of(against));
    }

    /**
     * The row of a point.
     *
     * @param once what is judged
     * @param fourTimes what four times the steps read
     * @param against what a change is claimed against
     */
    static TrustRow of(Place place, Estimate once, Optional<Estimate> fourTimes, Optional<Estimate> against) {
        Optional<PairedDifference> gained = fourTimes.map(f -> PairedDifference.between(once, f));
        return new TrustRow(
                place.source,
                place.point,
                place.role,
                place.share,
                place.entropy,
                place.truth,
                once.value().bits(),
                once.standardError().orElse(Information.ZERO).bits(),
                Gap.of(once.convergenceGap()),
                gained.map(g -> g.difference().bits()).orElse(Double.NaN),
                gained.map(g -> g.standardError().bits()).orElse(Double.NaN),
                against.map(a -> Contrast.between(a, once).verdict().outcome() == Outcome.CLAIMED)
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

    /** Whether what four times the steps brought was measured. */
    boolean isTrainedOn() {
        return !Double.isNaN(gained);
    }

    /** Whether the gain lies within its forecast; the gain itself is measured with an error. */
    boolean isForecast() {
        return gained >= gap.low - ERRORS * gainError && gained <= gap.high + ERRORS * gainError;
    }

    /** What it is called in a note. */
    String name() {
        return source + ": " + point;
    }
}
