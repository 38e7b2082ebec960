package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;

/** Dropout between the two convolutions of a gated unit (Srivastava et al. 2014). */
@FunctionalInterface
public interface Dropout {
    /** Leaves features alone, as in scoring. */
    Dropout NONE = x -> x;

    /** The features after dropout. */
    NDArray apply(NDArray x);

    /**
     * Sets a share of the values to zero at random and scales the others up. Masks are slices, at random places, of one long
     * row that is drawn once: this leaves the engine's random stream alone, and costs one random number a mask.
     */
    final class Pool implements AutoCloseable {
        private final NDArray row;
        private final long length;

        /**
         * Draws the row.
         *
         * @param rate the share of values set to zero
         * @param longest the most values a mask is needed for
         */
        public Pool(NDManager manager, double rate, int longest, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] values = new float[2 * longest];
            float scale = (float) (1 / (1 - rate));
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble() < rate ? 0 : scale;
            }
            row = manager.create(values);
            length = values.length;
        }

        /** The dropout of one pass, as a function of its seed. */
        public Dropout pass(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return x -> {
                long from = random.nextLong(length - x.size() + 1);
                NDArray mask = row.get(new NDIndex().addSliceDim(from, from + x.size()));
                return x.mul(mask.reshape(x.getShape()));
            };
        }

        @Override
        public void close() {
            row.close();
        }
    }
}
