package dev.infoplane.study.data;

import dev.infoplane.estimate.Samples;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 (Krizhevsky 2009) in its binary version: {@code data_batch_1.bin} to {@code data_batch_5.bin} for training,
 * {@code test_batch.bin} for tests. A record is a label of one byte, then 32×32 pixels of red, of green and of blue.
 */
public final class CifarBinary {
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int PIXELS = CHANNELS * SIDE * SIDE;
    private static final int CLASSES = 10;

    private CifarBinary() {}

    /**
     * The images of a part, in the order of the files.
     *
     * @throws IOException if a file is missing or is not in this format, or the part is one that CIFAR-10 does not have
     */
    public static LabelledImages in(Path folder, ImagePart part) throws IOException {
        List<String> names = switch (part) {
            case TRAIN ->
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "data_batch_" + i + ".bin")
                        .toList();
            case TEST -> List.of("test_batch.bin");
            case VALIDATE -> throw new IOException("CIFAR-10 has a part to train and one to test, none to validate");
        };
        List<byte[]> files = new ArrayList<>();
        int n = 0;
        for (String name : names) {
            byte[] file = read(folder, name);
            files.add(file);
            n += file.length / (1 + PIXELS);
        }
        float[] pixels = new float[n * PIXELS];
        float[] labels = new float[n];
        int i = 0;
        for (byte[] file : files) {
            for (int at = 0; at < file.length; at += 1 + PIXELS) {
                labels[i] = file[at];
                for (int p = 0; p < PIXELS; p++) {
                    pixels[i * PIXELS + p] = file[at + 1 + p] & 0xff;
                }
                i++;
            }
        }
        return new LabelledImages(Samples.of(pixels, CHANNELS, SIDE, SIDE), Samples.of(labels));
    }

    private static byte[] read(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("the folder '" + folder + "' has no '" + name
                    + "', a file of the binary version of CIFAR-10 (cifar-10-binary.tar.gz, unpacked)");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0 || bytes.length % (1 + PIXELS) != 0) {
            throw new IOException("'" + file + "' is not a file of the binary version of CIFAR-10: it has "
                    + bytes.length + " bytes, and a multiple of " + (1 + PIXELS) + " was expected");
        }
        for (int at = 0; at < bytes.length; at += 1 + PIXELS) {
            if (bytes[at] < 0 || bytes[at] >= CLASSES) {
                throw new IOException("'" + file + "' is not a file of the binary version of CIFAR-10: record "
                        + at / (1 + PIXELS) + " has the label " + (bytes[at] & 0xff) + ", and 0 to " + (CLASSES - 1)
                        + " were expected");
            }
        }
        return bytes;
    }
}
