package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/** What the activations of one image say to a network, out of the engine. */
final class HeapConditions {
    private final List<List<Map>> gates = new ArrayList<>();
    private final Map down;
    private final Map right;
    private final Map out;
    private final Map move;

    /** @param conditions of one image */
    HeapConditions(Conditions conditions) {
        if (conditions.gates() != null) {
            for (NDList resolution : conditions.gates()) {
                gates.add(resolution.stream().map(Map::of).toList());
            }
        }
        down = Map.of(conditions.down());
        right = Map.of(conditions.right());
        out = Map.of(conditions.out());
        move = Map.of(conditions.move());
    }

    /** Values at each place, or one for all places, or nothing. */
    record Map(float[] values, int columns, int channels) {
        private static final Map NOTHING = new Map(new float[0], 0, 0);

        private static Map of(NDArray condition) {
            if (condition == null) {
                return NOTHING;
            }
            return new Map(condition.toFloatArray(), (int) condition.getShape().get(2), (int)
                    condition.getShape().get(3));
        }

        boolean isNothing() {
            return channels == 0;
        }

        /** Where the values of a place begin. */
        int at(int row, int column) {
            return values.length == channels ? 0 : (row * columns + column) * channels;
        }

        void addTo(float[] sums, int at, int row, int column) {
            int from = at(row, column);
            for (int i = 0; i < channels; i++) {
                sums[at + i] += values[from + i];
            }
        }
    }

    /** What is said to the unit-th gated unit that is reached at a resolution. */
    Map gate(int resolution, int unit) {
        return gates.isEmpty() ? Map.NOTHING : gates.get(resolution).get(unit);
    }

    Map down() {
        return down;
    }

    Map right() {
        return right;
    }

    /** What is added to the parameters of the head. */
    Map out() {
        return out;
    }

    /** By what the distribution of a pixel is moved. */
    Map move() {
        return move;
    }
}
