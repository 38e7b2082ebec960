package dev.infoplane.estimators;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a value that a learned density led to, beside the value.
 *
 * @param unconditional log q(x) of the measured rows, or what stands for it
 * @param gap what more training would bring
 * @param relativeSpread of the family of densities
 * @param generalization of the conditional density
 * @param confirmed how far samples confirm a known entropy
 */
record DecoderJudgement(
        double[] unconditional,
        Optional<ConvergenceGap> gap,
        OptionalDouble relativeSpread,
        Optional<Generalization> generalization,
        KnownEntropy confirmed) {
    /** Standard deviation over seeds of decoders, relative to the cross-entropy: seen on sources of known information. */
    private static final double SHARE_OF_SEEDS = 0.002;

    /** Encodings move a share of the information, seeds a share of what the decoder still has to guess. */
    private static Information spread(double ofEncodings, double crossEntropy) {
        return Information.ofNats(Math.hypot(ofEncodings, SHARE_OF_SEEDS * crossEntropy));
    }

    /** The estimate with these numbers and the warnings they give cause to. */
    Estimate on(Estimate.Builder estimate) {
        double value = estimate.build().value().nats();
        gap.ifPresent(estimate::convergenceGap);
        generalization.map(Generalization::gap).ifPresent(estimate::generalizationGap);
        Information entropy =
                Information.ofNats(-Arrays.stream(unconditional).average().orElseThrow());
        relativeSpread.ifPresent(share -> estimate.decoderSpread(spread(share * value, entropy.nats() - value)));
        Estimate measured = estimate.build();
        DecoderWarnings.of(measured, entropy, generalization).forEach(estimate::warning);
        confirmed.warning().ifPresent(estimate::warning);
        measured.standardError()
                .map(error -> Information.ofNats(Math.hypot(error.nats(), confirmed.errorNats())))
                .ifPresent(estimate::standardError);
        return estimate.build();
    }
}
