package dev.infoplane.models.decoder.internal.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.infoplane.models.decoder.internal.condition.PredictionEncoder;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.GatedUnitSpec;
import dev.infoplane.models.decoder.internal.net.PixelStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the condition of one image adds to a network, on the heap. */
final class HeapConditionFeatures {
    static final HeapConditionFeatures NONE = new HeapConditionFeatures(ConditionFeatures.NONE);

    private final List<List<Plane>> gates = new ArrayList<>();
    private final Plane down;
    private final Plane right;
    private final Plane out;
    private final Plane affine;

    /** @param features of one image */
    HeapConditionFeatures(ConditionFeatures features) {
        for (NDList resolution : features.gates()) {
            gates.add(resolution.stream().map(Plane::of).toList());
        }
        down = Plane.of(features.down());
        right = Plane.of(features.right());
        out = Plane.of(features.out());
        affine = Plane.of(features.affine());
    }

    /** Values at each place, or one vector for all places, or nothing. */
    record Plane(float[] values, int columns, int channels) {
        private static final Plane EMPTY = new Plane(new float[0], 0, 0);

        private static Plane of(NDArray array) {
            return new Plane(array.toFloatArray(), (int) array.getShape().get(2), (int)
                    array.getShape().get(3));
        }

        private static Plane of(Optional<NDArray> array) {
            return array.map(Plane::of).orElse(EMPTY);
        }

        boolean isEmpty() {
            return channels == 0;
        }

        /** Where the values of a place begin. */
        int at(int row, int column) {
            return values.length == channels ? 0 : (row * columns + column) * channels;
        }

        /** Adds what a map makes of the numbers of a place. */
        void add(PredictionEncoder.OwnMap map, float[] numbers, int row, int column) {
            map.addTo(numbers, values, at(row, column));
        }

        void addTo(float[] sums, int at, int row, int column) {
            int from = at(row, column);
            for (int i = 0; i < channels; i++) {
                sums[at + i] += values[from + i];
            }
        }
    }

    /** What is added to the gates of a unit. */
    Plane gate(GatedUnitSpec unit) {
        return gates.isEmpty() ? Plane.EMPTY : gates.get(unit.resolution()).get(unit.ordinal());
    }

    /** What is added to the first features of a stream. */
    Plane input(PixelStream stream) {
        return stream == PixelStream.DOWN ? down : right;
    }

    /** What is added to the first features of the right stream. */
    Plane right() {
        return right;
    }

    /** What is added to the parameters of the head. */
    Plane out() {
        return out;
    }

    /** Shifts and log-scales of the distribution of a pixel. */
    Plane affine() {
        return affine;
    }
}
