package dev.infoplane.examples.speed;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** What the engine makes of a product of two square matrices of 2048 rows. */
final class MatrixSpeed {
    private static final int SIZE = 2048;

    private MatrixSpeed() {}

    /** The best of ten, in thousands of millions of operations a second. */
    static double gigaflops() {
        double best = Double.POSITIVE_INFINITY;
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray a = manager.randomNormal(new Shape(SIZE, SIZE));
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                try (NDArray c = a.matMul(a)) {
                    c.getFloat(0, 0);
                }
                best = Math.min(best, System.nanoTime() - begin);
            }
        }
        return 2.0 * SIZE * SIZE * SIZE / best;
    }
}
