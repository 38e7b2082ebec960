package dev.infoplane.estimators.internal;

import java.util.function.Supplier;

/**
 * Visits every unordered pair of tiles once, in rounds: round r pairs tile a with tile a + r (modulo their number). Within a
 * round no tile is first twice or second twice, so threads that add to the sums of the first tile and, separately, of the second need
 * no lock, and additions to one sum happen in the order of the rounds: any number of threads gives the same bits.
 */
public final class TilePairs {
    /** What is done with a pair of tiles; {@code a == b} in the first round. */
    public interface Visitor {
        /** Visits tile {@code a} against tile {@code b}. */
        void visit(int a, int b);
    }

    private TilePairs() {}

    /** Visits all pairs; each thread makes one visitor for itself in each round. */
    public static void each(int tiles, Parallel workers, Supplier<Visitor> visitors) {
        for (int round = 0; 2 * round <= tiles; round++) {
            int shift = round;
            int pairs = 2 * round == tiles && round > 0 ? tiles / 2 : tiles;
            workers.each(pairs, () -> {
                Visitor visitor = visitors.get();
                return a -> visitor.visit(a, (a + shift) % tiles);
            });
        }
    }
}
