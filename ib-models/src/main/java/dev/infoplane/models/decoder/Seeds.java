package dev.infoplane.models.decoder;

import java.util.SplittableRandom;

/** Streams of randomness that have nothing in common, from one seed and between neighbouring seeds. */
final class Seeds {
    static final int PARENT_WEIGHTS = 1;
    static final int PARENT_BATCHES = 2;
    static final int CONDITION_WEIGHTS = 3;
    static final int BATCHES = 4;

    private Seeds() {}

    /** The seed of one stream: the stream-th number that {@code seed} gives. */
    static long of(long seed, int stream) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i < stream; i++) {
            random.nextLong();
        }
        return random.nextLong();
    }
}
