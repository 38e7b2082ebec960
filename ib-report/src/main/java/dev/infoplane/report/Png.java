package dev.infoplane.report;

import dev.infoplane.estimate.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as data URIs. */
final class Png {
    private Png() {}

    /** Row {@code i}, of shape [1 or 3, height, width] and values in [0, 1], rounded to 8 bits. */
    static String dataUri(Samples images, int i) {
        int[] shape = images.rowShape();
        int area = shape[1] * shape[2];
        BufferedImage image = new BufferedImage(shape[2], shape[1], BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < area; p++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | eightBit(images.get(i, (shape[0] == 3 ? c : 0) * area + p));
            }
            image.setRGB(p % shape[2], p / shape[2], rgb);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(image));
    }

    private static int eightBit(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, value)));
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("an image could not be encoded in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
