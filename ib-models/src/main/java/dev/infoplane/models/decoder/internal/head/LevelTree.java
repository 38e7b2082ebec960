package dev.infoplane.models.decoder.internal.head;

import java.util.Arrays;

/**
 * Levels as the leaves of a binary tree that halves their range again and again. For each level, the questions on the way to it:
 * which edge is asked for, between which two it lies, and what the answer is.
 *
 * @param depth the greatest number of questions
 * @param nodes how many of the first questions have numbers of their own
 * @param edge {@code [level][question]}: the level above the edge that is asked for; 0 after the last question
 * @param low {@code [level][question]}: which earlier question asked for the lower end; {@code depth} for the lowest end
 * @param high {@code [level][question]}: the same for the upper end; {@code depth + 1} for the highest end
 * @param node {@code [level][question]}: number of the question, {@code nodes} if it has none
 * @param answer {@code [level][question]}: 1 above the edge, −1 below, 0 if the level is reached already
 */
record LevelTree(int depth, int nodes, int[][] edge, int[][] low, int[][] high, int[][] node, int[][] answer) {
    /** @param numbered depth down to which questions have numbers */
    static LevelTree of(int levels, int numbered) {
        int depth = 32 - Integer.numberOfLeadingZeros(levels - 1);
        int nodes = (1 << Math.min(numbered, depth)) - 1;
        LevelTree tree = new LevelTree(
                depth,
                nodes,
                new int[levels][depth],
                new int[levels][depth],
                new int[levels][depth],
                new int[levels][depth],
                new int[levels][depth]);
        for (int level = 0; level < levels; level++) {
            tree.fill(level, levels);
        }
        return tree;
    }

    private void fill(int level, int levels) {
        int from = 0;
        int to = levels;
        int below = depth;
        int above = depth + 1;
        int number = 0;
        Arrays.fill(low[level], depth);
        Arrays.fill(high[level], depth + 1);
        Arrays.fill(node[level], nodes);
        for (int k = 0; to - from > 1; k++) {
            int middle = (from + to) >>> 1;
            edge[level][k] = middle;
            low[level][k] = below;
            high[level][k] = above;
            node[level][k] = Math.min(number, nodes);
            boolean isAbove = level >= middle;
            answer[level][k] = isAbove ? 1 : -1;
            number = 2 * number + (isAbove ? 2 : 1);
            if (isAbove) {
                from = middle;
                below = k;
            } else {
                to = middle;
                above = k;
            }
        }
    }
}
