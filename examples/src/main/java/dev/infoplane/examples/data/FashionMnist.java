package dev.infoplane.examples.data;

import dev.infoplane.study.data.IdxFile;
import dev.infoplane.study.data.IdxImages;
import dev.infoplane.study.data.ImagePart;
import dev.infoplane.study.data.LabelledImages;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Fashion-MNIST (Xiao, Rasul &amp; Vollgraf 2017; © Zalando SE, MIT licence): 28×28 grey images of ten kinds of clothing. A
 * balanced part of the training images ships with the examples; a folder with the original files gives all 60,000.
 */
public final class FashionMnist {
    /** The number of classes. */
    public static final int CLASSES = 10;

    /** Height and width of an image. */
    public static final int SIDE = 28;

    private FashionMnist() {}

    /** The part that ships with the examples. */
    public static LabelledImages bundled() throws IOException {
        return IdxImages.of(
                resource("fashion-mnist-images-idx3-ubyte.gz"), resource("fashion-mnist-labels-idx1-ubyte.gz"));
    }

    /**
     * The training images in a folder, as idx files under their original names, compressed or not.
     *
     * @throws IOException if a file is missing or damaged
     */
    public static LabelledImages in(Path folder) throws IOException {
        return IdxImages.in(folder, ImagePart.TRAIN);
    }

    /** The 10,000 test images in such a folder; errors as {@link #in}. */
    public static LabelledImages testIn(Path folder) throws IOException {
        return IdxImages.in(folder, ImagePart.TEST);
    }

    private static IdxFile resource(String name) throws IOException {
        try (InputStream in = FashionMnist.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource '" + name + "' is missing from the examples' jar");
            }
            return IdxFile.read(in, name);
        }
    }
}
