package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Pixels that see the same window of a layer, and the window. The pixels are in tiles, which bound the memory that the
 * regression of a cell takes.
 *
 * @param window of the map
 * @param tiles rectangles of pixels
 */
record Cell(Rectangle window, List<Rectangle> tiles) {
    private static final int TILE_SIDE = 8;

    /** Rows {@code top} to {@code bottom} and columns {@code left} to {@code right}, ends excluded. */
    record Rectangle(int top, int bottom, int left, int right) {
        int area() {
            return (bottom - top) * (right - left);
        }
    }

    /**
     * The sub-pixels of a tile and all their causal neighbours.
     *
     * @param members where they all lie in the image, ascending
     * @param targets where those of the tile itself lie
     */
    record Tile(int[] members, int[] targets, Map<Integer, Integer> place, Neighbours neighbours) {
        static Tile of(Rectangle pixels, int[] image, Neighbours neighbours) {
            int[] targets = new int[image[0] * pixels.area()];
            TreeSet<Integer> members = new TreeSet<>();
            int at = 0;
            for (int c = 0; c < image[0]; c++) {
                for (int i = pixels.top(); i < pixels.bottom(); i++) {
                    for (int j = pixels.left(); j < pixels.right(); j++) {
                        int target = (c * image[1] + i) * image[2] + j;
                        targets[at++] = target;
                        members.add(target);
                        Arrays.stream(neighbours.of(target)).forEach(members::add);
                    }
                }
            }
            int[] sorted = members.stream().mapToInt(i -> i).toArray();
            Map<Integer, Integer> place = new HashMap<>();
            for (int i = 0; i < sorted.length; i++) {
                place.put(sorted[i], i);
            }
            return new Tile(sorted, targets, place, neighbours);
        }

        int size() {
            return members.length;
        }

        /** Where the k-th target is among the members. */
        int target(int k) {
            return place.get(targets[k]);
        }

        /** Where the neighbours of the k-th target are among the members. */
        int[] before(int k) {
            return Arrays.stream(neighbours.of(targets[k])).map(place::get).toArray();
        }

        NDArray chosen(NDManager manager) {
            return manager.create(Arrays.stream(members).mapToLong(i -> i).toArray());
        }
    }

    /** From one place to another, end excluded, and what of the map belongs to it. */
    private record Span(int from, int to, int mapFrom, int mapTo) {}

    /** All cells of an image, from top to bottom. */
    static List<Cell> of(int height, int width, int mapHeight, int mapWidth, int radius) {
        List<Cell> cells = new ArrayList<>();
        for (Span rows : spans(height, mapHeight, radius)) {
            for (Span columns : spans(width, mapWidth, radius)) {
                cells.add(new Cell(
                        new Rectangle(rows.mapFrom, rows.mapTo, columns.mapFrom, columns.mapTo), tiles(rows, columns)));
            }
        }
        return cells;
    }

    private static List<Rectangle> tiles(Span rows, Span columns) {
        List<Rectangle> tiles = new ArrayList<>();
        for (int i = rows.from; i < rows.to; i += TILE_SIDE) {
            for (int j = columns.from; j < columns.to; j += TILE_SIDE) {
                tiles.add(new Rectangle(i, Math.min(rows.to, i + TILE_SIDE), j, Math.min(columns.to, j + TILE_SIDE)));
            }
        }
        return tiles;
    }

    /** Neighbouring pixels with the same share of the map; a map that is larger than the image gives each pixel several places. */
    private static List<Span> spans(int pixels, int map, int radius) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= pixels; i++) {
            if (i == pixels || first(i, pixels, map) != first(from, pixels, map)) {
                int first = first(from, pixels, map);
                int last = map <= pixels ? first : first(from + 1, pixels, map) - 1;
                spans.add(new Span(from, i, Math.max(0, first - radius), Math.min(map, last + radius + 1)));
                from = i;
            }
        }
        return spans;
    }

    private static int first(int pixel, int pixels, int map) {
        return (int) ((long) pixel * map / pixels);
    }
}
