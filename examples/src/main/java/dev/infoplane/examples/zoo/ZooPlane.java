package dev.infoplane.examples.zoo;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plane of one seed: the layers of all networks, measured on the same images.
 *
 * @param seed of the networks and the decoders
 * @param facts of the network behind each point
 * @param inputs decodable I(X;T) of each point, from one pool
 * @param labels a lower bound of I(T;Y) of each point
 */
record ZooPlane(
        int seed,
        Map<PointKey, NetworkRun.Facts> facts,
        Map<PointKey, Estimate> inputs,
        Map<PointKey, Estimate> labels) {
    private static final Logger LOG = LoggerFactory.getLogger(ZooPlane.class);

    /**
     * Measures what trained networks computed.
     *
     * @param checkpoints where the trainings of decoders are kept
     */
    static ZooPlane measure(ZooPlan plan, List<NetworkRun> runs, LabelledImages heldOut, Path checkpoints)
            throws IOException {
        int seed = runs.get(0).seed();
        Map<PointKey, NetworkRun> runOf = new LinkedHashMap<>();
        Map<PointKey, NetworkRun.Facts> facts = new LinkedHashMap<>();
        for (NetworkRun run : runs) {
            for (PointKey point : run.points()) {
                runOf.put(point, run);
                facts.put(point, run.facts().get(point.epoch()));
            }
        }
        List<PointKey> keys = new ArrayList<>(runOf.keySet());
        Map<PointKey, Estimate> labels = new LinkedHashMap<>();
        try (MiEstimator.Prepared prepared =
                plan.classifier().prepare(heldOut.labels().slice(0, plan.rows()), seed)) {
            keys.forEach(k ->
                    labels.put(k, prepared.estimate(runOf.get(k).read(k).slice(0, plan.rows()))));
        }
        LOG.info("seed {}: {} points have their I(T;Y)", seed, keys.size());
        Map<PointKey, Estimate> inputs = PooledBound.againstMarginal(plan.family(checkpoints))
                .folds(plan.folds())
                .estimate(
                        unit(heldOut.images().slice(0, plan.rows())),
                        keys,
                        k -> runOf.get(k).read(k).slice(0, plan.rows()),
                        seed);
        return new ZooPlane(seed, facts, inputs, labels);
    }

    private static Samples unit(Samples bytes) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return Samples.of(values, bytes.rowShape());
    }
}
