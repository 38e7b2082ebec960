package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Parallel;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Finds the k nearest neighbours of points of a tree under the maximum norm, from the point's own leaf upwards. Each thread
 * has its own.
 *
 * <p>Inside a leaf that a radius cuts, only those coordinates are compared along which it is cut, two at a time. All loops
 * over coordinates and points are without branches that depend on the data, for those are mispredicted half of the time:
 * distances are compared as the bits of non-negative floats, which order like the floats.
 */
public final class NearestNeighbours {
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final int NO_SIGN = Integer.MAX_VALUE;

    private final TreePlan plan;
    private final int d;
    private final int k;
    private final float[] box;
    private final float[] block;
    private final float[] q;
    private final int[] cut;
    private final int[] inside;
    /** Bits of the distances, ascending. */
    private final int[] distance;

    private final int[] found;
    private int self;

    NearestNeighbours(KdTree tree, int k) {
        plan = tree.plan;
        this.k = k;
        d = tree.d;
        box = tree.box;
        block = tree.block;
        q = new float[d];
        cut = new int[d + 1];
        inside = new int[plan.largestLeaf() + 1];
        distance = new int[k];
        found = new int[k];
    }

    /** What is done with the neighbours of a row; they are those of the next row afterwards. */
    public interface Visit {
        /** Reads the neighbours of a row; they are replaced by those of the next row. */
        void at(int row, NearestNeighbours nearest);
    }

    /** Finds the k nearest neighbours of each of the rows; each thread makes one visit for itself. */
    public static void each(float[] rows, int d, int k, Parallel workers, Supplier<Visit> visits) {
        each(rows, d, k, row -> true, workers, visits);
    }

    /** Finds the k nearest neighbours, among all rows, of some of them. */
    public static void each(float[] rows, int d, int k, IntPredicate some, Parallel workers, Supplier<Visit> visits) {
        KdTree tree = new KdTree(rows, d, leafPoints(d), workers);
        workers.each(tree.plan.leaves(), () -> {
            NearestNeighbours nearest = new NearestNeighbours(tree, k);
            Visit visit = visits.get();
            return leaf -> {
                for (int p = tree.plan.leafStart(leaf); p < tree.plan.leafStart(leaf + 1); p++) {
                    if (some.test(tree.plan.row(p))) {
                        nearest.find(leaf, p);
                        visit.at(tree.plan.row(p), nearest);
                    }
                }
            };
        });
    }

    /** How many points a leaf should hold, measured best from 2 to 20 coordinates: boxes cost more than points. */
    static int leafPoints(int d) {
        return d * Math.min(24, 10 + d);
    }

    /** Finds the k points nearest to the one at a position, itself left out. */
    public void find(int leaf, int position) {
        int from = plan.leafStart(leaf);
        int m = plan.leafStart(leaf + 1) - from;
        for (int j = 0; j < d; j++) {
            q[j] = block[from * d + j * m + position - from];
        }
        self = position;
        Arrays.fill(distance, INFINITE);
        int node = plan.firstLeaf + leaf;
        scan(node);
        while (node > 0 && room(node) <= distance[k - 1]) {
            int sibling = ((node - 1) ^ 1) + 1;
            visit(sibling, gap(sibling));
            node = (node - 1) >> 1;
        }
    }

    /** The distance to the i-th neighbour, i counted from 0. */
    public float distance(int i) {
        return Float.intBitsToFloat(distance[i]);
    }

    /** The row of the i-th neighbour. */
    public int neighbour(int i) {
        return plan.row(found[i]);
    }

    private void visit(int node, int gap) {
        if (gap >= distance[k - 1]) {
            return;
        }
        if (node >= plan.firstLeaf) {
            scan(node);
            return;
        }
        int left = 2 * node + 1;
        int toLeft = gap(left);
        int toRight = gap(left + 1);
        if (toLeft <= toRight) {
            visit(left, toLeft);
            visit(left + 1, toRight);
        } else {
            visit(left + 1, toRight);
            visit(left, toLeft);
        }
    }

    /** Bits of the distance from the point to the nearest side of a box that holds it: no point outside is nearer. */
    private int room(int node) {
        int low = 2 * d * node;
        int room = INFINITE;
        for (int j = 0; j < d; j++) {
            int below = Float.floatToRawIntBits(q[j] - box[low + j]);
            int above = Float.floatToRawIntBits(box[low + d + j] - q[j]);
            room = Math.min(room, Math.min(below, above));
        }
        return room;
    }

    /** Bits of the distance from the point to a box; negative numbers have negative bits. */
    private int gap(int node) {
        int low = 2 * d * node;
        int gap = 0;
        for (int j = 0; j < d; j++) {
            int below = Float.floatToRawIntBits(box[low + j] - q[j]);
            int above = Float.floatToRawIntBits(q[j] - box[low + d + j]);
            gap = Math.max(gap, Math.max(below, above));
        }
        return gap;
    }

    /** Looks at the points of a leaf. */
    private void scan(int node) {
        int leaf = node - plan.firstLeaf;
        int from = plan.leafStart(leaf);
        int m = plan.leafStart(leaf + 1) - from;
        float r = distance(k - 1);
        int cuts = cuts(node, r);
        int count = cuts > 0 ? filter(from, m, cuts, r) : m;
        for (int c = 0; c < count; c++) {
            int i = cuts > 0 ? inside[c] : c;
            int far = 0;
            for (int j = 0; j < d; j++) {
                far = Math.max(far, Float.floatToRawIntBits(block[from * d + j * m + i] - q[j]) & NO_SIGN);
            }
            if (far < distance[k - 1] && from + i != self) {
                insert(far, from + i);
            }
        }
    }

    /** The number of coordinates along which the radius cuts the box, kept in {@code cut}. */
    private int cuts(int node, float r) {
        int low = 2 * d * node;
        int cuts = 0;
        for (int j = 0; j < d; j++) {
            cut[cuts] = j;
            cuts += 1 - (nearer(q[j] - box[low + j], r) & nearer(box[low + d + j] - q[j], r));
        }
        return cuts;
    }

    /** Leaves in {@code inside} the places within the leaf nearer than r along the cut coordinates; answers how many. */
    private int filter(int from, int m, int cuts, float r) {
        int second = cut[cuts > 1 ? 1 : 0];
        int at = from * d + cut[0] * m;
        int other = from * d + second * m;
        float u = q[cut[0]];
        float v = q[second];
        int count = 0;
        for (int i = 0; i < m; i++) {
            inside[count] = i;
            count += nearer(block[at + i] - u, r) & nearer(block[other + i] - v, r);
        }
        for (int c = 2; c < cuts && count > 0; c += 2) {
            second = cut[Math.min(c + 1, cuts - 1)];
            at = from * d + cut[c] * m;
            other = from * d + second * m;
            u = q[cut[c]];
            v = q[second];
            int left = 0;
            for (int i = 0; i < count; i++) {
                int place = inside[i];
                inside[left] = place;
                left += nearer(block[at + place] - u, r) & nearer(block[other + place] - v, r);
            }
            count = left;
        }
        return count;
    }

    private void insert(int far, int position) {
        int at = k - 1;
        while (at > 0 && distance[at - 1] > far) {
            distance[at] = distance[at - 1];
            found[at] = found[at - 1];
            at--;
        }
        distance[at] = far;
        found[at] = position;
    }

    /** 1 if the difference is nearer to zero than r, else 0: the sign of |difference| - r, without a branch. */
    private static int nearer(float difference, float r) {
        return Float.floatToRawIntBits(Math.abs(difference) - r) >>> 31;
    }
}
