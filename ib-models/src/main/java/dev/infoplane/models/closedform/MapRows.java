package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.models.internal.RidgeStep;
import dev.infoplane.models.internal.RowProducts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The rows of a map that the windows of some cells see, from top to bottom, and what columns that see the whole layer leave of them. */
final class MapRows {
    private final NDManager manager;
    private final RidgeProblem.Activations activations;
    private final Optional<Global> global;
    private final Optional<RowProducts> shared;
    private final Map<Integer, Row> rows = new TreeMap<>();
    private long multiplyAdds;

    /** Columns that see the whole layer, and their step. */
    record Global(NDArray columns, RidgeStep step) {
        static Global of(NDArray columns, double ridge) {
            return new Global(columns, RidgeStep.of(columns, columns, ridge));
        }

        /** The weights of these columns that predict others. */
        NDArray along(NDArray others) {
            return step.inverse().matMul(RidgeStep.product(columns, others));
        }

        /** What is left of others. */
        NDArray residual(NDArray others, NDArray along) {
            return others.sub(columns.matMul(along));
        }
    }

    /**
     * A row of the map for all rows of activations, and what is left of it.
     *
     * @param raw {@code [n, width, channels]}
     * @param residual {@code [n, width, channels]}
     * @param along weights that predict it, {@code [global columns, width, channels]}
     */
    private record Row(NDArray raw, NDArray residual, Optional<NDArray> along) {
        void close() {
            raw.close();
            residual.close();
            along.ifPresent(NDArray::close);
        }
    }

    /**
     * Rows that are read when they are needed.
     *
     * @param manager owns them
     * @param cells whose windows will be asked for
     */
    MapRows(NDManager manager, RidgeProblem.Activations activations, Optional<Global> global, List<Cell> cells) {
        this.manager = manager;
        this.activations = activations;
        this.global = global;
        int widest = cells.stream()
                .mapToInt(c -> c.window().right() - c.window().left())
                .max()
                .orElse(1);
        shared = isCheaperShared(activations.layer(), cells, widest)
                ? Optional.of(new RowProducts(y -> rows.get(y).raw, y -> rows.get(y).residual, widest))
                : Optional.empty();
    }

    /** Whether products of whole rows of the map cost less than those of each window. */
    private static boolean isCheaperShared(Layer layer, List<Cell> cells, int widest) {
        Set<List<Integer>> pairs = new HashSet<>();
        long alone = 0;
        for (Cell cell : cells) {
            long columns = (long) cell.window().area() * layer.channels();
            alone += columns * columns;
            for (int y = cell.window().top(); y < cell.window().bottom(); y++) {
                for (int other = y; other < cell.window().bottom(); other++) {
                    pairs.add(List.of(y, other));
                }
            }
        }
        return pairs.size() * RowProducts.columnPairs(layer.width(), layer.channels(), widest) < alone;
    }

    /** Reads what a window sees, and forgets all above it. */
    void moveTo(Cell.Rectangle window) {
        rows.keySet().stream()
                .filter(y -> y < window.top())
                .toList()
                .forEach(y -> rows.remove(y).close());
        shared.ifPresent(products -> products.dropAbove(window.top()));
        for (int y = window.top(); y < window.bottom(); y++) {
            rows.computeIfAbsent(y, this::read);
        }
    }

    private Row read(int y) {
        Layer layer = activations.layer();
        int n = activations.t().rows();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray taught =
                    layer.maps(manager, activations.t(), 0, n, y, y + 1).reshape(n, -1);
            NDArray flat = activations
                    .noise()
                    .flatMap(noise -> noise.mapRow(y))
                    .map(rest -> NDArrays.concat(new NDList(taught, rest), 0))
                    .orElse(taught);
            Optional<NDArray> along = global.map(g -> g.along(flat));
            NDArray left =
                    global.map(g -> g.residual(flat, along.orElseThrow())).orElseGet(flat::duplicate);
            multiplyAdds +=
                    2 * along.map(NDArray::size).orElse(0L) * flat.getShape().get(0);
            Row row = new Row(places(flat), places(left), along.map(this::places));
            NDScope.unregister(row.raw, row.residual);
            row.along.ifPresent(NDScope::unregister);
            return row;
        }
    }

    private NDArray places(NDArray flat) {
        Layer layer = activations.layer();
        return flat.reshape(new Shape(flat.getShape().get(0), layer.width(), layer.channels()));
    }

    /** The columns of a window, {@code [n, d]}. */
    NDArray raw(Cell.Rectangle window) {
        return columns(window, Row::raw);
    }

    /** What is left of them, {@code [n, d]}. */
    NDArray residual(Cell.Rectangle window) {
        return columns(window, Row::residual);
    }

    /** The weights that predict them, {@code [global columns, d]}. */
    Optional<NDArray> along(Cell.Rectangle window) {
        return global.map(g -> columns(window, row -> row.along.orElseThrow()));
    }

    private NDArray columns(Cell.Rectangle window, Function<Row, NDArray> part) {
        NDList parts = new NDList();
        NDIndex places = new NDIndex().addAllDim().addSliceDim(window.left(), window.right());
        for (int y = window.top(); y < window.bottom(); y++) {
            NDArray row = part.apply(rows.get(y));
            parts.add(row.get(places).reshape(row.getShape().get(0), -1));
        }
        return NDArrays.concat(parts, 1);
    }

    /**
     * Products of the columns of a window with what is left of them, {@code [d, d]}.
     *
     * @param residual what is left of them
     */
    NDArray product(Cell.Rectangle window, NDArray residual) {
        if (shared.isPresent()) {
            return shared.orElseThrow().of(window.top(), window.bottom(), window.left(), window.right());
        }
        multiplyAdds += residual.size() * residual.getShape().get(1);
        return RidgeStep.product(raw(window), residual);
    }

    /** How many multiplications with an addition all this has taken. */
    long multiplyAdds() {
        return multiplyAdds + shared.map(RowProducts::multiplyAdds).orElse(0L);
    }
}
