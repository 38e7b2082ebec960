package dev.infoplane.study.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Eight-bit images with a class each.
 *
 * @param images values 0 to 255, {@code [n, channels, height, width]}
 * @param labels classes from 0 on, {@code [n]}
 */
public record LabelledImages(Samples images, Samples labels) {
    /** Refuses images and labels that do not belong together. */
    public LabelledImages {
        if (images.rows() != labels.rows()) {
            throw new IllegalArgumentException(
                    "there must be one label an image, got " + labels.rows() + " for " + images.rows());
        }
    }

    /** How many images there are. */
    public int size() {
        return images.rows();
    }

    /** Images of half the height and width: the mean of each 2×2 cell of a channel, rounded to a level. */
    public LabelledImages halved() {
        int[] shape = images.rowShape();
        int h = shape[1] / 2;
        int w = shape[2] / 2;
        int d = shape[0] * h * w;
        float[] values = new float[images.rows() * d];
        for (int i = 0; i < images.rows(); i++) {
            for (int p = 0; p < d; p++) {
                int corner = p / (h * w) * shape[1] * shape[2] + p / w % h * 2 * shape[2] + p % w * 2;
                float sum = images.get(i, corner)
                        + images.get(i, corner + 1)
                        + images.get(i, corner + shape[2])
                        + images.get(i, corner + shape[2] + 1);
                values[i * d + p] = (float) Math.floor(sum / 4 + 0.5);
            }
        }
        return new LabelledImages(Samples.of(values, shape[0], h, w), labels);
    }

    /** SHA-256 of all pixels, then all labels, a byte each; the same however the images were stored. */
    public String digest() {
        Hasher hasher = Hashing.sha256().newHasher();
        for (Samples samples : List.of(images, labels)) {
            for (int i = 0; i < samples.rows(); i++) {
                for (int p = 0; p < samples.dimensions(); p++) {
                    hasher.putByte((byte) samples.get(i, p));
                }
            }
        }
        return hasher.hash().toString();
    }

    /**
     * Draws disjoint parts, each with the same number of images of every class.
     *
     * @param sizes how many images each part gets, each a multiple of the number of classes
     * @throws IllegalArgumentException if some class has too few images
     */
    public List<LabelledImages> split(long seed, int... sizes) {
        int classes = 1;
        for (int i = 0; i < size(); i++) {
            classes = Math.max(classes, (int) labels.get(i, 0) + 1);
        }
        int[][] byClass = indicesByClass(classes, seed);
        List<LabelledImages> parts = new ArrayList<>();
        int taken = 0;
        for (int size : sizes) {
            if (size % classes != 0) {
                throw new IllegalArgumentException(
                        "a balanced part of " + classes + " classes cannot have " + size + " images");
            }
            int[] chosen = new int[size];
            for (int i = 0; i < size; i++) {
                int[] own = byClass[i % classes];
                int position = taken + i / classes;
                if (position >= own.length) {
                    throw new IllegalArgumentException("parts of " + Arrays.toString(sizes) + " images need "
                            + Arrays.stream(sizes).sum() / classes + " of each class, but class " + i % classes
                            + " has "
                            + own.length);
                }
                chosen[i] = own[position];
            }
            taken += size / classes;
            parts.add(new LabelledImages(images.select(chosen), labels.select(chosen)));
        }
        return parts;
    }

    private int[][] indicesByClass(int classes, long seed) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; i < size(); i++) {
            lists.get((int) labels.get(i, 0)).add(i);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[][] shuffled = new int[classes][];
        for (int c = 0; c < classes; c++) {
            int[] own = lists.get(c).stream().mapToInt(Integer::intValue).toArray();
            for (int i = own.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = own[i];
                own[i] = own[j];
                own[j] = swap;
            }
            shuffled[c] = own;
        }
        return shuffled;
    }
}
