package dev.infoplane.study.work;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Floats;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.data.ImageFormat;
import dev.infoplane.study.data.ImagePart;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.data.SampleImages;
import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskClock;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a study in their roles, which never overlap. Pixels are on 256 levels from 0 to 1.
 *
 * @param network images that train the network
 * @param heldOut images that train the decoders, then those that validate, then those that measure
 * @param folds where in {@code heldOut} each role begins
 * @param hash SHA-256 of all images and labels, before they are divided; the same for all seeds and parts
 */
public record StudyImages(LabelledImages network, LabelledImages heldOut, Folds folds, String hash) {
    private static final Logger LOG = LoggerFactory.getLogger(StudyImages.class);
    private static final double MOST_EQUAL = 0.75;
    private static final double MOST_SEEN = 0.01;

    /**
     * Reads and divides images.
     *
     * @throws IOException if they cannot be read, do not suffice, or are not those that the spec names by their SHA-256
     */
    public static StudyImages load(DataSpec data) throws IOException {
        String origin = data.path().isEmpty() ? data.format() : "'" + data.path() + "'";
        LabelledImages all = data.format().equals(DataSpec.SAMPLE)
                ? SampleImages.fashionMnist()
                : ImageFormat.of(data.format()).read(Path.of(data.path()), ImagePart.TRAIN);
        String hash = all.digest();
        if (!data.sha256().isEmpty() && !data.sha256().equals(hash)) {
            throw new IOException("the images in " + origin + " are not those of this study: their SHA-256 is " + hash
                    + ", and data.sha256 is " + data.sha256());
        }
        if (data.halve()) {
            all = all.halved();
        }
        List<LabelledImages> parts = divided(unit(all), origin, data);
        for (LabelledImages part : parts) {
            requireVaried(part.images(), origin);
        }
        LabelledImages heldOut = joined(parts.subList(1, parts.size()));
        Folds folds = new Folds(data.decoder(), data.validation(), data.measured());
        StudyImages images = new StudyImages(parts.get(0), heldOut, folds, hash);
        images.warnOfSeen(origin);
        return images;
    }

    private static List<LabelledImages> divided(LabelledImages all, String origin, DataSpec data) throws IOException {
        int[] parts = data.parts();
        try {
            return all.split(data.seed(), parts);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the images in " + origin + " cannot be divided into the parts of this study: " + e.getMessage()
                            + "; it needs " + Arrays.stream(parts).sum()
                            + " images, equally many of each class from 0 on,"
                            + " and a number of classes that divides each of " + Arrays.toString(parts),
                    e);
        }
    }

    /** From images that are nearly all the same a network gets no gradient, and there is nothing to tell apart. */
    private static void requireVaried(Samples images, String origin) throws IOException {
        Multiset<HashCode> equal = HashMultiset.create(contents(images));
        int most = equal.entrySet().stream()
                .mapToInt(Multiset.Entry::getCount)
                .max()
                .orElseThrow();
        if (most > MOST_EQUAL * images.rows()) {
            throw new IOException("of " + images.rows() + " images drawn from " + origin + ", " + most
                    + " are equal to each other, so that there is nothing to learn or to measure; the study needs images"
                    + " that differ");
        }
    }

    private void warnOfSeen(String origin) {
        long seen = seen();
        int measured = folds.measure(heldOut.labels()).rows();
        if (seen > MOST_SEEN * measured) {
            LOG.warn(
                    "of the {} images from {} that measure, {} are equal to images that train the network or the decoders,"
                            + " so that information may read higher than it is; are files there twice?",
                    measured,
                    origin,
                    seen);
        }
    }

    /** How many images that measure are equal to one of the others; information reads higher by what is known of them. */
    public long seen() {
        Samples measured = folds.measure(heldOut.images());
        Set<HashCode> learned = new HashSet<>(contents(network.images()));
        learned.addAll(contents(heldOut.images().slice(0, heldOut.size() - measured.rows())));
        return contents(measured).stream().filter(learned::contains).count();
    }

    /** A hash of each image. */
    private static List<HashCode> contents(Samples images) {
        List<HashCode> contents = new ArrayList<>();
        for (int i = 0; i < images.rows(); i++) {
            Hasher hasher = Hashing.murmur3_128().newHasher();
            for (int d = 0; d < images.dimensions(); d++) {
                hasher.putFloat(images.get(i, d));
            }
            contents.add(hasher.hash());
        }
        return contents;
    }

    /** H(Y) of the labels that measure, by counting; exact, since every class is drawn equally often. */
    public Information labelEntropy() {
        Multiset<Float> counts = HashMultiset.create(
                Floats.asList(folds.measure(heldOut.labels()).toArray()));
        double nats = counts.entrySet().stream()
                .mapToDouble(e -> (double) e.getCount() / counts.size())
                .map(share -> -share * Math.log(share))
                .sum();
        return Information.ofNats(Math.max(0, nats));
    }

    /** The first image that measures. */
    public Samples original() {
        return folds.measure(heldOut.images()).slice(0, 1);
    }

    /** How many classes there are, at least 2. */
    public int classes() {
        int most = 1;
        for (float label : network.labels().toArray()) {
            most = Math.max(most, Math.round(label));
        }
        return most + 1;
    }

    /** Channels, height and width. */
    public List<Integer> shape() {
        return Arrays.stream(network.images().rowShape()).boxed().toList();
    }

    /**
     * Puts the images into a store, unless they are there.
     *
     * @param task that other tasks have as their input
     * @throws IOException if they cannot be written
     */
    public void putInto(ResultStore store, StudyTask task) throws IOException {
        if (store.find(task.id()).isPresent()) {
            return;
        }
        TaskClock clock = TaskClock.start();
        try {
            Map<String, Blob> outputs = stored(store);
            store.finish(task, new TaskResult(outputs, Optional.of(clock.stop())));
        } finally {
            clock.cancel();
        }
    }

    private Map<String, Blob> stored(ResultStore store) throws IOException {
        Map<String, Blob> outputs = new TreeMap<>();
        for (Map.Entry<String, Samples> e : Map.of(
                        Work.TRAINING, network.images(),
                        Work.TRAINING_LABELS, network.labels(),
                        Work.HELD_OUT, heldOut.images(),
                        Work.HELD_OUT_LABELS, heldOut.labels())
                .entrySet()) {
            outputs.put(e.getKey(), store.put(out -> SamplesFile.write(e.getValue(), out)));
        }
        return outputs;
    }

    private static LabelledImages unit(LabelledImages bytes) {
        float[] values = bytes.images().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return new LabelledImages(Samples.of(values, bytes.images().rowShape()), bytes.labels());
    }

    private static LabelledImages joined(List<LabelledImages> parts) {
        return new LabelledImages(
                join(parts.stream().map(LabelledImages::images).toList()),
                join(parts.stream().map(LabelledImages::labels).toList()));
    }

    private static Samples join(List<Samples> parts) {
        float[] values = new float
                [parts.stream().mapToInt(p -> p.rows() * p.dimensions()).sum()];
        int position = 0;
        for (Samples part : parts) {
            float[] own = part.toArray();
            System.arraycopy(own, 0, values, position, own.length);
            position += own.length;
        }
        return Samples.of(values, parts.get(0).rowShape());
    }
}
