package dev.infoplane.examples.study;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.DecoderListener;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.probe.ProbeListener;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the network in one regime and measures it on the way. What the folder already holds is not measured again. */
final class RegimeRun {
    private static final Logger LOG = LoggerFactory.getLogger(RegimeRun.class);

    private final Regime regime;
    private final Study study;
    private final StudySpec preset;
    private final StudyData data;
    private final Path out;
    private final ProgressEstimate workload;
    private PointKey current;

    RegimeRun(Regime regime, Study study, Path out, ProgressEstimate workload) {
        this.regime = regime;
        this.study = study;
        this.preset = study.preset();
        this.data = study.data();
        this.out = out;
        this.workload = workload;
    }

    void run() throws IOException, TranslateException {
        PlaneStore store = Study.points(out, study.identity());
        if (isComplete(store)) {
            workload.finish();
            return;
        }
        Engine.getInstance().setRandomSeed(Long.hashCode(study.seed()));
        DefaultTrainingConfig config = regime.config()
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build())
                .addTrainingListeners(new TrainingListenerAdapter() {
                    @Override
                    public void onEpoch(Trainer trainer) {
                        workload.epochDone();
                    }
                });
        try (Model model = Model.newInstance(regime.name())) {
            model.setBlock(regime.network(preset, data.side()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(preset.batchSize(), 1, data.side(), data.side()));
                try (ProbeSession probes = attach(trainer, store)) {
                    LOG.info("{}: {} images, probing {}", regime, data.network().size(), probes.hookPoints());
                    EasyTrain.fit(
                            trainer, preset.lastEpoch(), regime.trainingSet(preset, data, model.getNDManager()), null);
                }
            }
        }
        workload.finish();
    }

    private boolean isComplete(PlaneStore store) {
        return preset.epochs().stream()
                .allMatch(e -> preset.hookPoints().stream()
                        .allMatch(h ->
                                store.find(new PointKey(regime.name(), e, h)).isPresent()));
    }

    private ProbeSession attach(Trainer trainer, PlaneStore store) {
        PixelCnn pixelCnn = PixelCnn.of(preset.decoder(), PixelLevels.UNIT_BYTES)
                .budget(preset.budget())
                .checkpoints(out.resolve("checkpoints").resolve(regime.name()))
                .progress((step, steps) -> workload.decoderStep());
        DecoderBound input =
                DecoderBound.againstMarginal(pixelCnn).folds(data.folds()).listener(new Drawing());
        DecoderBound label = DecoderBound.withKnownEntropy(
                        LabelDecoder.of(FashionMnist.CLASSES).steps(preset.labelSteps()), data.labelEntropy())
                .folds(data.folds());
        return Probes.on(trainer)
                .named(regime.name())
                .tap(preset.hookPoints().toArray(String[]::new))
                .evaluateOn(data.heldOut().images(), data.heldOut().labels())
                .inputInformation(input)
                .labelInformation(label)
                .atEpochs(preset.epochs().stream().mapToInt(Integer::intValue).toArray())
                .seed(study.seed())
                .partOf(study.identity())
                .storeIn(store)
                .listener(new Following())
                .attach();
    }

    /** Draws images from every decoder before it is closed, and the first measured image itself. */
    private final class Drawing implements DecoderListener {
        private final DrawnImages images = new DrawnImages(out, study.identity());

        @Override
        public void marginal(ConditionalDensity density) {
            Samples measured = data.folds().measure(data.heldOut().images());
            images.put("unconditional", density.sample(measured.select(new int[preset.drawn()]), study.seed()));
        }

        @Override
        public void conditional(ConditionalDensity density, Samples measured) {
            int[] first = new int[preset.drawn()];
            Arrays.fill(first, 0);
            images.put(DrawnImages.name(current), density.sample(measured.select(first), study.seed()));
        }
    }

    private final class Following implements ProbeListener {
        @Override
        public void onMeasuring(PointKey key) {
            current = key;
            workload.pointStarted();
        }

        @Override
        public void onMeasured(PlanePoint point) {
            workload.pointDone();
        }
    }
}
