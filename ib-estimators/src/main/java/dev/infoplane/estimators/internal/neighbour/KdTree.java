package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.FloydRivestSelect;
import dev.infoplane.estimators.internal.Parallel;
import java.util.Arrays;
import java.util.concurrent.RecursiveAction;

/**
 * Points sorted into leaves by halving along the widest side: {@link NearestNeighbours} finds neighbours in it.
 *
 * <p>All points lie in one flat array, leaf by leaf, and inside a leaf coordinate by coordinate. Boxes are tight. While it is
 * built the points themselves are moved, not references to them, so that every pass reads memory in order.
 *
 * <p>Building takes O(d n log n), memory is O(d n). Immutable once built.
 */
final class KdTree {
    /** Nodes of fewer points are not worth a task of their own. */
    private static final int TASK = 4096;

    final TreePlan plan;
    final int d;
    /** Leaf of m points starting at position s: coordinate j of its i-th point is at {@code s * d + j * m + i}. */
    final float[] block;
    /** Lower then upper corner of each node's box. */
    final float[] box;

    /**
     * Builds a tree.
     *
     * @param rows n rows of d coordinates, one after the other, all finite
     * @param leafPoints how many points a leaf holds at most
     */
    KdTree(float[] rows, int d, int leafPoints, Parallel workers) {
        this.d = d;
        plan = new TreePlan(rows.length / d, leafPoints);
        block = rows.clone();
        box = new float[2 * d * plan.nodes()];
        workers.invoke(new Build(0, 0, plan.n));
    }

    private final class Build extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final int node;
        private final int from;
        private final int to;

        Build(int node, int from, int to) {
            this.node = node;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            int widest = fillBox(node, from, to);
            if (node >= plan.firstLeaf) {
                turn(from, to);
                return;
            }
            int level = 31 - Integer.numberOfLeadingZeros(node + 1);
            int index = node + 1 - (1 << level);
            int middle = plan.start(2 * index + 1, level + 1);
            FloydRivestSelect.partition(block, plan.order, d, widest, from, to, middle);
            Build left = new Build(2 * node + 1, from, middle);
            Build right = new Build(2 * node + 2, middle, to);
            if (to - from > TASK) {
                invokeAll(left, right);
            } else {
                left.compute();
                right.compute();
            }
        }
    }

    /** Fills in the box of points that still lie row by row, and answers its longest side. */
    private int fillBox(int node, int from, int to) {
        int low = 2 * d * node;
        int high = low + d;
        System.arraycopy(block, from * d, box, low, d);
        System.arraycopy(block, from * d, box, high, d);
        for (int at = (from + 1) * d; at < to * d; at += d) {
            for (int j = 0; j < d; j++) {
                float v = block[at + j];
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

    /** Lays the points of a leaf out coordinate by coordinate. */
    private void turn(int from, int to) {
        int m = to - from;
        float[] points = Arrays.copyOfRange(block, from * d, to * d);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < d; j++) {
                block[from * d + j * m + i] = points[i * d + j];
            }
        }
    }
}
