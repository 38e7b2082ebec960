package dev.infoplane.examples.study;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Floats;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The images of a study in their roles, which never overlap. Pixels are on 256 levels from 0 to 1.
 *
 * @param network images that train the network
 * @param heldOut images that train the decoders, then those that validate, then those that measure
 * @param folds where in {@code heldOut} each role begins
 * @param hash SHA-256 of all images and labels, before they are divided; the same for all seeds and presets
 */
record StudyData(LabelledImages network, LabelledImages heldOut, Folds folds, String hash) {
    private static final double MOST_EQUAL = 0.75;

    /** @param folder of the original files, or null for the images that ship with the examples */
    static StudyData load(Path folder, StudySpec preset, long seed) throws IOException {
        LabelledImages all = folder == null ? FashionMnist.bundled() : FashionMnist.in(folder);
        requireSide(all, folder);
        String hash = hash(all);
        if (preset.halve()) {
            all = all.halved();
        }
        List<LabelledImages> parts = divided(unit(all), folder, preset.parts(), seed);
        for (LabelledImages part : parts) {
            requireVaried(part.images(), folder);
        }
        LabelledImages network = parts.get(0);
        LabelledImages heldOut = joined(parts.subList(1, 4));
        Folds folds = new Folds(preset.decoderImages(), preset.validationImages(), preset.measuredImages());
        return new StudyData(network, heldOut, folds, hash);
    }

    /** The networks and decoders of the study are made for images of this extent. */
    private static void requireSide(LabelledImages all, Path folder) throws IOException {
        int[] shape = all.images().rowShape();
        if (shape[1] != FashionMnist.SIDE || shape[2] != FashionMnist.SIDE) {
            throw new IOException("the study needs images of " + FashionMnist.SIDE + " by " + FashionMnist.SIDE
                    + " pixels, but those in '" + folder + "' have " + shape[1] + " by " + shape[2]);
        }
    }

    private static List<LabelledImages> divided(LabelledImages all, Path folder, int[] parts, long seed)
            throws IOException {
        try {
            return all.split(seed, parts);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the images in '" + folder + "' cannot be divided into the parts of this preset: " + e.getMessage()
                            + "; it needs " + Arrays.stream(parts).sum()
                            + " images, equally many of each class from 0 on,"
                            + " and a number of classes that divides each of " + Arrays.toString(parts)
                            + "; give other images with --data, or choose another --preset",
                    e);
        }
    }

    /** From images that are nearly all the same a network gets no gradient, and there is nothing to tell apart. */
    private static void requireVaried(Samples images, Path folder) throws IOException {
        Multiset<HashCode> equal = HashMultiset.create();
        for (int i = 0; i < images.rows(); i++) {
            Hasher hasher = Hashing.murmur3_128().newHasher();
            for (int d = 0; d < images.dimensions(); d++) {
                hasher.putFloat(images.get(i, d));
            }
            equal.add(hasher.hash());
        }
        int most = equal.entrySet().stream()
                .mapToInt(Multiset.Entry::getCount)
                .max()
                .orElseThrow();
        if (most > MOST_EQUAL * images.rows()) {
            throw new IOException("of " + images.rows() + " images drawn from '" + folder + "', " + most
                    + " are equal to each other, so that there is nothing to learn or to measure; the study needs images"
                    + " that differ, give other ones with --data");
        }
    }

    /** H(Y) of the labels that measure, by counting; exact, since every class is drawn equally often. */
    Information labelEntropy() {
        Multiset<Float> counts = HashMultiset.create(
                Floats.asList(folds.measure(heldOut.labels()).toArray()));
        double nats = counts.entrySet().stream()
                .mapToDouble(e -> (double) e.getCount() / counts.size())
                .map(share -> -share * Math.log(share))
                .sum();
        return Information.ofNats(Math.max(0, nats));
    }

    /** The first image that measures. */
    Samples original() {
        return folds.measure(heldOut.images()).slice(0, 1);
    }

    int side() {
        return network.images().rowShape()[1];
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

    private static String hash(LabelledImages bytes) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (Samples samples : List.of(bytes.images(), bytes.labels())) {
            for (float v : samples.toArray()) {
                hasher.putByte((byte) v);
            }
        }
        return hasher.hash().toString();
    }
}
