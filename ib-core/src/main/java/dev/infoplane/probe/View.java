package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.probe.internal.session.Values;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What is kept of a captured value {@code [n, ...]}: all of it, or something smaller, computed on the device before anything is
 * copied. The first extent, the batch, stays. Immutable; safe for several threads.
 */
public final class View {
    static final View NONE = new View("all", value -> value, false, "");

    private final String name;
    private final UnaryOperator<NDArray> function;
    private final boolean fresh;
    private final String meaning;

    private View(String name, UnaryOperator<NDArray> function, boolean fresh, String meaning) {
        this.name = name;
        this.function = function;
        this.fresh = fresh;
        this.meaning = meaning;
    }

    /**
     * A view of your own.
     *
     * @param name a short stable name, which becomes part of the names of what is captured
     * @param function from {@code [n, ...]} to {@code [n, ...]}; it is given a copy, with which it may do what it likes, and
     *     gives that or an array of its own making, which is closed once it was recorded
     */
    public static View of(String name, UnaryOperator<NDArray> function) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a view needs a name, got " + (name == null ? "none" : "'" + name + "'"));
        }
        Objects.requireNonNull(function, "function");
        return new View(name, value -> ofCopy(function, value), true, name + " by " + function);
    }

    /** Applies a user's function to a copy: the network continues with the value itself. */
    private static NDArray ofCopy(UnaryOperator<NDArray> function, NDArray value) {
        NDArray copy = Values.copy(value);
        NDArray seen = null;
        try {
            seen = function.apply(copy);
            return seen;
        } finally {
            if (seen != copy) {
                copy.close();
            }
        }
    }

    private static View shared(String name, UnaryOperator<NDArray> function) {
        return new View(name, function, false, name);
    }

    private static View fresh(String name, UnaryOperator<NDArray> function) {
        return fresh(name, name, function);
    }

    private static View fresh(String name, String meaning, UnaryOperator<NDArray> function) {
        return new View(name, function, true, meaning);
    }

    /**
     * The mean of each channel: {@code [n, channels, ...]} to {@code [n, channels]}. Whole numbers, booleans and half
     * precision are averaged as float32.
     */
    public static View averagePool() {
        return fresh("averagePool", value -> {
            Shape shape = atLeast(3, "averagePool", value);
            try (NDArray exact = floating(value);
                    NDArray rows = exact.reshape(shape.get(0), shape.get(1), extent(shape, 2))) {
                return rows.mean(new int[] {2});
            }
        });
    }

    /**
     * The mean over one extent, which then is gone: over extent 1, {@code [n, steps, channels]} becomes {@code [n, channels]},
     * however many steps there are. Whole numbers, booleans and half precision are averaged as float32.
     *
     * @param extent which, from 1; the batch, extent 0, stays
     */
    public static View averageOver(int extent) {
        atLeastOne("extent", extent);
        String name = "averageOver(" + extent + ")";
        return fresh(name, value -> {
            atLeast(extent + 1, name, value);
            try (NDArray exact = floating(value)) {
                return exact.mean(new int[] {extent});
            }
        });
    }

    /** One vector a sample: {@code [n, ...]} to {@code [n, d]}. */
    public static View flatten() {
        return shared("flatten", value -> {
            Shape shape = atLeast(1, "flatten", value);
            return value.reshape(shape.get(0), extent(shape, 1));
        });
    }

    /** The first channels: {@code [n, channels, ...]} to {@code [n, k, ...]}. */
    public static View firstChannels(int k) {
        atLeastOne("k", k);
        return shared("firstChannels(" + k + ")", value -> {
            long channels = atLeast(2, "firstChannels", value).get(1);
            if (k > channels) {
                throw new IllegalArgumentException("firstChannels(" + k + ") needs at least " + k
                        + " channels, but the value has shape " + value.getShape());
            }
            return value.get(":, 0:" + k);
        });
    }

    /** Every n-th row and column: {@code [n, channels, height, width]} to {@code [n, channels, ⌈height/n⌉, ⌈width/n⌉]}. */
    public static View everyPixel(int n) {
        atLeastOne("n", n);
        return shared("everyPixel(" + n + ")", value -> {
            atLeast(4, "everyPixel", value);
            return value.get(":, :, ::" + n + ", ::" + n);
        });
    }

    /**
     * A Gaussian random projection to k dimensions: {@code [n, ...]} to {@code [n, k]}, entries N(0, 1/k) from the seed alone,
     * so that squared distances are kept in expectation (Johnson &amp; Lindenstrauss 1984). Takes d × k floats of memory. Whole
     * numbers, booleans and half precision are projected as float32.
     */
    public static View project(int k, long seed) {
        atLeastOne("k", k);
        ConcurrentHashMap<Integer, float[]> matrices = new ConcurrentHashMap<>();
        return fresh("project(" + k + ")", "project(" + k + ") of seed " + seed, value -> {
            Shape shape = atLeast(1, "project", value);
            int d = Math.toIntExact(extent(shape, 1));
            float[] matrix = matrices.computeIfAbsent(d, size -> gaussian(size, k, seed));
            try (NDArray exact = floating(value);
                    NDArray rows = exact.reshape(shape.get(0), d);
                    NDArray single = value.getManager().create(matrix, new Shape(d, k));
                    NDArray projection = single.toType(exact.getDataType(), true)) {
                return rows.matMul(projection);
            }
        });
    }

    /** Rounds to half precision, half the memory where values are kept on the device. */
    public static View half() {
        return fresh("half", value -> value.toType(DataType.FLOAT16, true));
    }

    /** This view, then another of what it gives. */
    public View then(View next) {
        UnaryOperator<NDArray> both = value -> {
            NDArray seen = function.apply(value);
            NDArray last = next.function.apply(seen);
            if (seen != value && seen != last) {
                seen.close();
            }
            return last;
        };
        return new View(name + "." + next.name, both, next.fresh, meaning + ", then " + next.meaning);
    }

    String name() {
        return name;
    }

    /** What it shows, in words that differ from those of every view that shows something else. */
    String meaning() {
        return meaning;
    }

    /** Whether what it shows is an array of its own, with no memory of the network in it. */
    boolean isFresh() {
        return fresh;
    }

    NDArray apply(NDArray value) {
        return function.apply(value);
    }

    private static float[] gaussian(int d, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[Math.multiplyExact(d, k)];
        double scale = 1 / Math.sqrt(k);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) (scale * random.nextGaussian());
        }
        return matrix;
    }

    /** The value as floating-point numbers of at least its own precision; to be closed. */
    private static NDArray floating(NDArray value) {
        DataType type = value.getDataType();
        return type == DataType.FLOAT32 || type == DataType.FLOAT64
                ? value.reshape(value.getShape())
                : value.toType(isWide(type) ? DataType.FLOAT64 : DataType.FLOAT32, true);
    }

    /** Of integers that float32 may not hold. */
    private static boolean isWide(DataType type) {
        return type == DataType.INT64 || type == DataType.INT32;
    }

    /** The product of all extents from one on, also where one before it is 0. */
    private static long extent(Shape shape, int from) {
        return shape.slice(from).size();
    }

    private static Shape atLeast(int dimensions, String view, NDArray value) {
        if (value.getShape().dimension() < dimensions) {
            throw new IllegalArgumentException(
                    view + " needs at least " + dimensions + " extents, the batch first, but the value" + " has shape "
                            + Arrays.toString(value.getShape().getShape()));
        }
        return value.getShape();
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
