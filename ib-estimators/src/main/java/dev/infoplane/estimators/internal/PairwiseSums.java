package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums of Gaussian kernels between each row and all others, itself included: over all rows and over those of its group, each with a
 * width of its own, and the same within halves of the rows.
 *
 * <p>Rows are put in order of their half and then of their group, so that every sum is over consecutive places and no pair is asked
 * which sums it belongs to. Any number of threads gives the same bits. Memory O(n d).
 */
public final class PairwiseSums {
    private static final int SAME_HALF = 0;
    private static final int OTHER_HALF = 1;

    /** What rounding may add to an exponent, as long as its term is not small: beyond it exponents come from differences. */
    private static final double CARE = 1e-5;

    private final int[] place;
    private final Layout layout;
    /** By half, then by part of a pair, then by place. */
    private final double[][][] overall;

    private final double[][][] within;

    private PairwiseSums(int[] place, Layout layout) {
        this.place = place;
        this.layout = layout;
        int n = place.length;
        overall = new double[2][2][n];
        within = new double[2][2][n];
    }

    /**
     * Where rows lie.
     *
     * @param order the row at each place
     * @param half of each place
     * @param from by half and place, the first place of that half in the group of this place
     * @param to the place after the last
     */
    private record Layout(int[] order, int[] half, int firstOfSecondHalf, int[][] from, int[][] to) {
        static Layout of(int[] group, int[] half) {
            int n = group.length;
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted((a, b) -> half[a] != half[b]
                            ? Integer.compare(half[a], half[b])
                            : group[a] != group[b] ? Integer.compare(group[a], group[b]) : Integer.compare(a, b))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int groups = Arrays.stream(group).max().orElse(0) + 1;
            int[][] first = new int[2][groups];
            int[][] last = new int[2][groups];
            int[] halfAt = new int[n];
            for (int p = 0; p < n; p++) {
                int g = group[order[p]];
                int h = half[order[p]];
                halfAt[p] = h;
                if (last[h][g] == 0) {
                    first[h][g] = p;
                }
                last[h][g] = p + 1;
            }
            int[][] from = new int[2][n];
            int[][] to = new int[2][n];
            for (int p = 0; p < n; p++) {
                for (int h = 0; h < 2; h++) {
                    from[h][p] = first[h][group[order[p]]];
                    to[h][p] = last[h][group[order[p]]];
                }
            }
            int second = 0;
            while (second < n && halfAt[second] == 0) {
                second++;
            }
            return new Layout(order, halfAt, second, from, to);
        }

        int start(int h) {
            return h == 0 ? 0 : firstOfSecondHalf;
        }

        int end(int h) {
            return h == 0 ? firstOfSecondHalf : order.length;
        }
    }

    /**
     * Sums over all pairs of rows.
     *
     * @param group of each row, numbered from 0
     * @param half of each row, 0 or 1
     * @param sigma the unit of the exponents
     * @param perOverall the exponent at a distance of sigma, for sums over all rows
     * @param perWithin the same for sums over a group
     * @param products how rows of more than a few columns are multiplied
     */
    public static PairwiseSums of(
            Samples samples,
            int[] group,
            int[] half,
            double sigma,
            double perOverall,
            double perWithin,
            Parallel workers,
            TileProducts.Provider products) {
        Layout layout = Layout.of(group, half);
        int n = group.length;
        int[] place = new int[n];
        for (int p = 0; p < n; p++) {
            place[layout.order[p]] = p;
        }
        CentredRows rows = new CentredRows(samples, layout.order, sigma);
        double scale = rows.unit() / sigma * (rows.unit() / sigma);
        PairwiseSums sums = new PairwiseSums(place, layout);
        TileProducts.Provider fitting = rows.isNarrow() ? TileProducts.ON_HEAP : products;
        return fitting.with(rows, tiles -> {
            int count = (n + tiles.room() - 1) / tiles.room();
            TilePairs.each(
                    count, workers, () -> sums.new Visit(rows, tiles, perOverall * scale, perWithin / perOverall));
            return sums;
        });
    }

    /** The sum of a row over all rows. */
    public double overall(int row) {
        int p = place[row];
        return overall[SAME_HALF][0][p]
                + overall[SAME_HALF][1][p]
                + overall[OTHER_HALF][0][p]
                + overall[OTHER_HALF][1][p];
    }

    /** The sum of a row over its group. */
    public double within(int row) {
        int p = place[row];
        return within[SAME_HALF][0][p] + within[SAME_HALF][1][p] + within[OTHER_HALF][0][p] + within[OTHER_HALF][1][p];
    }

    /** The sum of a row over its half. */
    public double overallOfHalf(int row) {
        return overall[SAME_HALF][0][place[row]] + overall[SAME_HALF][1][place[row]];
    }

    /** The sum of a row over its group in its half. */
    public double withinOfHalf(int row) {
        return within[SAME_HALF][0][place[row]] + within[SAME_HALF][1][place[row]];
    }

    /** What one thread needs to visit pairs of tiles. */
    private final class Visit implements TilePairs.Visitor {
        private final CentredRows rows;
        private final TileProducts tiles;
        private final double per;
        private final double ratio;
        private final float[][] products;
        /** Squared lengths of the rows of the other tile. */
        private final float[] lengths;

        private final float[] exponents;
        private final float[] terms;

        /** What the rows of one tile add to the sums of the other's, by part. */
        private final float[][] columns;

        private final double[] inGroup;

        /** By how much the exponents of the row may be off. */
        private double error;

        Visit(CentredRows rows, TileProducts tiles, double per, double ratio) {
            this.rows = rows;
            this.tiles = tiles;
            this.per = per;
            this.ratio = ratio;
            products = new float[TileProducts.STRIP][tiles.room()];
            lengths = new float[tiles.room()];
            exponents = new float[tiles.room()];
            terms = new float[tiles.room()];
            columns = new float[2][tiles.room()];
            inGroup = new double[tiles.room()];
        }

        /** Pairs of rows of one tile are visited once, as the others are: each row meets itself and those after it. */
        @Override
        public void visit(int a, int b) {
            int start = a * tiles.room();
            int end = Math.min(start + tiles.room(), place.length);
            int others = Math.min(tiles.room(), place.length - b * tiles.room());
            System.arraycopy(rows.lengths(), b * tiles.room(), lengths, 0, others);
            double longest = 0;
            for (int q = 0; q < others; q++) {
                longest = Math.max(longest, lengths[q]);
            }
            try (TileProducts.Pair pair = tiles.pair(a, b)) {
                for (int p = start; p < end; p += TileProducts.STRIP) {
                    int from = a == b ? p - start : 0;
                    pair.fill(p - start, from, products);
                    for (int s = 0; s < Math.min(TileProducts.STRIP, end - p); s++) {
                        error = ((double) rows.length(p + s) + longest) * rows.rounding() * per;
                        add(p + s, products[s], b, a == b ? from + s : 0);
                    }
                }
            }
            flush(b * tiles.room());
        }

        private void flush(int base) {
            for (int kind = 0; kind < 2; kind++) {
                double[] sums = overall[kind][1];
                for (int q = 0; q < Math.min(terms.length, place.length - base); q++) {
                    sums[base + q] += columns[kind][q];
                }
                Arrays.fill(columns[kind], 0);
            }
        }

        private void add(int p, float[] product, int b, int begin) {
            int base = b * tiles.room();
            int size = Math.min(tiles.room(), place.length - base);
            exponents(p, product, base, begin, size);
            NegativeExp.of(exponents, terms, begin);
            for (int h = 0; h < 2; h++) {
                int kind = h == layout.half[p] ? SAME_HALF : OTHER_HALF;
                int from = Math.max(base + begin, layout.start(h));
                int to = Math.min(base + size, layout.end(h));
                overall[kind][0][p] += added(terms, columns[kind], from - base, to - base, p - base);
                int first = Math.max(from, layout.from[h][p]);
                int last = Math.min(to, layout.to[h][p]);
                care(p, base, first, last, ratio);
                for (int q = first; q < last; q++) {
                    inGroup[q - base] = Math.exp(-exponents[q - base] * ratio);
                }
                addTo(within[kind], p, base, first, last, inGroup);
            }
        }

        /** The exponents of one row against a tile, of which those that matter are right to five digits. */
        private void exponents(int p, float[] product, int base, int begin, int size) {
            float own = rows.length(p);
            float factor = rows.isNarrow() ? 1 : -2;
            float scale = (float) per;
            for (int q = begin; q < exponents.length; q++) {
                exponents[q] = Math.fma(factor, product[q], own + lengths[q]) * scale;
            }
            Arrays.fill(exponents, size, exponents.length, NegativeExp.LARGEST);
            care(p, base, base + begin, base + size, 1);
            if (base <= p && p < base + size) {
                exponents[p - base] = 0;
            }
        }

        /** Computes exponents from differences where, times the ratio, they are small enough to matter. */
        private void care(int p, int base, int from, int to, double ratio) {
            if (error * ratio > CARE) {
                double careful = (Math.log(error * ratio / CARE) + 1) / ratio + 4 * error;
                for (int q = from; q < to; q++) {
                    if (q != p && !(exponents[q - base] >= careful)) {
                        exponents[q - base] = (float) (rows.exact(p, q) * per);
                    }
                }
            }
        }

        /** The sum of terms, which are added to those of the other rows too, but for the term of the row with itself. */
        private static double added(float[] terms, float[] others, int from, int to, int own) {
            float sum = 0;
            float second = 0;
            float third = 0;
            float fourth = 0;
            int q = from;
            for (; q + 3 < to; q += 4) {
                sum += terms[q];
                second += terms[q + 1];
                third += terms[q + 2];
                fourth += terms[q + 3];
            }
            for (; q < to; q++) {
                sum += terms[q];
            }
            for (int r = from == own ? from + 1 : from; r < to; r++) {
                others[r] += terms[r];
            }
            return (double) sum + second + third + fourth;
        }

        /** Adds terms of a row to its sum, and to those of the other rows. */
        private static void addTo(double[][] sums, int p, int base, int from, int to, double[] values) {
            double sum = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            int q = from;
            for (; q + 3 < to; q += 4) {
                sum += values[q - base];
                second += values[q + 1 - base];
                third += values[q + 2 - base];
                fourth += values[q + 3 - base];
            }
            for (; q < to; q++) {
                sum += values[q - base];
            }
            if (from < to) {
                sums[0][p] += sum + second + (third + fourth);
                double[] others = sums[1];
                for (int r = from == p ? p + 1 : from; r < to; r++) {
                    others[r] += values[r - base];
                }
            }
        }
    }
}
