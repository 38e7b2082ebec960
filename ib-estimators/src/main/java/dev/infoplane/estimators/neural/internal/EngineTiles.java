package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimators.internal.CentredRows;
import dev.infoplane.estimators.internal.TileProducts;
import dev.infoplane.probe.EngineThreads;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Function;

/** Products of rows by the engine's matrix product: a copy of the rows in native memory, and one product of two tiles a thread. */
public final class EngineTiles implements TileProducts {
    /** Rows in a tile: a product then stays in the second-level cache. */
    private static final int TILE = 256;

    private final NDArray[] tiles;
    private final int room;

    private EngineTiles(CentredRows rows, NDManager manager) {
        int n = rows.count();
        int d = rows.columns();
        room = Math.min(TILE, n);
        tiles = new NDArray[(n + room - 1) / room];
        for (int a = 0; a < tiles.length; a++) {
            int size = Math.min(room, n - a * room);
            float[] values = new float[size * d];
            for (int i = 0; i < size; i++) {
                rows.copy(a * room + i, values, i * d);
            }
            tiles[a] = manager.create(FloatBuffer.wrap(values), new Shape(size, d));
        }
    }

    /** Products by the engine, each on one of its threads unless a number was chosen. */
    public static final class Engine implements Provider {
        /** For the service loader. */
        public Engine() {}

        @Override
        public <T> T with(CentredRows rows, Function<TileProducts, T> use) {
            try (NDManager manager = NDManager.newBaseManager()) {
                return EngineThreads.onOne(manager.getEngine(), () -> use.apply(new EngineTiles(rows, manager)));
            }
        }
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public Pair pair(int a, int b) {
        try (NDArray right = tiles[b].transpose()) {
            return new Product(tiles[a].matMul(right));
        }
    }

    /** A product in native memory, read row by row. */
    private static final class Product implements Pair {
        private final NDArray product;
        private final FloatBuffer values;
        private final int rows;
        private final int width;

        Product(NDArray product) {
            this.product = product;
            values = product.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
            rows = (int) product.getShape().get(0);
            width = (int) product.getShape().get(1);
        }

        @Override
        public void fill(int i, int from, float[][] out) {
            for (int s = 0; s < Math.min(STRIP, rows - i); s++) {
                values.get((i + s) * width + from, out[s], from, width - from);
            }
        }

        @Override
        public void close() {
            product.close();
        }
    }
}
