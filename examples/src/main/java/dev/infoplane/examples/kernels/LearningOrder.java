package dev.infoplane.examples.kernels;

import ai.djl.training.Trainer;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the layers of a network in training let a small classifier read of F and of G: lower bounds of I(F₁;T) and I(G;T), each of at most
 * one bit.
 */
final class LearningOrder implements AutoCloseable {
    private static final int EPOCHS_PER_DECADE = 5;

    private final ProbeSession base;
    private final ProbeSession composite;

    /**
     * A value of one layer.
     *
     * @param part F or G
     * @param bits that can be read of it, with the standard error
     */
    record Reading(int epoch, String layer, String part, double bits, double standardError) {
        private static Reading of(PlanePoint point, String part) {
            Estimate estimate = point.labelInformation().orElseThrow();
            return new Reading(
                    point.key().epoch(),
                    point.key().hookPoint(),
                    part,
                    estimate.value().bits(),
                    estimate.standardError().map(Information::bits).orElse(Double.NaN));
        }
    }

    /**
     * @param rows that the network is not trained on
     * @param steps that each classifier is trained for
     */
    LearningOrder(Trainer trainer, Composition rows, int steps) {
        base = attach(trainer, rows, rows.baseBits(), steps);
        composite = attach(trainer, rows, rows.compositeBits(), steps);
    }

    private static ProbeSession attach(Trainer trainer, Composition rows, int[] bits, int steps) {
        return Probes.on(trainer)
                .tap(ResidualNetwork.HOOK_POINTS.toArray(String[]::new))
                .evaluateOn(rows.inputSamples(), Samples.ofLabels(bits))
                .labelInformation(
                        DecoderBound.withKnownEntropy(LabelDecoder.of(2).steps(steps), Information.ofBits(1)))
                .atLogSpacedEpochs(EPOCHS_PER_DECADE)
                .attach();
    }

    List<Reading> readings() {
        List<Reading> all = new ArrayList<>();
        base.plane().points().forEach(p -> all.add(Reading.of(p, "F")));
        composite.plane().points().forEach(p -> all.add(Reading.of(p, "G")));
        return all;
    }

    @Override
    public void close() {
        base.close();
        composite.close();
    }
}
