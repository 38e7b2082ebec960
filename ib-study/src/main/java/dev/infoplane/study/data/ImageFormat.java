package dev.infoplane.study.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** How the images of a data set lie in a folder. */
public enum ImageFormat {
    /** Idx files under the names of MNIST, which Fashion-MNIST has too: {@link IdxImages}. */
    IDX("idx", IdxImages::in),
    /** The binary version of CIFAR-10: {@link CifarBinary}. */
    CIFAR10_BINARY("cifar10-binary", CifarBinary::in),
    /** A folder for each part, in it one for each class, in it image files, as in CINIC-10: {@link ImageFolders}. */
    FOLDERS("folders", ImageFolders::in);

    private final String id;
    private final Reader reader;

    private interface Reader {
        LabelledImages read(Path folder, ImagePart part) throws IOException;
    }

    ImageFormat(String id, Reader reader) {
        this.id = id;
        this.reader = reader;
    }

    /** The name in a specification. */
    public String id() {
        return id;
    }

    /**
     * The format of an id.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static ImageFormat of(String id) {
        return Arrays.stream(values())
                .filter(f -> f.id.equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no image format '" + id + "'; there are "
                        + Arrays.stream(values()).map(f -> f.id).toList()));
    }

    /**
     * Reads the images of a part, in a fixed order.
     *
     * @throws IOException if the folder does not hold this format, or a file is damaged, naming the file and what was expected
     */
    public LabelledImages read(Path folder, ImagePart part) throws IOException {
        return reader.read(folder, part);
    }
}
