package dev.infoplane.study.work;

import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.network.EpochActivations;
import dev.infoplane.study.network.Networks;
import dev.infoplane.study.network.Regime;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.TrainingSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trains a network; its outputs are what its layers compute of the held-out images after some epochs, and how well it does. */
public final class NetworkKind extends WorkKind {
    /** Its {@link #id()}. */
    public static final String ID = "train network";

    static final int VERSION = 5;

    /** For the service loader. */
    public NetworkKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException, TranslateException {
        Parameters p = work.parameters();
        Parameters model = p.part(Parameters.MODEL);
        List<Integer> epochs = p.integers(Parameters.EPOCHS);
        boolean isShared = work.context().task().inputs().containsKey(Work.UNTRAINED);
        int last = epochs.get(epochs.size() - 1);
        Networks networks = new Networks(
                new ModelSpec(model.text("source"), model.settings()),
                p.integer(Parameters.CLASSES),
                p.integers(Parameters.SHAPE));
        Regime regime = Regimes.of(p.text(Parameters.REGIME));
        requireSame(networks.identity(regime), p.textsByName(Parameters.NETWORK));
        EpochActivations network = new EpochActivations(
                networks,
                regime,
                new TrainingSpec(
                        p.part(Parameters.TRAINING).integer("batchSize"),
                        p.part(Parameters.TRAINING).number("learningRate")),
                new LabelledImages(
                        work.samples(Work.IMAGES, Work.TRAINING), work.samples(Work.IMAGES, Work.TRAINING_LABELS)),
                new LabelledImages(
                        work.samples(Work.IMAGES, Work.HELD_OUT), work.samples(Work.IMAGES, Work.HELD_OUT_LABELS)),
                work.seed());
        StringBuilder metrics = new StringBuilder();
        network.train(
                epochs, p.texts(Parameters.HOOK_POINTS), work.context().checkpoints(), new EpochActivations.Listener() {
                    @Override
                    public void activations(int epoch, Map<String, Samples> byHookPoint) throws IOException {
                        for (Map.Entry<String, Samples> e : byHookPoint.entrySet()) {
                            if (isShared && epoch == 0) {
                                requireShared(work, e.getKey(), e.getValue());
                            } else {
                                work.write(
                                        Work.activations(epoch, e.getKey()),
                                        out -> SamplesFile.write(e.getValue(), out));
                            }
                        }
                    }

                    @Override
                    public void metrics(int epoch, Map<String, Double> values) {
                        values.forEach((name, value) -> metrics.append(epoch + "," + name + "," + value + "\n"));
                    }

                    @Override
                    public void epochDone(int done) {
                        work.context().progress((double) done / last);
                    }
                });
        work.write(Work.METRICS, metrics.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Other code on the class path of this process would train another network under the same name. */
    private static void requireSame(Map<String, String> here, Map<String, String> planned) {
        Identity network = Identity.of("network", 1);
        List<String> differences = network.with(here).differencesFrom(network.with(planned));
        if (!differences.isEmpty()) {
            throw new IllegalStateException(
                    "this worker has another network or regime on its class path than the process"
                            + " that planned the study (" + String.join("; ", differences) + ")");
        }
    }

    /** A point that is measured once for all regimes must be the same in all of them. */
    private static void requireShared(Work work, String hookPoint, Samples own) throws IOException {
        Samples shared = work.samples(Work.UNTRAINED, Work.activations(0, hookPoint));
        if (!areEqual(shared, own)) {
            throw new IllegalStateException(
                    "before training, '" + hookPoint + "' computes something else in the regime '"
                            + work.parameters().text(Parameters.REGIME)
                            + "' than in the first one, so it cannot be measured once for all; set shareUntrained: false");
        }
    }

    /** By row: layers may fill much of the memory, which copies of them would exceed. */
    private static boolean areEqual(Samples a, Samples b) {
        if (a.rows() != b.rows() || !Arrays.equals(a.rowShape(), b.rowShape())) {
            return false;
        }
        float[] first = new float[a.dimensions()];
        float[] second = new float[b.dimensions()];
        for (int i = 0; i < a.rows(); i++) {
            a.copyRow(i, first, 0);
            b.copyRow(i, second, 0);
            if (!Arrays.equals(first, second)) {
                return false;
            }
        }
        return true;
    }
}
