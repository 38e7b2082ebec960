package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.net.GatedUnitSpec;
import dev.infoplane.models.decoder.internal.net.PixelStream;

/** A step of a stream at one place, which runs once all its inputs have come in. */
interface Stage {
    /** 0 is full resolution. */
    int resolution();

    void run(ImageMemory memory, int row, int column);

    /** Whether the place is the upper left one of its cell, from which on the cell is needed. */
    default boolean isDueAt(int row, int column) {
        return ((row | column) & (1 << resolution()) - 1) == 0;
    }

    /**
     * The features of a stream in the row that is being worked on, at one resolution.
     *
     * @param slot where they lie in a memory
     */
    record Row(int slot, int filters) {
        float[] of(ImageMemory memory) {
            return memory.array(slot);
        }

        int at(int column) {
            return column * filters;
        }
    }

    /** The first layer of a stream: sums and the condition become features. */
    record Input(PixelStream stream, PartialSums sums, Row row, FeatureFanOut next) implements Stage {
        @Override
        public int resolution() {
            return 0;
        }

        @Override
        public void run(ImageMemory memory, int y, int x) {
            float[] features = row.of(memory);
            int at = row.at(x);
            System.arraycopy(sums.of(memory), sums.at(y, x), features, at, row.filters);
            memory.condition().input(stream).addTo(features, at, y, x);
            next.push(memory, features, at, y, x);
        }
    }

    /** A stream reaches another resolution: sums become features. */
    record Resize(int resolution, PartialSums sums, Row row, FeatureFanOut next) implements Stage {
        @Override
        public void run(ImageMemory memory, int y, int x) {
            float[] features = row.of(memory);
            int at = row.at(x);
            System.arraycopy(sums.of(memory), sums.at(y, x), features, at, row.filters);
            next.push(memory, features, at, y, x);
        }
    }

    /** The first half of a gated unit: the outputs of its first convolution and skip connection go to its second one. */
    record UnitInside(int resolution, PartialSums first, TapScatter second) implements Stage {
        @Override
        public void run(ImageMemory memory, int y, int x) {
            HeapMath.concatElu(first.of(memory), first.at(y, x), first.channels(), memory.activated());
            second.push(memory, memory.activated(), y, x);
        }
    }

    /** The second half of a gated unit: a · σ(b) is added to the features. */
    record UnitGate(GatedUnitSpec unit, PartialSums second, Row row, FeatureFanOut next) implements Stage {
        @Override
        public int resolution() {
            return unit.resolution();
        }

        @Override
        public void run(ImageMemory memory, int y, int x) {
            float[] gates = second.of(memory);
            int gate = second.at(y, x);
            memory.condition().gate(unit).addTo(gates, gate, y, x);
            float[] features = row.of(memory);
            int at = row.at(x);
            for (int i = 0; i < row.filters; i++) {
                features[at + i] += gates[gate + i] * HeapMath.sigmoid(gates[gate + row.filters + i]);
            }
            next.push(memory, features, at, y, x);
        }
    }
}
