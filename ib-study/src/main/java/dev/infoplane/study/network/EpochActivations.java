package dev.infoplane.study.network;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import com.google.common.base.Throwables;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.EngineThreads;
import dev.infoplane.probe.Probes;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a network once and passes on what its layers compute of other images after some epochs.
 *
 * @param training images that train, values from 0 to 1
 * @param heldOut others, to be seen by the network after each of the epochs
 */
public record EpochActivations(
        Networks networks,
        Regime regime,
        TrainingSpec settings,
        LabelledImages training,
        LabelledImages heldOut,
        long seed) {
    /** The engine has one stream of random numbers: two networks that are trained at once would share it. */
    private static final Object ENGINE = new Object();

    private static final int BATCH = 250;

    /** Hears of the training. */
    public interface Listener {
        /**
         * Receives what the layers compute after an epoch.
         *
         * @throws IOException ends the training
         */
        void activations(int epoch, Map<String, Samples> byHookPoint) throws IOException;

        /** Receives how well the network does after an epoch, by the name of the metric. */
        default void metrics(int epoch, Map<String, Double> values) {}

        /** So many epochs are over. */
        default void epochDone(int done) {}
    }

    /** Trains the network and passes activations on after each of some epochs. */
    public void train(List<Integer> epochs, List<String> hookPoints, Listener listener)
            throws IOException, TranslateException {
        train(epochs, hookPoints, Optional.empty(), listener);
    }

    /**
     * As {@link #train(List, List, Listener)}; a training that was killed is resumed, with the same results bit for bit.
     *
     * @param folder of this training alone, for what it is resumed from
     * @throws IOException if something cannot be written, or the listener ends the training
     */
    public void train(List<Integer> epochs, List<String> hookPoints, Path folder, Listener listener)
            throws IOException, TranslateException {
        train(epochs, hookPoints, Optional.of(folder), listener);
    }

    private void train(List<Integer> epochs, List<String> hookPoints, Optional<Path> folder, Listener listener)
            throws IOException, TranslateException {
        Optional<Exception> failure = EngineThreads.onOne(Engine.getInstance(), () -> {
            try {
                synchronized (ENGINE) {
                    trainHere(epochs.stream().sorted().toList(), hookPoints, folder, listener);
                }
                return Optional.empty();
            } catch (IOException | TranslateException e) {
                return Optional.of(e);
            }
        });
        if (failure.isPresent()) {
            Throwables.throwIfInstanceOf(failure.get(), IOException.class);
            Throwables.throwIfInstanceOf(failure.get(), TranslateException.class);
        }
    }

    private void trainHere(List<Integer> epochs, List<String> hookPoints, Optional<Path> folder, Listener listener)
            throws IOException, TranslateException {
        seedEpoch(0);
        try (Model model = networks.create(regime)) {
            ResumableAdam optimizer = new ResumableAdam(model.getNDManager(), (float) settings.learningRate());
            DefaultTrainingConfig config = new DefaultTrainingConfig(regime.loss()).optOptimizer(optimizer);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(networks.input(settings.batchSize()));
                TrainingFolder kept = new TrainingFolder(
                        folder,
                        new NetworkState(model.getNDManager(), model.getBlock().getParameters(), optimizer));
                ArrayDataset dataset = dataset(model.getNDManager());
                int resumed = kept.epoch(epochs);
                for (int epoch : epochs.stream().filter(e -> e <= resumed).toList()) {
                    if (epoch > 0) {
                        kept.restoreValues(epoch);
                    }
                    pass(model, epoch, hookPoints, listener);
                }
                if (resumed > 0) {
                    kept.resume();
                }
                int done = resumed;
                for (int epoch : epochs.stream().filter(e -> e > resumed).toList()) {
                    while (done < epoch) {
                        done++;
                        seedEpoch(done);
                        EasyTrain.fit(trainer, 1, dataset, null);
                        if (done == epoch) {
                            kept.keepValues(epoch);
                        }
                        kept.keepFrom(done);
                        listener.epochDone(done);
                    }
                    pass(model, epoch, hookPoints, listener);
                }
            }
        }
    }

    private void pass(Model model, int epoch, List<String> hookPoints, Listener listener)
            throws IOException, TranslateException {
        Map<String, Double> metrics =
                new TreeMap<>(see(model, training, (from, to) -> {}).values("training images"));
        LayerRows found = new LayerRows(hookPoints, heldOut.size());
        try (Capture capture = Probes.capture(model.getBlock(), hookPoints.toArray(String[]::new))) {
            metrics.putAll(see(model, heldOut, (from, to) -> found.take(capture, from, to))
                    .values("held-out images"));
        }
        listener.activations(epoch, found.samples());
        listener.metrics(epoch, metrics);
    }

    /** Each epoch has a seed of its own, so that it does not matter what the process has drawn before. */
    private void seedEpoch(int epoch) {
        int ofEpoch = epoch == 0 ? 0 : Long.hashCode(new SplittableRandom(epoch).nextLong());
        Engine.getInstance().setRandomSeed(Long.hashCode(seed) ^ ofEpoch);
    }

    private ArrayDataset dataset(NDManager manager) {
        return new ArrayDataset.Builder()
                .setData(array(manager, training.images()))
                .optLabels(array(manager, regime.wanted(training.images(), training.labels())))
                .setSampling(settings.batchSize(), true)
                .build();
    }

    private static NDArray array(NDManager manager, Samples rows) {
        long[] shape = new long[1 + rows.rowShape().length];
        shape[0] = rows.rows();
        Arrays.setAll(shape, i -> i == 0 ? rows.rows() : rows.rowShape()[i - 1]);
        return manager.create(rows.toArray(), new Shape(shape));
    }

    private interface Batch {
        void seen(int from, int to);
    }

    /**
     * Has the network answer for images.
     *
     * @param afterBatch hears of each batch when its pass is over
     */
    private NetworkMetrics see(Model model, LabelledImages seen, Batch afterBatch) throws TranslateException {
        NetworkMetrics metrics = new NetworkMetrics(regime.loss());
        Samples wanted = regime.wanted(seen.images(), seen.labels());
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
            for (int from = 0; from < seen.size(); from += BATCH) {
                int to = Math.min(seen.size(), from + BATCH);
                try (NDManager pass =
                        model.getNDManager().newSubManager()) { // what the network computes goes with its input
                    NDArray images = pass.create(seen.images().slice(from, to).toArray(), networks.input(to - from));
                    metrics.add(predictor.predict(new NDList(images)), array(pass, wanted.slice(from, to)));
                }
                afterBatch.seen(from, to);
            }
        }
        return metrics;
    }
}
