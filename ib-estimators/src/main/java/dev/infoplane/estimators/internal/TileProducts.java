package dev.infoplane.estimators.internal;

import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Inner products of rows, tile against tile, so that no n by n matrix exists; squared distances instead where rows are {@link
 * CentredRows#isNarrow narrow}.
 */
public interface TileProducts {
    /** Makes products of rows for as long as they are used. */
    interface Provider {
        /** What {@code use} makes of the products of rows. */
        <T> T with(CentredRows rows, Function<TileProducts, T> use);
    }

    /** The products of a pair of tiles, for one thread, until they are closed. */
    @FunctionalInterface
    interface Pair extends AutoCloseable {
        /** Products of the first four rows at and after row {@code i} of one tile with rows {@code from} and later of the other. */
        void fill(int i, int from, float[][] out);

        @Override
        default void close() {}
    }

    /** Products on the heap, in plain Java. */
    Provider ON_HEAP = ColumnTiles::with;

    /** Products by an engine. */
    static Provider ofEngine() {
        return ServiceLoader.load(Provider.class).findFirst().orElseThrow();
    }

    /** Rows in one call of {@link Pair#fill}. */
    int STRIP = 4;

    /** How many rows a tile has room for; the last tile may have fewer rows. */
    int room();

    /** The products of tile {@code a} and tile {@code b}. */
    Pair pair(int a, int b);
}
