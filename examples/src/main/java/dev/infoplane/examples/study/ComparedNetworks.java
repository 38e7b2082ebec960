package dev.infoplane.examples.study;

import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.network.EpochActivations;
import dev.infoplane.study.network.Networks;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.work.StudyImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose layers decoders are compared on, and how large those are: the networks of a preset of studies. */
enum ComparedNetworks {
    /** Seconds; measures nothing. */
    toy("toy", new PixelCnnSize(4, 1, 2, 2), new TrainingBudget(4, 1, 16, 5e-3, 2)),
    /** Images of 14×14. */
    small("quick", PixelCnnSize.PLANE, new TrainingBudget(700, 1, 32, 5e-3, 6)),
    /** Images of 28×28. */
    large("fashion", new PixelCnnSize(16, 1, 5, 3), new TrainingBudget(2400, 1, 32, 5e-3, 6));

    private final String preset;
    private final PixelCnnSize decoder;
    private final TrainingBudget budget;

    ComparedNetworks(String preset, PixelCnnSize decoder, TrainingBudget budget) {
        this.preset = preset;
        this.decoder = decoder;
        this.budget = budget;
    }

    private StudySpec spec() {
        return SpecFile.preset(preset);
    }

    PixelCnnSize decoder() {
        return decoder;
    }

    TrainingBudget budget() {
        return budget;
    }

    List<Integer> epochs() {
        return spec().epochs().epochs();
    }

    /** @param data a folder of idx files, or null for the sample that ships */
    StudyImages images(Path data) throws IOException {
        return StudyImages.load(data == null ? spec().data() : spec().data().from("idx", data.toString()));
    }

    private Networks networks(StudyImages images) {
        return new Networks(spec().model(), images.classes(), images.shape());
    }

    List<String> hookPoints(StudyImages images) throws IOException {
        return List.copyOf(networks(images)
                .layout(Regimes.CLASSIFIER, spec().hookPoints())
                .hookPoints()
                .keySet());
    }

    /**
     * Points of networks of these regimes, whose activations are stored; networks are trained where some are not.
     *
     * @param activations a folder for each regime
     * @param epochs those of the preset if empty
     */
    List<PointKey> stored(Path activations, StudyImages images, List<String> regimes, List<Integer> epochs)
            throws IOException, TranslateException {
        List<PointKey> all = new ArrayList<>();
        List<Integer> chosen = epochs.isEmpty() ? epochs() : epochs;
        List<String> hookPoints = hookPoints(images);
        for (String regime : regimes) {
            StoredActivations stored = new StoredActivations(activations.resolve(regime));
            List<PointKey> points = chosen.stream()
                    .flatMap(e -> hookPoints.stream().map(h -> new PointKey(regime, e, h)))
                    .toList();
            if (!stored.hasAll(points)) {
                train(regime, images, chosen, hookPoints)
                        .forEach((epoch, layers) ->
                                layers.forEach((layer, t) -> stored.put(new PointKey(regime, epoch, layer), t)));
            }
            all.addAll(points);
        }
        return all;
    }

    /** What determines activations. */
    Identity identity(StudyImages images) {
        return Identity.of("compared networks", 2)
                .with("data", images.hash())
                .with("halve", spec().data().halve())
                .with(
                        "images",
                        List.of(images.network().size(), images.heldOut().size()))
                .with("model", spec().model().source())
                .with("settings", spec().model().settings())
                .with("batchSize", spec().training().batchSize())
                .with("learningRate", spec().training().learningRate());
    }

    /** Trains a network; activations by epoch and hook point. */
    Map<Integer, Map<String, Samples>> train(
            String regime, StudyImages images, List<Integer> epochs, List<String> layers)
            throws IOException, TranslateException {
        Map<Integer, Map<String, Samples>> all = new LinkedHashMap<>();
        new EpochActivations(
                        networks(images), Regimes.of(regime), spec().training(), images.network(), images.heldOut(), 1)
                .train(epochs, layers, all::put);
        return all;
    }
}
