package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.SortedValues;

/**
 * Counts the points of a tree inside boxes that are given by ranks: along every coordinate, from which rank to which.
 *
 * <p>The ranks of a point lie side by side in as few words of 64 bits as hold them, each with a spare bit above it. One
 * subtraction then compares all ranks of a word at once: (a | spare) - b leaves the spare bit of exactly those where a ≥ b.
 * So a point of three coordinates, or the box of a node, is compared in some ten operations without a branch. A node
 * wholly inside is counted without looking into it.
 *
 * <p>Building takes O(d n log n), memory is O(d n). Immutable once built; each thread counts with its own {@link Counter}.
 */
final class RankTree {
    /** How many points a leaf holds at most: many, for the loop over them is quick. */
    private static final int LEAF = 192;

    final TreePlan plan;
    private final SortedValues[] columns;
    private final int d;
    /** Bits of a rank and its spare one. */
    private final int width;
    /** How many ranks a word holds; its uppermost bit is left free. */
    private final int perWord;

    private final int words;
    /** By word. */
    private final long[] spare;
    /** By position, then by word. */
    private final long[] points;
    /** By node, then by word: the lower and the upper corner of the box. */
    private final long[] box;

    /** Builds the tree of n rows of d coordinates, whose columns have been sorted. */
    RankTree(float[] rows, SortedValues[] columns, Parallel workers) {
        this.columns = columns;
        d = columns.length;
        plan = new KdTree(rows, d, LEAF, workers).plan;
        width = 33 - Integer.numberOfLeadingZeros(Math.max(1, plan.n - 1));
        perWord = Math.min(d, 63 / width);
        words = (d + perWord - 1) / perWord;
        spare = new long[words];
        for (int j = 0; j < d; j++) {
            spare[j / perWord] |= 1L << shift(j) + width - 1;
        }
        points = new long[plan.n * words];
        box = new long[2 * words * plan.nodes()];
        pack(workers);
        workers.each(plan.leaves(), () -> this::fillLeafBox);
        for (int node = plan.firstLeaf - 1; node >= 0; node--) {
            for (int at = 2 * words * node; at < 2 * words * (node + 1); at += 2) {
                int left = at + 2 * words * (node + 1);
                int right = left + 2 * words;
                box[at] = box[left];
                box[at + 1] = box[left + 1];
                widen(at, box[right], box[right + 1]);
            }
        }
    }

    private int shift(int j) {
        return j % perWord * width;
    }

    private void pack(Parallel workers) {
        int[] position = new int[plan.n];
        for (int p = 0; p < plan.n; p++) {
            position[plan.row(p)] = p;
        }
        workers.each(words, () -> w -> {
            for (int j = w * perWord; j < Math.min(d, (w + 1) * perWord); j++) {
                for (int rank = 0; rank < plan.n; rank++) {
                    points[position[columns[j].at(rank)] * words + w] |= (long) rank << shift(j);
                }
            }
        });
    }

    private void fillLeafBox(int leaf) {
        int from = plan.leafStart(leaf);
        int to = plan.leafStart(leaf + 1);
        for (int w = 0; w < words; w++) {
            int at = 2 * (words * (plan.firstLeaf + leaf) + w);
            box[at] = points[from * words + w];
            box[at + 1] = box[at];
            for (int p = from + 1; p < to; p++) {
                widen(at, points[p * words + w], points[p * words + w]);
            }
        }
    }

    /** Widens one word of a box to hold another box. */
    private void widen(int at, long low, long high) {
        long guard = spare[at / 2 % words];
        long lower = larger(box[at], low, guard);
        box[at] = low & lower | box[at] & ~lower;
        long higher = larger(high, box[at + 1], guard);
        box[at + 1] = high & higher | box[at + 1] & ~higher;
    }

    /** All bits below the spare one, of those ranks where a ≥ b. */
    private long larger(long a, long b, long guard) {
        long spareBits = (a | guard) - b & guard;
        return spareBits - (spareBits >>> width - 1);
    }

    /** Counts the points near points of the tree. */
    final class Counter {
        private final long[] low = new long[words];
        private final long[] high = new long[words];
        private final int[] cut = new int[words + 1];
        private final int[] inside = new int[plan.largestLeaf() + 1];

        /** How many points, the one at the position among them, are nearer to it than r (not as near as r). */
        int within(int position, float r) {
            if (!(r > 0)) {
                return 0;
            }
            for (int w = 0; w < words; w++) {
                low[w] = 0;
                high[w] = 0;
            }
            for (int j = 0; j < d; j++) {
                int w = j / perWord;
                int shift = shift(j);
                int rank = (int) (points[position * words + w] >>> shift & (1L << width - 1) - 1);
                low[w] |= (long) columns[j].start(rank, r) << shift;
                high[w] |= (long) (columns[j].end(rank, r) - 1) << shift;
            }
            return count(0, 0);
        }

        private int count(int node, int level) {
            int cuts = 0;
            for (int w = 0; w < words; w++) {
                long guard = spare[w];
                long lowest = box[2 * (node * words + w)];
                long highest = box[2 * (node * words + w) + 1];
                if (((high[w] | guard) - lowest & (highest | guard) - low[w] & guard) != guard) {
                    return 0;
                }
                cut[cuts] = w;
                cuts += different((lowest | guard) - low[w] & (high[w] | guard) - highest & guard, guard);
            }
            int index = node + 1 - (1 << level);
            int from = plan.start(index, level);
            int to = plan.start(index + 1, level);
            if (cuts == 0) {
                return to - from;
            }
            if (level < plan.depth) {
                return count(2 * node + 1, level + 1) + count(2 * node + 2, level + 1);
            }
            return words == 1 ? countWords(from, to) : filter(from, to, cuts);
        }

        private int countWords(int from, int to) {
            long guard = spare[0];
            long lowest = low[0];
            long highest = high[0] | guard;
            long outside = 0;
            for (int p = from; p < to; p++) {
                long point = points[p];
                outside += ((point | guard) - lowest & highest - point & guard) - guard >>> 63;
            }
            return to - from - (int) outside;
        }

        private int filter(int from, int to, int cuts) {
            int count = to - from;
            for (int i = 0; i < count; i++) {
                inside[i] = (from + i) * words;
            }
            for (int c = 0; c < cuts && count > 0; c++) {
                int w = cut[c];
                long guard = spare[w];
                long lowest = low[w];
                long highest = high[w] | guard;
                int left = 0;
                for (int i = 0; i < count; i++) {
                    int at = inside[i];
                    long point = points[at + w];
                    inside[left] = at;
                    left += 1 - different((point | guard) - lowest & highest - point & guard, guard);
                }
                count = left;
            }
            return count;
        }
    }

    /** 1 unless the two are the same; neither has bits that the second lacks. */
    private static int different(long some, long all) {
        return (int) (some - all >>> 63);
    }
}
