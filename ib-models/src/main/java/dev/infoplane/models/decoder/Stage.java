package dev.infoplane.models.decoder;

/** A step of a stream at one place, once all it needs has come in. */
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

    /** A stream begins, or goes over to another resolution: sums become features. */
    record Entry(int resolution, Side side, SumWindow from, Row row, Onward onward) implements Stage {
        /** Which of the conditions of the first layer is for this stage. */
        enum Side {
            DOWN,
            RIGHT,
            NONE
        }

        @Override
        public void run(ImageMemory memory, int y, int x) {
            float[] features = row.of(memory);
            int at = row.at(x);
            System.arraycopy(from.sums(memory), from.at(y, x), features, at, row.filters);
            if (side == Side.DOWN) {
                memory.conditions().down().addTo(features, at, y, x);
            } else if (side == Side.RIGHT) {
                memory.conditions().right().addTo(features, at, y, x);
            }
            onward.push(memory, features, at, y, x);
        }
    }

    /** The first half of a gated unit: what its first convolution and its skip connection say goes to its second one. */
    record Inside(int resolution, SumWindow first, Spread second) implements Stage {
        @Override
        public void run(ImageMemory memory, int y, int x) {
            HeapMath.concatElu(first.sums(memory), first.at(y, x), first.channels(), memory.activated());
            second.push(memory, memory.activated(), y, x);
        }
    }

    /**
     * The second half of a gated unit: a · σ(b) is added to the features.
     *
     * @param unit in the order in which units of this resolution are reached
     */
    record Gate(int resolution, int unit, SumWindow second, Row row, Onward onward) implements Stage {
        @Override
        public void run(ImageMemory memory, int y, int x) {
            float[] gates = second.sums(memory);
            int gate = second.at(y, x);
            memory.conditions().gate(resolution, unit).addTo(gates, gate, y, x);
            float[] features = row.of(memory);
            int at = row.at(x);
            for (int i = 0; i < row.filters; i++) {
                features[at + i] += gates[gate + i] * HeapMath.sigmoid(gates[gate + row.filters + i]);
            }
            onward.push(memory, features, at, y, x);
        }
    }
}
