package dev.infoplane.estimators;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.internal.discrete.CodeLengths;
import dev.infoplane.estimators.internal.discrete.EntropyCeiling;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import dev.infoplane.estimators.internal.discrete.RowMixture;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a value that a learned density led to, beside the value.
 *
 * @param reference what the value is a difference from
 * @param gap what more training would bring
 * @param relativeSpread of the family of densities
 * @param generalization of the conditional density
 * @param confirmed how far samples confirm a known entropy
 * @param ceiling what the activations can hold at most
 */
record DecoderJudgement(
        Reference reference,
        Optional<ConvergenceGap> gap,
        OptionalDouble relativeSpread,
        Optional<Generalization> generalization,
        KnownEntropy confirmed,
        EntropyCeiling ceiling) {
    /** Standard deviation over seeds of decoders, relative to the cross-entropy: seen on sources of known information. */
    private static final double SHARE_OF_SEEDS = 0.002;

    /**
     * What the log-likelihoods of measured rows are compared with.
     *
     * @param nats log q(x) of these rows, or what stands for it
     * @param name what it is called where it is a bad reference
     * @param byCounts by how much it costs more than tables of counts, a contribution for each row; empty if the entropy is given, or
     *     levels are many
     * @param byMixture by how much it costs more than a mixture of the rows that taught; empty if that is clearly not so, or levels
     *     are many
     */
    record Reference(double[] nats, String name, Optional<double[]> byCounts, Optional<double[]> byMixture) {
        /**
         * The given entropy, for so many rows.
         *
         * @param mixture of rows that taught, as they stand to the measured ones
         */
        static Reference of(Information entropy, int rows, Optional<RowMixture> mixture) {
            double[] same = new double[rows];
            Arrays.fill(same, -entropy.nats());
            return new Reference(same, "the given entropy", Optional.empty(), mixture.flatMap(m -> m.excess(same)));
        }

        /**
         * The density without activations.
         *
         * @param nats log q(x) of measured rows
         * @param all code lengths of all rows, of which the last are measured
         * @param mixture of rows that taught, as they stand to the measured ones
         */
        static Reference of(double[] nats, Optional<CodeLengths> all, Optional<RowMixture> mixture) {
            return new Reference(
                    nats,
                    "the density without activations",
                    all.map(c -> c.last(nats.length).excess(nats)),
                    mixture.flatMap(m -> m.excess(nats)));
        }

        /** The entropy of x, or the cross-entropy that stands for it. */
        Information entropy() {
            return Information.ofNats(-Arrays.stream(nats).average().orElseThrow());
        }
    }

    /** Encodings move a share of the information, seeds a share of what the decoder still has to guess. */
    private static Information spread(double ofEncodings, double crossEntropy) {
        return Information.ofNats(Math.hypot(ofEncodings, SHARE_OF_SEEDS * crossEntropy));
    }

    /** The estimate with these numbers and the warnings they give cause to. */
    Estimate on(Estimate.Builder estimate) {
        double value = estimate.build().value().nats();
        gap.ifPresent(estimate::convergenceGap);
        generalization.map(Generalization::gap).ifPresent(estimate::generalizationGap);
        Information entropy = reference.entropy();
        relativeSpread.ifPresent(share -> estimate.decoderSpread(spread(share * value, entropy.nats() - value)));
        Estimate measured = estimate.build();
        DecoderWarnings.of(measured, reference, generalization).forEach(estimate::warning);
        confirmed.warning().ifPresent(estimate::warning);
        measured.standardError()
                .map(error -> Information.ofNats(Math.hypot(error.nats(), confirmed.errorNats())))
                .ifPresent(estimate::standardError);
        ceiling.warning(estimate.build()).ifPresent(estimate::warning);
        return estimate.build();
    }
}
