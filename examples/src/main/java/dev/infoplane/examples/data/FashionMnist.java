package dev.infoplane.examples.data;

import dev.infoplane.estimate.Samples;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Fashion-MNIST (Xiao, Rasul &amp; Vollgraf 2017; © Zalando SE, MIT licence): 28×28 grey images of ten kinds of clothing. A
 * balanced part of the training images ships with the examples; a folder with the original files gives all 60,000.
 */
public final class FashionMnist {
    /** The number of classes. */
    public static final int CLASSES = 10;

    /** Height and width of an image. */
    public static final int SIDE = 28;

    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";

    private FashionMnist() {}

    /** The part that ships with the examples. */
    public static LabelledImages bundled() throws IOException {
        return combine(resource("fashion-mnist-images-idx3-ubyte.gz"), resource("fashion-mnist-labels-idx1-ubyte.gz"));
    }

    /**
     * The training images in a folder, as idx files under their original names, compressed or not.
     *
     * @throws IOException if a file is missing or damaged
     */
    public static LabelledImages in(Path folder) throws IOException {
        return combine(file(folder, "train" + IMAGES), file(folder, "train" + LABELS));
    }

    /** The 10,000 test images in such a folder; errors as {@link #in}. */
    public static LabelledImages testIn(Path folder) throws IOException {
        return combine(file(folder, "t10k" + IMAGES), file(folder, "t10k" + LABELS));
    }

    private static IdxFile resource(String name) throws IOException {
        try (InputStream in = FashionMnist.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource '" + name + "' is missing from the examples' jar");
            }
            return IdxFile.read(in, name);
        }
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

    private static LabelledImages combine(IdxFile images, IdxFile labels) throws IOException {
        int[] shape = images.extents();
        if (shape.length != 3 || labels.extents().length != 1 || shape[0] != labels.extents()[0]) {
            throw new IOException("expected images [n, height, width] and labels [n], got " + Arrays.toString(shape)
                    + " and " + Arrays.toString(labels.extents()));
        }
        for (byte label : labels.bytes()) {
            if (label < 0 || label >= CLASSES) {
                throw new IOException("labels must lie between 0 and " + (CLASSES - 1) + ", got " + (label & 0xff));
            }
        }
        return new LabelledImages(
                Samples.of(unsigned(images.bytes()), 1, shape[1], shape[2]), Samples.of(unsigned(labels.bytes())));
    }

    private static float[] unsigned(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }
}
