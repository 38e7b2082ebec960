package dev.infoplane.examples.genome;

import ai.djl.engine.Engine;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.PairwiseDistance;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The plane of one life: an upper bound of I(X;T + noise) and a lower bound of I(T;Y) at both layers, after every so many batches.
 *
 * @param sigma of the noise
 * @param labelSteps of each classifier of activations
 * @param every how many batches
 */
record Upbringing(double sigma, int labelSteps, int every) {
    /**
     * Measures a network while it learns.
     *
     * @param name of the network in the plane
     * @param weights that it is born with; empty for random ones
     * @param evolution how it lives
     */
    InformationPlane of(
            String name,
            List<float[]> weights,
            Evolution evolution,
            LabelledImages images,
            LabelledImages heldOut,
            int seed)
            throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(seed);
        int pixels = images.images().dimensions();
        List<ProbeSession> sessions = new ArrayList<>();
        try (Brain brain = new Brain(pixels, evolution.hidden(), Evolution.CLASSES)) {
            if (!weights.isEmpty()) {
                brain.setWeights(weights);
            }
            brain.live(
                    images,
                    evolution.batches(),
                    trainer -> sessions.add(Probes.on(trainer)
                            .named(name)
                            .tap(Brain.HOOK_POINTS.toArray(String[]::new))
                            .evaluateOn(unit(heldOut.images()), heldOut.labels())
                            .inputInformation(PairwiseDistance.upper(sigma).withThreads(1))
                            .labelInformation(DecoderBound.withKnownEntropy(
                                    LabelDecoder.of(Evolution.CLASSES).steps(labelSteps),
                                    Information.ofNats(Math.log(Evolution.CLASSES))))
                            .everyBatches(every)
                            .attach()));
            return sessions.get(0).plane();
        } finally {
            sessions.forEach(ProbeSession::close);
        }
    }

    /** Rows of values from 0 to 1. */
    private static Samples unit(Samples bytes) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return Samples.of(values, bytes.dimensions());
    }
}
