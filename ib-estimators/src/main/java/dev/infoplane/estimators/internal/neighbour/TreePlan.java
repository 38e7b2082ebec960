package dev.infoplane.estimators.internal.neighbour;

import java.util.Arrays;

/**
 * How n points are halved again and again: node {@code v} has children {@code 2v+1} and {@code 2v+2}, and the range of
 * points below a node follows from its index, so nothing but the order of the points is kept.
 */
final class TreePlan {
    final int n;
    final int depth;
    final int firstLeaf;
    /** {@code order[position]} is the row. */
    final int[] order;

    /** The plan of n points in their first order. */
    TreePlan(int n, int leafPoints) {
        this.n = n;
        int levels = 0;
        while ((n >> levels) > leafPoints) {
            levels++;
        }
        depth = levels;
        firstLeaf = (1 << depth) - 1;
        order = new int[n];
        Arrays.setAll(order, i -> i);
    }

    int nodes() {
        return 2 * firstLeaf + 1;
    }

    /** The number of leaves; searches go leaf by leaf so that neighbouring questions find the same data in cache. */
    int leaves() {
        return firstLeaf + 1;
    }

    /** The first position of a leaf; that of {@code leaves()} is n. */
    int leafStart(int leaf) {
        return start(leaf, depth);
    }

    /** The first position below the index-th node of a level. */
    int start(int index, int level) {
        return (int) ((long) n * index >> level);
    }

    /** How many points the largest leaf holds. */
    int largestLeaf() {
        return (n >> depth) + 1;
    }

    /** The row at a position. */
    int row(int position) {
        return order[position];
    }
}
