package dev.infoplane.models.closedform;

import java.util.Arrays;

/**
 * The sub-pixels that a sub-pixel may depend on: those of all channels at causal places within a radius, in raster order, and
 * the channels before it at its own place. Places outside of the image are left out.
 */
final class Neighbours {
    private final int[][] before;

    /** @param shape channels, height and width of the image */
    Neighbours(int[] shape, int radius) {
        int places = shape[1] * shape[2];
        before = new int[shape[0] * places][];
        int[] found = new int[shape[0] * (2 * radius * (radius + 1) + 1)];
        for (int c = 0; c < shape[0]; c++) {
            for (int i = 0; i < shape[1]; i++) {
                for (int j = 0; j < shape[2]; j++) {
                    int count = 0;
                    for (int dy = -radius; dy <= 0; dy++) {
                        for (int dx = -radius; dx <= (dy < 0 ? radius : 0); dx++) {
                            boolean isOwn = dy == 0 && dx == 0;
                            boolean isInside = i + dy >= 0 && j + dx >= 0 && j + dx < shape[2];
                            for (int other = 0; isInside && other < (isOwn ? c : shape[0]); other++) {
                                found[count++] = other * places + (i + dy) * shape[2] + j + dx;
                            }
                        }
                    }
                    before[c * places + i * shape[2] + j] = Arrays.copyOf(found, count);
                }
            }
        }
    }

    /** Where they lie in an image {@code [channels, height, width]}. */
    int[] of(int subPixel) {
        return before[subPixel];
    }
}
