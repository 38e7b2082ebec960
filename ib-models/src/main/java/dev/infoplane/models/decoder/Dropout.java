package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;

/** What is done to features between the two convolutions of a gated unit. */
@FunctionalInterface
interface Dropout {
    /** Leaves features alone, as in scoring. */
    Dropout NONE = x -> x;

    NDArray apply(NDArray x);

    /**
     * Sets values to zero at random and scales the others up (Srivastava et al. 2014). The masks are cut at random places out
     * of one long row of zeros and scales that is drawn once: the engine's own random stream is left alone, and a mask costs
     * no random numbers of its own.
     */
    final class Pool implements AutoCloseable {
        private final NDArray row;
        private final long length;

        /**
         * @param rate the share of values set to zero
         * @param longest most values a mask is asked for
         */
        Pool(NDManager manager, double rate, int longest, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] values = new float[2 * longest];
            float scale = (float) (1 / (1 - rate));
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble() < rate ? 0 : scale;
            }
            row = manager.create(values);
            length = values.length;
        }

        /** The masks of one pass, from one seed. */
        Dropout pass(long seed) {
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
