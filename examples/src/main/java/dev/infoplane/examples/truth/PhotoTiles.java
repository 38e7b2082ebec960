package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Square tiles {@code [3, side, side]} of photographs: each photograph is averaged over squares of pixels until its longer side is
 * at most a given length, and cut into tiles that do not overlap.
 *
 * @param tiles of all photographs, those of one after those of another
 * @param pngBits what a PNG file of a reduced photograph takes for each of its values
 */
record PhotoTiles(Samples tiles, double pngBits) {
    /**
     * Reads photographs.
     *
     * @param longest the longest side they keep
     * @throws IllegalArgumentException if there are none
     */
    static PhotoTiles of(List<Path> photographs, int longest, int side) throws IOException {
        List<float[]> tiles = new ArrayList<>();
        double bits = 0;
        double values = 0;
        for (Path path : photographs) {
            BufferedImage image = reduced(ImageIO.read(path.toFile()), longest);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            bits += 8.0 * png.size();
            values += 3.0 * image.getWidth() * image.getHeight();
            cut(image, side, tiles);
        }
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException("no tile of " + side + "×" + side + " in " + photographs);
        }
        float[] all = new float[tiles.size() * 3 * side * side];
        for (int i = 0; i < tiles.size(); i++) {
            System.arraycopy(tiles.get(i), 0, all, i * 3 * side * side, 3 * side * side);
        }
        return new PhotoTiles(Samples.of(all, 3, side, side), bits / values);
    }

    /** Files of photographs in a folder, in an order that the seed decides. */
    static List<Path> shuffled(Path folder, long seed) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> paths =
                    new ArrayList<>(files.filter(p -> p.getFileName().toString().matches("(?i).*\\.(jpe?g|png|bmp)"))
                            .sorted()
                            .toList());
            Collections.shuffle(paths, new Random(seed));
            return paths;
        }
    }

    private static BufferedImage reduced(BufferedImage image, int longest) {
        int factor = Math.max(1, (Math.max(image.getWidth(), image.getHeight()) + longest - 1) / longest);
        int width = image.getWidth() / factor;
        int height = image.getHeight() / factor;
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] square = new int[factor * factor];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRGB(x * factor, y * factor, factor, factor, square, 0, factor);
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int sum = 0;
                    for (int pixel : square) {
                        sum += pixel >> shift & 255;
                    }
                    rgb |= (sum + square.length / 2) / square.length << shift;
                }
                reduced.setRGB(x, y, rgb);
            }
        }
        return reduced;
    }

    private static void cut(BufferedImage image, int side, List<float[]> tiles) {
        for (int top = 0; top + side <= image.getHeight(); top += side) {
            for (int left = 0; left + side <= image.getWidth(); left += side) {
                float[] tile = new float[3 * side * side];
                for (int p = 0; p < side * side; p++) {
                    int rgb = image.getRGB(left + p % side, top + p / side);
                    for (int c = 0; c < 3; c++) {
                        tile[c * side * side + p] = rgb >> 16 - 8 * c & 255;
                    }
                }
                tiles.add(tile);
            }
        }
    }
}
