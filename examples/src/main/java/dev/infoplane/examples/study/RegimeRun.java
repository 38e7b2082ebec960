package dev.infoplane.examples.study;

import ai.djl.translate.TranslateException;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One regime, in two stages: the network is trained and what its layers compute is stored; then one pool of decoders measures all
 * points, in equal shares of one training. What the folder already holds is not done again.
 */
final class RegimeRun {
    private static final Logger LOG = LoggerFactory.getLogger(RegimeRun.class);

    private final Regime regime;
    private final Study study;
    private final StudySpec preset;
    private final StudyData data;
    private final Path out;
    private final ProgressEstimate workload;
    private final List<PointKey> points;
    private final StoredActivations activations;

    RegimeRun(Regime regime, Study study, Path out, ProgressEstimate workload) {
        this.regime = regime;
        this.study = study;
        this.preset = study.preset();
        this.data = study.data();
        this.out = out;
        this.workload = workload;
        points = preset.epochs().stream()
                .flatMap(e -> preset.hookPoints().stream().map(h -> new PointKey(regime.name(), e, h)))
                .toList();
        activations = new StoredActivations(out.resolve("activations").resolve(regime.name()));
    }

    void run() throws IOException, TranslateException {
        PlaneStore store = Study.points(out, study.identity());
        if (!points.stream().allMatch(p -> store.find(p).isPresent())) {
            if (!activations.hasAll(points)) {
                train();
            }
            measure(store);
        }
        activations.delete(points);
        workload.finish();
    }

    private void train() throws IOException, TranslateException {
        LOG.info("{}: {} images, layers {}", regime, data.network().images().rows(), preset.hookPoints());
        new EpochActivations(regime, preset, data, study.seed())
                .train(preset.epochs(), preset.hookPoints(), new EpochActivations.Listener() {
                    @Override
                    public void activations(int epoch, Map<String, Samples> byHookPoint) {
                        byHookPoint.forEach((name, t) -> activations.put(new PointKey(regime.name(), epoch, name), t));
                    }

                    @Override
                    public void epochDone() {
                        workload.epochDone();
                    }
                });
    }

    private void measure(PlaneStore store) {
        Samples x = data.heldOut().images();
        PooledFamily family = StudyDecoders.of(
                preset, out.resolve("checkpoints").resolve(regime.name()), (step, steps) -> workload.decoderStep());
        PooledBound input =
                PooledBound.againstMarginal(family).folds(data.folds()).listener(this::draw);
        DecoderBound label = DecoderBound.withKnownEntropy(
                        LabelDecoder.of(FashionMnist.CLASSES).steps(preset.labelSteps()), data.labelEntropy())
                .folds(data.folds());
        Map<PointKey, Estimate> labels = new HashMap<>();
        try (MiEstimator.Prepared prepared = label.prepare(data.heldOut().labels(), study.seed())) {
            for (PointKey point : points) {
                labels.put(point, prepared.estimate(activations.read(point)));
                workload.labelDone();
            }
        }
        Map<PointKey, Estimate> inputs = input.estimate(x, points, activations::read, study.seed());
        for (PointKey point : points) {
            if (store.find(point).isEmpty()) {
                Estimate estimate = inputs.get(point);
                PlanePoint measured = new PlanePoint(
                        point,
                        Optional.of(estimate),
                        Optional.of(labels.get(point)),
                        Optional.of(provenance(point, estimate, labels.get(point))));
                store.put(measured, preset.hookPoints().indexOf(point.hookPoint()));
            }
        }
    }

    private Provenance provenance(PointKey point, Estimate input, Estimate label) {
        return new Provenance(
                Identity.of("network of a study", 1)
                        .with("regime", regime.name())
                        .with("values", "after epoch " + point.epoch()),
                Identity.of("activations of a study", 1).with("hookPoint", point.hookPoint()),
                Optional.of(Identity.of("input information", 1).with("settings", input.settings())),
                Optional.of(Identity.of("label information", 1).with("settings", label.settings())),
                Optional.of(study.identity()));
    }

    /** Draws images from every decoder before the pool is closed. */
    private void draw(PooledDensities densities) {
        DrawnImages images = new DrawnImages(out, study.identity());
        int[] first = new int[preset.drawn()];
        images.put("unconditional", densities.marginal().sample(first, study.seed()));
        for (PointKey point : points) {
            images.put(
                    DrawnImages.name(point), densities.given(point.toString()).sample(first, study.seed()));
        }
    }
}
