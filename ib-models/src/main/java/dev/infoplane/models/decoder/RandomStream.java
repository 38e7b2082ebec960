package dev.infoplane.models.decoder;

import dev.infoplane.learn.SeedStreams;

/** What the seed of a decoder is used for: each purpose draws from a stream of its own. */
enum RandomStream {
    PARENT_WEIGHTS,
    PARENT_BATCHES,
    CONDITION_WEIGHTS,
    BATCHES,
    POINTS;

    long of(long seed) {
        return SeedStreams.seed(seed, ordinal() + 1);
    }
}
