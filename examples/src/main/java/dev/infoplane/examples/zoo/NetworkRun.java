package dev.infoplane.examples.zoo;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import ai.djl.translate.TranslateException;
import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.plane.PointKey;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One training of one network. What its layers compute of images that it has not seen is kept in a folder, and so is how well it did.
 *
 * @param network which
 * @param seed of its weights and of the order of images
 * @param epochs after which layers are kept
 * @param folder of this training
 */
record NetworkRun(ZooNetwork network, int seed, List<Integer> epochs, Path folder) {
    private static final String FACTS = "facts.csv";

    /**
     * What is known of the network after an epoch.
     *
     * @param accuracy on images that it has not seen
     * @param parameters that are trained
     * @param seconds of the processor until then
     */
    record Facts(int epoch, double accuracy, long parameters, double seconds) {
        private static Facts of(String line) {
            String[] c = line.split(",");
            return new Facts(
                    Integer.parseInt(c[0]), Double.parseDouble(c[1]), Long.parseLong(c[2]), Double.parseDouble(c[3]));
        }

        private String line() {
            return String.format(Locale.ROOT, "%d,%.4f,%d,%.1f", epoch, accuracy, parameters, seconds);
        }
    }

    /** The points of the plane that this training gives. */
    List<PointKey> points() {
        return epochs.stream()
                .flatMap(e -> network.hookPoints().stream().map(h -> new PointKey(network.name(), e, h)))
                .toList();
    }

    /** Trains the network, unless the folder holds the training. */
    void train(ImageTraining training, LabelledImages images, LabelledImages heldOut)
            throws IOException, TranslateException {
        if (Files.exists(folder.resolve(FACTS))) {
            return;
        }
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>();
        ProcessorTime time = new ProcessorTime();
        double[] seconds = {0};
        try (Model model = Model.newInstance(network.name())) {
            model.setBlock(network.block(FashionMnist.CLASSES));
            training.run(model, images, seed, epoch -> {
                seconds[0] += time.lap();
                if (epochs.contains(epoch)) {
                    double accuracy = keep(epoch, model, training, heldOut);
                    lines.add(new Facts(epoch, accuracy, parameters(model), seconds[0]).line());
                    time.lap();
                }
            });
        }
        AtomicFiles.write(folder.resolve(FACTS).toAbsolutePath(), String.join("\n", lines));
    }

    private double keep(int epoch, Model model, ImageTraining training, LabelledImages heldOut) throws IOException {
        try (Capture capture =
                Probes.capture(model.getBlock(), network.hookPoints().toArray(String[]::new))) {
            double accuracy = training.accuracy(model, heldOut);
            for (String point : network.hookPoints()) {
                Npy.write(file(epoch, point), capture.samples(point));
            }
            return accuracy;
        }
    }

    private static long parameters(Model model) {
        return model.getBlock().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(p -> p.getArray().size())
                .sum();
    }

    /** What a layer computed. */
    Samples read(PointKey point) {
        try {
            return Npy.read(file(point.epoch(), point.hookPoint())).samples();
        } catch (IOException e) {
            throw new UncheckedIOException("the activations of " + point + " cannot be read", e);
        }
    }

    /** By epoch. */
    Map<Integer, Facts> facts() throws IOException {
        Map<Integer, Facts> all = new LinkedHashMap<>();
        Files.readAllLines(folder.resolve(FACTS)).stream().map(Facts::of).forEach(f -> all.put(f.epoch(), f));
        return all;
    }

    private Path file(int epoch, String point) {
        return folder.resolve(epoch + "-" + point + ".npy").toAbsolutePath();
    }
}
