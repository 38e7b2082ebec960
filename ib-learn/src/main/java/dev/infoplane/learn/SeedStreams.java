package dev.infoplane.learn;

import java.util.SplittableRandom;

/** Independent seeds from one seed, one for each purpose, so that no two purposes share random numbers. */
public final class SeedStreams {
    private SeedStreams() {}

    /**
     * The seed of one stream: the stream-th number that a {@link SplittableRandom} of {@code seed} gives. Seeds of
     * neighbouring streams, and of neighbouring values of {@code seed}, have nothing in common.
     *
     * @param stream the number of the purpose, from 1
     */
    public static long seed(long seed, int stream) {
        if (stream < 1) {
            throw new IllegalArgumentException("streams are numbered from 1, got " + stream);
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i < stream; i++) {
            random.nextLong();
        }
        return random.nextLong();
    }
}
