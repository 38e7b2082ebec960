package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The sub-pixels of a tile and all their causal neighbours.
 *
 * @param members where they all lie in the image, ascending
 * @param targets where those of the tile itself lie
 */
record Tile(int[] members, int[] targets, Map<Integer, Integer> place, Neighbours neighbours) {
    static Tile of(Cell.Rectangle pixels, int[] image, Neighbours neighbours) {
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
