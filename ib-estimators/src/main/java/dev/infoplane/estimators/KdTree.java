package dev.infoplane.estimators;

import java.util.Arrays;
import java.util.concurrent.RecursiveAction;

/**
 * Points under the maximum norm, held for two questions: which are the k nearest neighbours of a point, and how many
 * points lie within a radius of it.
 *
 * <p>The tree is perfectly balanced, so it needs no pointers: node {@code v} has children {@code 2v+1} and {@code 2v+2},
 * and the range of points below a node follows from its index. All points lie in one flat array, leaf by leaf, and inside
 * a leaf coordinate by coordinate. Boxes are tight. Two things make it quick: a box wholly inside a radius is counted
 * without looking into it, and inside a leaf that a radius cuts only those coordinates are compared along which it is cut,
 * by a filter without branches.
 *
 * <p>Building takes O(d n log n), memory is O(d n). Immutable once built; each thread searches with its own
 * {@link Nearest} or {@link Counter}.
 */
final class KdTree {
    final int n;
    final int d;
    private final int depth;
    private final int firstLeaf;
    /** Point order in the tree: {@code order[position]} is the row. */
    private final int[] order;
    /** Leaf of m points starting at position s: coordinate j of its i-th point is at {@code s * d + j * m + i}. */
    private final float[] block;
    /** Lower then upper corner of each node's box. */
    private final float[] box;

    /**
     * Builds a tree.
     *
     * @param rows n rows of d coordinates, one after the other, all finite
     */
    KdTree(float[] rows, int d, Workers workers) {
        this.d = d;
        this.n = rows.length / d;
        int levels = 0;
        while ((n >> levels) > leafPoints(d)) {
            levels++;
        }
        depth = levels;
        firstLeaf = (1 << depth) - 1;
        order = new int[n];
        Arrays.setAll(order, i -> i);
        block = new float[n * d];
        box = new float[2 * d * (2 * firstLeaf + 1)];
        workers.invoke(new Build(rows, 0, 0, n));
    }

    /** How many points a leaf holds at most, measured best from 2 to 20 coordinates: many boxes cost more than many points. */
    private static int leafPoints(int d) {
        return d * Math.min(24, 10 + d);
    }

    /** The number of leaves; searches go leaf by leaf so that neighbouring questions find the same data in cache. */
    int leaves() {
        return firstLeaf + 1;
    }

    /** The first tree position of a leaf; that of {@code leaves()} is n. */
    int leafStart(int leaf) {
        return (int) ((long) n * leaf >> depth);
    }

    /** The row at a tree position. */
    int row(int position) {
        return order[position];
    }

    private final class Build extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient float[] rows;
        private final int node;
        private final int from;
        private final int to;

        Build(float[] rows, int node, int from, int to) {
            this.rows = rows;
            this.node = node;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            int widest = fillBox(rows, node, from, to);
            if (node >= firstLeaf) {
                fillBlock(rows, from, to);
                return;
            }
            int level = 31 - Integer.numberOfLeadingZeros(node + 1);
            long index = node + 1 - (1L << level);
            int middle = (int) ((long) n * (2 * index + 1) >> (level + 1));
            Selection.partition(order, rows, d, widest, from, to, middle);
            Build left = new Build(rows, 2 * node + 1, from, middle);
            Build right = new Build(rows, 2 * node + 2, middle, to);
            if (to - from > 4096) {
                invokeAll(left, right);
            } else {
                left.compute();
                right.compute();
            }
        }
    }

    private int fillBox(float[] rows, int node, int from, int to) {
        int low = 2 * d * node;
        int high = low + d;
        System.arraycopy(rows, order[from] * d, box, low, d);
        System.arraycopy(rows, order[from] * d, box, high, d);
        for (int p = from + 1; p < to; p++) {
            int base = order[p] * d;
            for (int j = 0; j < d; j++) {
                float v = rows[base + j];
                if (v < box[low + j]) {
                    box[low + j] = v;
                } else if (v > box[high + j]) {
                    box[high + j] = v;
                }
            }
        }
        int widest = 0;
        for (int j = 1; j < d; j++) {
            if (box[high + j] - box[low + j] > box[high + widest] - box[low + widest]) {
                widest = j;
            }
        }
        return widest;
    }

    private void fillBlock(float[] rows, int from, int to) {
        int m = to - from;
        for (int i = 0; i < m; i++) {
            int base = order[from + i] * d;
            for (int j = 0; j < d; j++) {
                block[from * d + j * m + i] = rows[base + j];
            }
        }
    }

    /** What both kinds of search share: the point asked about, and room to filter a leaf. */
    private abstract class Search {
        final float[] q = new float[d];
        private final int[] cut = new int[d];
        final int[] inside = new int[(n >> depth) + 2];

        final void moveTo(int leaf, int position) {
            int from = leafStart(leaf);
            int m = leafStart(leaf + 1) - from;
            for (int j = 0; j < d; j++) {
                q[j] = block[from * d + j * m + position - from];
            }
        }

        /** The number of coordinates along which the radius cuts the box (kept in {@code cut}), or -1 if they are apart. */
        final int cuts(int node, float r) {
            int low = 2 * d * node;
            int high = low + d;
            int cuts = 0;
            for (int j = 0; j < d; j++) {
                float below = q[j] - box[low + j];
                float above = box[high + j] - q[j];
                if (below <= -r || above <= -r) {
                    return -1;
                }
                if (below >= r || above >= r) {
                    cut[cuts++] = j;
                }
            }
            return cuts;
        }

        /** Leaves in {@code inside} the places within the leaf nearer than r along the cut coordinates; answers how many. */
        final int filter(int from, int m, int cuts, float r) {
            int first = from * d + cut[0] * m;
            int second = from * d + cut[cuts > 1 ? 1 : 0] * m;
            float u = q[cut[0]];
            float v = q[cut[cuts > 1 ? 1 : 0]];
            int count = 0;
            for (int i = 0; i < m; i++) {
                inside[count] = i;
                count += nearer(block[first + i] - u, r) & nearer(block[second + i] - v, r);
            }
            for (int c = 2; c < cuts && count > 0; c += 2) {
                int other = Math.min(c + 1, cuts - 1);
                first = from * d + cut[c] * m;
                second = from * d + cut[other] * m;
                u = q[cut[c]];
                v = q[cut[other]];
                int left = 0;
                for (int i = 0; i < count; i++) {
                    int at = inside[i];
                    inside[left] = at;
                    left += nearer(block[first + at] - u, r) & nearer(block[second + at] - v, r);
                }
                count = left;
            }
            return count;
        }

        /** The same for one cut coordinate, where only the number is needed. */
        final int countAlong(int from, int m, float r) {
            int base = from * d + cut[0] * m;
            float v = q[cut[0]];
            int count = 0;
            for (int i = base; i < base + m; i++) {
                count += nearer(block[i] - v, r);
            }
            return count;
        }
    }

    /** Finds the k nearest neighbours of points of the tree. */
    final class Nearest extends Search {
        private final int k;
        private final float[] distance;
        private final int[] found;
        private int self;

        Nearest(int k) {
            this.k = k;
            distance = new float[k];
            found = new int[k];
        }

        /** Finds the k points nearest to the one at a position, itself left out. */
        void find(int leaf, int position) {
            moveTo(leaf, position);
            self = position;
            Arrays.fill(distance, Float.POSITIVE_INFINITY);
            int node = firstLeaf + leaf;
            scan(node);
            while (node > 0 && !holds(node, distance[k - 1])) {
                int sibling = ((node - 1) ^ 1) + 1;
                visit(sibling, gap(sibling));
                node = (node - 1) >> 1;
            }
        }

        /** The distance to the i-th neighbour, i counted from 0. */
        float distance(int i) {
            return distance[i];
        }

        /** The row of the i-th neighbour. */
        int neighbour(int i) {
            return order[found[i]];
        }

        private void visit(int node, float gap) {
            if (gap >= distance[k - 1]) {
                return;
            }
            if (node >= firstLeaf) {
                scan(node);
                return;
            }
            int left = 2 * node + 1;
            float toLeft = gap(left);
            float toRight = gap(left + 1);
            if (toLeft <= toRight) {
                visit(left, toLeft);
                visit(left + 1, toRight);
            } else {
                visit(left + 1, toRight);
                visit(left, toLeft);
            }
        }

        /** Whether all points within r lie below the node: no point outside a node lies inside its box. */
        private boolean holds(int node, float r) {
            int low = 2 * d * node;
            int high = low + d;
            for (int j = 0; j < d; j++) {
                if (q[j] - box[low + j] <= r || box[high + j] - q[j] <= r) {
                    return false;
                }
            }
            return true;
        }

        private float gap(int node) {
            int low = 2 * d * node;
            int high = low + d;
            float gap = 0;
            for (int j = 0; j < d; j++) {
                gap = larger(gap, larger(box[low + j] - q[j], q[j] - box[high + j]));
            }
            return gap;
        }

        private void scan(int node) {
            int leaf = node - firstLeaf;
            int from = leafStart(leaf);
            int m = leafStart(leaf + 1) - from;
            float r = distance[k - 1];
            int cuts = cuts(node, r);
            if (cuts < 0) {
                return;
            }
            int count = m;
            if (cuts > 0) {
                count = filter(from, m, cuts, r);
            }
            for (int c = 0; c < count; c++) {
                int i = cuts > 0 ? inside[c] : c;
                if (from + i != self) {
                    float far = 0;
                    for (int j = 0; j < d; j++) {
                        far = larger(far, Math.abs(block[from * d + j * m + i] - q[j]));
                    }
                    insert(far, from + i);
                }
            }
        }

        private void insert(float far, int position) {
            if (far >= distance[k - 1]) {
                return;
            }
            int at = k - 1;
            while (at > 0 && distance[at - 1] > far) {
                distance[at] = distance[at - 1];
                found[at] = found[at - 1];
                at--;
            }
            distance[at] = far;
            found[at] = position;
        }
    }

    /** Counts the points within a radius of points of the tree. */
    final class Counter extends Search {
        /** How many points, the one at the position among them, are nearer to it than r (not as near as r). */
        int within(int leaf, int position, float r) {
            moveTo(leaf, position);
            return count(0, 0, r);
        }

        private int count(int node, int level, float r) {
            int cuts = cuts(node, r);
            if (cuts < 0) {
                return 0;
            }
            long index = node + 1 - (1L << level);
            if (cuts == 0) {
                return (int) ((n * (index + 1) >> level) - (n * index >> level));
            }
            if (level < depth) {
                return count(2 * node + 1, level + 1, r) + count(2 * node + 2, level + 1, r);
            }
            int from = leafStart((int) index);
            int m = leafStart((int) index + 1) - from;
            return cuts == 1 ? countAlong(from, m, r) : filter(from, m, cuts, r);
        }
    }

    /** 1 if the difference is nearer to zero than r, else 0: the sign of |difference| - r, without a branch. */
    private static int nearer(float difference, float r) {
        return Float.floatToRawIntBits(Math.abs(difference) - r) >>> 31;
    }

    private static float larger(float a, float b) {
        return a > b ? a : b;
    }
}
