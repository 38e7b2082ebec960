package dev.infoplane.models.unseen;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.unseen.ScreenedFit.Binned;
import dev.infoplane.models.unseen.ScreenedFit.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is left of one sub-pixel by what a decoder sees, and by functions of activations in addition. Half of the rows learns what the
 * other half is asked, and the other way round.
 */
final class SubPixel {
    private static final int REACH = 2;
    private static final int BEFORE = 6;
    private static final int NEXT_BIT = 8;
    private static final int IN_PAIRS = 36;
    private static final int OF_VECTOR_IN_PAIRS = 96;
    private static final int IN_TRIPLES = 8;

    private final ShownRows images;
    private final Samples t;
    private final int at;
    private final boolean[] even;
    private final boolean[] odd;

    SubPixel(ShownRows images, Samples t, int at) {
        this.images = images;
        this.t = t;
        this.at = at;
        even = new boolean[t.rows()];
        odd = new boolean[t.rows()];
        for (int i = 0; i < t.rows(); i++) {
            even[i] = i % 2 == 0;
            odd[i] = i % 2 == 1;
        }
    }

    /** What is left of a number that says something of the sub-pixel, in each row. */
    record Reading(double[] bySeen, double[] byAll) {}

    /**
     * What is left of the sub-pixel.
     *
     * @param byPixels by sub-pixels before it alone
     * @param bySeen by what a decoder sees
     * @param readings of the sub-pixel itself, then of other numbers
     */
    record Left(double[] byPixels, double[] bySeen, List<Reading> readings) {}

    /** Columns that something is predicted from. */
    private record Sources(List<double[]> always, List<Binned> single, List<Product> products) {}

    Left left() {
        double[] level = column(row -> images.level(row, at));
        double[] mean = column(row -> images.mean(row, at));
        List<double[]> before = before();
        List<double[]> seen = new ArrayList<>(before);
        seen.add(mean);
        seen.add(column(row -> images.scale(row, at)));
        around().forEach(q -> seen.add(column(row -> images.visible(row, q))));
        Sources ofSeen = new Sources(seen, binned(seen), pairs(Columns.bounded(seen)));
        List<double[]> activations = activations();
        int inPairs = t.rowShape().length == 3 ? IN_PAIRS : OF_VECTOR_IN_PAIRS;
        Sources ofActivations = new Sources(
                seen,
                binned(activations),
                products(activations.subList(0, Math.min(inPairs, activations.size())), before));

        double[] rest = Columns.of(level, mean, (x, m) -> x - m);
        double middle = Columns.mean(level);
        double[] distance = Columns.of(level, mean, (x, m) -> Math.abs(x - middle) - Math.abs(m - middle));
        List<double[]> numbers = new ArrayList<>(List.of(rest, Columns.of(rest, Math::abs), distance));
        double deviation = Math.sqrt(Columns.meanSquare(rest));
        for (int bit = 1; 2 * bit <= deviation; bit *= NEXT_BIT) {
            int b = bit;
            numbers.add(Columns.of(level, x -> (int) x / b % 2));
        }
        List<Reading> readings = numbers.stream()
                .map(number -> {
                    double[] bySeen = left(left(number, level, ofSeen), level, ofSeen);
                    return new Reading(bySeen, left(bySeen, level, ofActivations));
                })
                .toList();
        Sources ofPixels = new Sources(before, binned(before), pairs(Columns.bounded(before)));
        return new Left(left(level, level, ofPixels), readings.get(0).bySeen, readings);
    }

    /** After as many rounds as are best on the whole. */
    private double[] left(double[] number, double[] level, Sources from) {
        List<double[]> byEven = ScreenedFit.predict(number, level, even, from.always, from.single, from.products);
        List<double[]> byOdd = ScreenedFit.predict(number, level, odd, from.always, from.single, from.products);
        double[] best = number;
        for (int round = 0; round < Math.max(byEven.size(), byOdd.size()); round++) {
            double[] ofOdd = byEven.get(Math.min(round, byEven.size() - 1));
            double[] ofEven = byOdd.get(Math.min(round, byOdd.size() - 1));
            double[] left = new double[number.length];
            Arrays.setAll(left, i -> number[i] - (even[i] ? ofEven : ofOdd)[i]);
            best = Columns.meanSquare(left) < Columns.meanSquare(best) ? left : best;
        }
        return best;
    }

    private interface Value {
        double of(int row);
    }

    private double[] column(Value value) {
        return IntStream.range(0, t.rows()).mapToDouble(value::of).toArray();
    }

    private static List<Binned> binned(List<double[]> columns) {
        return columns.stream().map(Binned::of).toList();
    }

    private static List<Product> pairs(List<double[]> columns) {
        return IntStream.range(0, columns.size())
                .boxed()
                .flatMap(a -> IntStream.range(0, a).mapToObj(b -> new Product(columns.get(a), columns.get(b))))
                .toList();
    }

    /** Of two activations, of one and a sub-pixel, and of two and a sub-pixel. */
    private static List<Product> products(List<double[]> activations, List<double[]> subPixels) {
        List<double[]> nearest = Columns.bounded(activations);
        List<double[]> before = Columns.bounded(subPixels);
        Stream<Product> mixed = nearest.stream().flatMap(a -> before.stream().map(b -> new Product(a, b)));
        Stream<Product> triples = pairs(nearest.subList(0, Math.min(IN_TRIPLES, nearest.size()))).stream()
                .flatMap(pair -> before.stream().map(b -> new Product(pair.first(), pair.second(), b)));
        return Stream.of(pairs(nearest).stream(), mixed, triples)
                .flatMap(products -> products)
                .toList();
    }

    /** The nearest sub-pixels before it. */
    private List<double[]> before() {
        return subPixels(REACH)
                .filter(q -> place(q) < place(at) || place(q) == place(at) && q < at)
                .boxed()
                .sorted(Comparator.comparingInt(this::distance))
                .limit(BEFORE)
                .map(q -> column(row -> images.level(row, q)))
                .toList();
    }

    private int size() {
        int[] shape = images.shape();
        return shape[0] * shape[1] * shape[2];
    }

    private IntStream around() {
        return subPixels(1);
    }

    private IntStream subPixels(int reach) {
        return IntStream.range(0, size())
                .filter(q -> Math.max(Math.abs(y(q) - y(at)), Math.abs(x(q) - x(at))) <= reach);
    }

    private int place(int subPixel) {
        return subPixel % (images.shape()[1] * images.shape()[2]);
    }

    private int y(int subPixel) {
        return place(subPixel) / images.shape()[2];
    }

    private int x(int subPixel) {
        return place(subPixel) % images.shape()[2];
    }

    private int distance(int subPixel) {
        return Math.abs(y(subPixel) - y(at)) + Math.abs(x(subPixel) - x(at));
    }

    /** Those around the place of the sub-pixel, nearest first; all of a vector, first those at about the same share of it. */
    private List<double[]> activations() {
        int[] layer = t.rowShape();
        if (layer.length != 3) {
            int nearest = (int) ((long) at * t.dimensions() / size());
            return IntStream.range(0, t.dimensions())
                    .boxed()
                    .sorted(Comparator.comparingInt(j -> Math.abs(j - nearest)))
                    .map(this::activation)
                    .toList();
        }
        int places = layer[1] * layer[2];
        int y = y(at) * layer[1] / images.shape()[1];
        int x = x(at) * layer[2] / images.shape()[2];
        return IntStream.range(0, t.dimensions())
                .filter(j -> Math.max(Math.abs(j % places / layer[2] - y), Math.abs(j % layer[2] - x)) <= REACH)
                .boxed()
                .sorted(Comparator.comparingInt(j -> Math.abs(j % places / layer[2] - y) + Math.abs(j % layer[2] - x)))
                .map(this::activation)
                .toList();
    }

    private double[] activation(int j) {
        return column(row -> t.get(row, j));
    }
}
