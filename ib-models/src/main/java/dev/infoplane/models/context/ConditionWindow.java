package dev.infoplane.models.context;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What of some activations a sub-pixel sees: the window of the map around its cell, or a whole vector. Sub-pixels of one
 * <i>phase</i>, that is of one channel and at the same place within their cells, read it by the same weights.
 */
final class ConditionWindow {
    private final int[] map;
    private final int places;
    private final Columns columns;
    private final int[] phase;
    private final int[][] members;
    private final int[][] source;
    private final float[] usual;

    /**
     * @param t activations to learn from; a vector is a map of one place
     * @param image channels, height and width of the image
     * @param radius how far a window reaches around the cell, in places of the map
     * @param usual the mean of each sub-pixel
     */
    ConditionWindow(Samples t, int[] image, int radius, float[] usual) {
        this.usual = usual;
        int[] s = t.rowShape();
        map = s.length == 3 ? s : new int[] {t.dimensions(), 1, 1};
        columns = Columns.byChannel(t, map[1] * map[2]);
        places = image[1] * image[2];
        phase = new int[image[0] * places];
        source = new int[places][];
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        for (int p = 0; p < phase.length; p++) {
            int y = p % places / image[2];
            int x = p % image[2];
            List<Integer> key = List.of(p / places, within(y, image[1], map[1]), within(x, image[2], map[2]));
            phase[p] = numbers.computeIfAbsent(key, k -> numbers.size());
            if (p < places) {
                source[p] = source(y, x, image, radius);
            }
        }
        members = new int[numbers.size()][];
        for (int k = 0; k < members.length; k++) {
            int wanted = k;
            members[k] = IntStream.range(0, phase.length)
                    .filter(p -> phase[p] == wanted)
                    .toArray();
        }
    }

    private static int first(int pixel, int pixels, int extent) {
        return (int) ((long) pixel * extent / pixels);
    }

    /** How many pixels of the same cell come before. */
    private static int within(int pixel, int pixels, int extent) {
        int before = 0;
        while (before < pixel && first(pixel - before - 1, pixels, extent) == first(pixel, pixels, extent)) {
            before++;
        }
        return before;
    }

    /** Where the values of a window lie in a row of activations, −1 outside of the map. */
    private int[] source(int y, int x, int[] image, int radius) {
        int rowRadius = map[1] > 1 ? radius : 0;
        int columnRadius = map[2] > 1 ? radius : 0;
        int height = 2 * rowRadius + (map[1] + image[1] - 1) / image[1];
        int width = 2 * columnRadius + (map[2] + image[2] - 1) / image[2];
        int top = first(y, image[1], map[1]) - rowRadius;
        int left = first(x, image[2], map[2]) - columnRadius;
        int[] found = new int[map[0] * height * width];
        int at = 0;
        for (int c = 0; c < map[0]; c++) {
            for (int i = top; i < top + height; i++) {
                for (int j = left; j < left + width; j++) {
                    boolean isInside = i >= 0 && j >= 0 && i < map[1] && j < map[2];
                    found[at++] = isInside ? (c * map[1] + i) * map[2] + j : -1;
                }
            }
        }
        return found;
    }

    int phases() {
        return members.length;
    }

    int phase(int subPixel) {
        return phase[subPixel];
    }

    /** All sub-pixels of a phase. */
    int[] members(int ofPhase) {
        return members[ofPhase];
    }

    /** How many values a window has: those of the map, the mean of the sub-pixel, and a one. */
    int count() {
        return source[0].length + 2;
    }

    /**
     * Writes the standardised values a sub-pixel sees, 0 outside of the map, then the sub-pixel's own mean (columns are
     * centred, and weights are shared by positions), and a one.
     *
     * @param row of activations
     */
    void fill(float[] row, int subPixel, float[] target, int from) {
        int[] seen = source[subPixel % places];
        for (int k = 0; k < seen.length; k++) {
            target[from + k] = seen[k] < 0 ? 0 : columns.apply(row[seen[k]], seen[k]);
        }
        target[from + seen.length] = usual[subPixel];
        target[from + seen.length + 1] = 1;
    }
}
