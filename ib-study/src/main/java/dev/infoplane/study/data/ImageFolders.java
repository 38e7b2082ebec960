package dev.infoplane.study.data;

import dev.infoplane.estimate.Samples;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Image files in a folder for each class, as in CINIC-10 (Darlow et al. 2018): {@code train/airplane/….png}, {@code valid/…},
 * {@code test/…}. Classes are numbered in the order of their names, images in that of theirs. PNG, JPEG, BMP and GIF files of 8
 * bits a channel, all of the same size, all grey or all with colours; grey files among coloured ones count as coloured. Transparency
 * is refused.
 */
public final class ImageFolders {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

    private ImageFolders() {}

    /**
     * The images of a part.
     *
     * @throws IOException if folders are missing or empty, or a file cannot be read or has another size, naming it
     */
    public static LabelledImages in(Path folder, ImagePart part) throws IOException {
        List<String> names = switch (part) {
            case TRAIN -> List.of("train");
            case VALIDATE -> List.of("valid", "val", "validation");
            case TEST -> List.of("test");
        };
        for (String name : names) {
            if (Files.isDirectory(folder.resolve(name))) {
                return classesIn(folder.resolve(name));
            }
        }
        throw new FileNotFoundException("the folder '" + folder + "' has no folder '" + String.join("' or '", names)
                + "'; a folder for each part was expected, and in it a folder for each class");
    }

    /**
     * The images in a folder that has a folder for each class.
     *
     * @throws IOException as {@link #in}
     */
    public static LabelledImages classesIn(Path folder) throws IOException {
        List<Path> classes = list(folder).stream().filter(Files::isDirectory).toList();
        if (classes.size() < 2) {
            throw new IOException(
                    "'" + folder + "' must have a folder for each of at least 2 classes, found " + classes.size());
        }
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<Path> own = list(classes.get(label)).stream()
                    .filter(ImageFolders::isImage)
                    .toList();
            if (own.isEmpty()) {
                throw new IOException("the class '" + classes.get(label)
                        + "' has no images; files were expected that end in " + String.join(", ", ENDINGS));
            }
            files.addAll(own);
            for (int i = 0; i < own.size(); i++) {
                labels.add(label);
            }
        }
        return new LabelledImages(
                images(files),
                Samples.ofLabels(labels.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static Samples images(List<Path> files) throws IOException {
        BufferedImage first = read(files.get(0));
        int h = first.getHeight();
        int w = first.getWidth();
        long bytes = 3L * h * w * files.size();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IOException(files.size() + " images of " + h + " by " + w + " pixels, such as '" + files.get(0)
                    + "', have " + bytes + " values, and at most " + (Integer.MAX_VALUE - 8)
                    + " can be read; give fewer or"
                    + " smaller ones");
        }
        byte[] colours = new byte[(int) bytes];
        boolean isGrey = true;
        for (int i = 0; i < files.size(); i++) {
            BufferedImage image = read(files.get(i));
            if (image.getHeight() != h || image.getWidth() != w) {
                throw new IOException("'" + files.get(i) + "' has " + image.getHeight() + " by " + image.getWidth()
                        + " pixels, and '" + files.get(0) + "' " + h + " by " + w + "; all must have the same size");
            }
            isGrey &= isGrey(image);
            fill(image, colours, i * 3 * h * w);
        }
        if (!isGrey) {
            return Samples.of(Bytes.unsigned(colours), 3, h, w);
        }
        byte[] grey = new byte[files.size() * h * w];
        for (int i = 0; i < files.size(); i++) {
            System.arraycopy(colours, i * 3 * h * w, grey, i * h * w, h * w);
        }
        return Samples.of(Bytes.unsigned(grey), 1, h, w);
    }

    private static boolean isGrey(BufferedImage image) {
        return image.getRaster().getNumBands() == 1 && image.getType() == BufferedImage.TYPE_BYTE_GRAY;
    }

    /** Grey levels are taken as stored, since the colour model of Java would change them. */
    private static void fill(BufferedImage image, byte[] into, int from) {
        int h = image.getHeight();
        int w = image.getWidth();
        Raster raster = image.getRaster();
        for (int p = 0; p < h * w; p++) {
            int rgb = isGrey(image) ? raster.getSample(p % w, p / w, 0) * 0x010101 : image.getRGB(p % w, p / w);
            for (int c = 0; c < 3; c++) {
                into[from + c * h * w + p] = (byte) (rgb >> 8 * (2 - c));
            }
        }
    }

    private static BufferedImage read(Path file) throws IOException {
        BufferedImage image;
        try {
            image = decoded(file);
        } catch (IOException | RuntimeException e) {
            throw new IOException("'" + file + "' cannot be read as an image: " + e.getMessage(), e);
        }
        int[] bits = image.getColorModel().getComponentSize();
        if (Arrays.stream(bits).anyMatch(b -> b > 8)) {
            throw new IOException("'" + file + "' has "
                    + Arrays.stream(bits).max().orElseThrow() + " bits a channel, and 8 were expected");
        }
        if (image.getColorModel().hasAlpha()) {
            throw new IOException("'" + file + "' is transparent, and images without transparency were expected");
        }
        return image;
    }

    /** Decoders fill up what a file that is cut short lacks, and only warn. */
    private static BufferedImage decoded(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("its content is in no format that is known");
            }
            ImageReader reader = readers.next();
            try {
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                reader.setInput(in, true, true);
                BufferedImage image = reader.read(0);
                if (!warnings.isEmpty()) {
                    throw new IOException(String.join("; ", warnings));
                }
                return image;
            } finally {
                reader.dispose();
            }
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
