package dev.infoplane.examples.data;

import dev.infoplane.study.data.IdxImages;
import dev.infoplane.study.data.ImagePart;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.data.SampleImages;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Fashion-MNIST (Xiao, Rasul &amp; Vollgraf 2017; © Zalando SE, MIT licence): 28×28 grey images of ten kinds of clothing. A
 * balanced part of the training images ships with the library; a folder with the original files gives all 60,000.
 */
public final class FashionMnist {
    /** The number of classes. */
    public static final int CLASSES = 10;

    /** Height and width of an image. */
    public static final int SIDE = 28;

    private FashionMnist() {}

    /** The part that ships with the library. */
    public static LabelledImages bundled() throws IOException {
        return SampleImages.fashionMnist();
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
}
