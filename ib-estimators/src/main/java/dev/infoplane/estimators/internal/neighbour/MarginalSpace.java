package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.SortedValues;

/** The points of one side of a pair, held to count how many lie near each of them. Sorted values for d = 1, else a tree. */
public final class MarginalSpace {
    private final int n;
    private final SortedValues[] columns;
    private final RankTree tree;

    /** Holds rows of d coordinates. */
    public MarginalSpace(float[] rows, int d, Parallel workers) {
        n = rows.length / d;
        columns = new SortedValues[d];
        workers.each(d, () -> j -> columns[j] = new SortedValues(rows, j, d));
        tree = d > 1 ? new RankTree(rows, columns, workers) : null;
    }

    /** How many points, each one itself among them, are nearer to it than its radius (not as near), by row. */
    public int[] within(float[] radius, Parallel workers) {
        int[] counts = new int[n];
        if (tree == null) {
            SortedValues line = columns[0];
            workers.range(n, rank -> {
                int row = line.at(rank);
                float r = radius[row];
                counts[row] = r > 0 ? line.end(rank, r) - line.start(rank, r) : 0;
            });
        } else {
            workers.each(tree.plan.leaves(), () -> {
                RankTree.Counter counter = tree.new Counter();
                return leaf -> {
                    for (int p = tree.plan.leafStart(leaf); p < tree.plan.leafStart(leaf + 1); p++) {
                        int row = tree.plan.row(p);
                        counts[row] = counter.within(p, radius[row]);
                    }
                };
            });
        }
        return counts;
    }
}
