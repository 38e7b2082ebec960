package dev.infoplane.study.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A balanced part of the training images of Fashion-MNIST (Xiao, Rasul &amp; Vollgraf 2017; © Zalando SE, MIT licence): 28×28 grey
 * images of ten kinds of clothing. Ships with the library.
 */
public final class SampleImages {
    private SampleImages() {}

    /**
     * Reads them.
     *
     * @throws IOException if they are missing from the jar
     */
    public static LabelledImages fashionMnist() throws IOException {
        return IdxImages.of(
                resource("fashion-mnist-images-idx3-ubyte.gz"), resource("fashion-mnist-labels-idx1-ubyte.gz"));
    }

    private static IdxFile resource(String name) throws IOException {
        try (InputStream in = SampleImages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource '" + name + "' is missing from the jar");
            }
            return IdxFile.read(in, name);
        }
    }
}
