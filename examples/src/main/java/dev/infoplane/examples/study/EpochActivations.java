package dev.infoplane.examples.study;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains a network of the study once and passes on what its layers compute of the held-out images after some epochs. */
record EpochActivations(Regime regime, StudySpec preset, StudyData data, long seed) {
    private static final int BATCH = 250;

    /** Hears of the training. */
    interface Listener {
        /** Receives what the layers compute after an epoch. */
        void activations(int epoch, Map<String, Samples> byHookPoint);

        /** An epoch is over. */
        default void epochDone() {}
    }

    /** Activations by epoch and hook point. */
    Map<Integer, Map<String, Samples>> at(List<Integer> epochs, List<String> hookPoints)
            throws IOException, TranslateException {
        Map<Integer, Map<String, Samples>> all = new LinkedHashMap<>();
        train(epochs, hookPoints, all::put);
        return all;
    }

    /** Trains the network and passes activations on after each of some epochs. */
    void train(List<Integer> epochs, List<String> hookPoints, Listener listener)
            throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(Long.hashCode(seed));
        DefaultTrainingConfig config = regime.config()
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build())
                .addTrainingListeners(new TrainingListenerAdapter() {
                    @Override
                    public void onEpoch(Trainer trainer) {
                        listener.epochDone();
                    }
                });
        try (Model model = Model.newInstance(regime.name())) {
            model.setBlock(regime.network(preset, data.side()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(preset.batchSize(), 1, data.side(), data.side()));
                ArrayDataset training = regime.trainingSet(preset, data, model.getNDManager());
                int done = 0;
                for (int epoch : epochs.stream().sorted().toList()) {
                    EasyTrain.fit(trainer, epoch - done, training, null);
                    done = epoch;
                    listener.activations(epoch, capture(model, hookPoints));
                }
            }
        }
    }

    private Map<String, Samples> capture(Model model, List<String> hookPoints) throws TranslateException {
        Samples x = data.heldOut().images();
        Map<String, Samples> found = new LinkedHashMap<>();
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                Capture capture = Probes.capture(model.getBlock(), hookPoints.toArray(String[]::new))) {
            for (int from = 0; from < x.rows(); from += BATCH) {
                Samples part = x.slice(from, Math.min(x.rows(), from + BATCH));
                Shape shape = new Shape(part.rows(), 1, data.side(), data.side());
                try (NDManager pass =
                        model.getNDManager().newSubManager()) { // what the network computes goes with its input
                    predictor.predict(new NDList(pass.create(part.toArray(), shape)));
                }
            }
            hookPoints.forEach(name -> found.put(name, capture.samples(name)));
        }
        return found;
    }
}
