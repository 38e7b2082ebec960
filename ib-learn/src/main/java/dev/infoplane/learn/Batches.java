package dev.infoplane.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Batches of rows, reshuffled after each pass over all rows. The n-th batch is a function of the seed. */
final class Batches {
    private final int[] order;
    private final int size;
    private final long seed;
    private final SplittableRandom random;
    private int next;
    private int taken;

    Batches(int rows, int size, long seed) {
        this.order = IntStream.range(0, rows).toArray();
        this.size = Math.min(size, rows);
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.next = rows;
    }

    int[] next() {
        if (next + size > order.length) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            next = 0;
        }
        int[] batch = Arrays.copyOfRange(order, next, next + size);
        next += size;
        taken++;
        return batch;
    }

    /** The batches that come next, without taking them from here. */
    Batches ahead() {
        Batches same = new Batches(order.length, size, seed);
        same.skipTo(taken);
        return same;
    }

    /** How many batches were taken. */
    int taken() {
        return taken;
    }

    /** Takes batches until {@code count} were taken. */
    void skipTo(int count) {
        while (taken < count) {
            next();
        }
    }
}
