package dev.infoplane.estimators;

/** The points of one side of a pair, held to count how many lie near each of them. Sorted values for d = 1, else a tree. */
final class Marginal {
    private static final int BLOCK = 256;

    private final int n;
    private final KdTree tree;
    private final float[] sorted;
    private final int[] order;

    /** Holds rows of d coordinates. */
    Marginal(float[] rows, int d, Workers workers) {
        n = rows.length / d;
        if (d > 1) {
            tree = new KdTree(rows, d, workers);
            sorted = null;
            order = null;
            return;
        }
        tree = null;
        order = SortedValues.order(rows);
        sorted = new float[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = rows[order[i]];
        }
    }

    /** How many points, each one itself among them, are nearer to it than its radius (not as near), by row. */
    int[] within(float[] radius, Workers workers) {
        int[] counts = new int[n];
        if (tree == null) {
            workers.each((n + BLOCK - 1) / BLOCK, () -> block -> countSorted(block, radius, counts));
        } else {
            workers.each(tree.leaves(), () -> {
                KdTree.Counter counter = tree.new Counter();
                return leaf -> {
                    for (int p = tree.leafStart(leaf); p < tree.leafStart(leaf + 1); p++) {
                        int row = tree.row(p);
                        counts[row] = counter.within(leaf, p, radius[row]);
                    }
                };
            });
        }
        return counts;
    }

    private void countSorted(int block, float[] radius, int[] counts) {
        for (int p = block * BLOCK; p < Math.min(n, (block + 1) * BLOCK); p++) {
            float r = radius[order[p]];
            counts[order[p]] = r > 0 ? end(p, r) - start(p, r) : 0;
        }
    }

    /** The first position at or before p whose value is nearer than r. */
    private int start(int p, float r) {
        int near = p;
        int step = 1;
        int far = p - 1;
        while (far >= 0 && sorted[p] - sorted[far] < r) {
            near = far;
            far -= step;
            step <<= 1;
        }
        far = Math.max(far, -1);
        while (near - far > 1) {
            int middle = (near + far) >>> 1;
            if (sorted[p] - sorted[middle] < r) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return near;
    }

    /** The first position after p whose value is not nearer than r. */
    private int end(int p, float r) {
        int near = p;
        int step = 1;
        int far = p + 1;
        while (far < n && sorted[far] - sorted[p] < r) {
            near = far;
            far += step;
            step <<= 1;
        }
        far = Math.min(far, n);
        while (far - near > 1) {
            int middle = (near + far) >>> 1;
            if (sorted[middle] - sorted[p] < r) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }
}
