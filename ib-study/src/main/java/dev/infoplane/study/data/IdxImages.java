package dev.infoplane.study.data;

import dev.infoplane.estimate.Samples;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Grey images in idx files under the names of MNIST (LeCun et al. 1998): {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, and {@code t10k-…} for tests, each compressed ({@code .gz}) or not. Ten classes at most.
 */
public final class IdxImages {
    private static final int MOST_CLASSES = 10;

    private IdxImages() {}

    /**
     * The images of a part.
     *
     * @throws IOException if a file is missing or damaged, or the part is one that such data sets do not have
     */
    public static LabelledImages in(Path folder, ImagePart part) throws IOException {
        String prefix = switch (part) {
            case TRAIN -> "train";
            case TEST -> "t10k";
            case VALIDATE ->
                throw new IOException(
                        "data sets in the format of MNIST have a part to train and one to test, none to" + " validate");
        };
        IdxFile images = file(folder, prefix + "-images-idx3-ubyte");
        IdxFile labels = file(folder, prefix + "-labels-idx1-ubyte");
        try {
            return of(images, labels);
        } catch (IOException e) {
            throw new IOException("the files '" + prefix + "-…' in '" + folder + "': " + e.getMessage(), e);
        }
    }

    /**
     * Images {@code [n, height, width]} and labels {@code [n]} from two files.
     *
     * @throws IOException if they do not belong together
     */
    public static LabelledImages of(IdxFile images, IdxFile labels) throws IOException {
        int[] shape = images.extents();
        if (shape.length != 3 || labels.extents().length != 1 || shape[0] != labels.extents()[0]) {
            throw new IOException("expected images [n, height, width] and labels [n], got " + Arrays.toString(shape)
                    + " and " + Arrays.toString(labels.extents()));
        }
        for (byte label : labels.bytes()) {
            if (label < 0 || label >= MOST_CLASSES) {
                throw new IOException(
                        "labels must lie between 0 and " + (MOST_CLASSES - 1) + ", got " + (label & 0xff));
            }
        }
        return new LabelledImages(
                Samples.of(Bytes.unsigned(images.bytes()), 1, shape[1], shape[2]),
                Samples.of(Bytes.unsigned(labels.bytes())));
    }

    private static IdxFile file(Path folder, String name) throws IOException {
        for (Path candidate : new Path[] {folder.resolve(name + ".gz"), folder.resolve(name)}) {
            if (Files.isRegularFile(candidate)) {
                try (InputStream in = Files.newInputStream(candidate)) {
                    return IdxFile.read(in, candidate.toString());
                }
            }
        }
        throw new FileNotFoundException("the folder '" + folder + "' has neither '" + name + ".gz' nor '" + name + "'");
    }
}
