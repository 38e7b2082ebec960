package dev.infoplane.estimators.neural.internal;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The scores of a critic on the heap: blocks of rows, in each of which every x was scored with every t. What is averaged over
 * independent pairs is averaged over the pairs of different rows of a block.
 *
 * @param blocks the scores of each block, {@code [b, b]}
 * @param own a second score of each row with itself, for bounds that learn one; empty otherwise
 */
public record ScoreTable(List<float[]> blocks, double[] own) {
    /** The number of rows. */
    public int rows() {
        return blocks.stream().mapToInt(ScoreTable::size).sum();
    }

    /** How many rows the smallest block has. */
    public int smallestBlock() {
        return blocks.stream().mapToInt(ScoreTable::size).min().orElseThrow();
    }

    /** For each row, how many rows its block has. */
    public int[] sizes() {
        return blocks.stream()
                .mapToInt(ScoreTable::size)
                .flatMap(b -> IntStream.generate(() -> b).limit(b))
                .toArray();
    }

    /** The same scores multiplied by a number. */
    ScoreTable times(double factor) {
        return mapped(factor, 0);
    }

    /** The same scores multiplied by a number, and another one added. */
    ScoreTable mapped(double factor, double offset) {
        return new ScoreTable(
                blocks.stream()
                        .map(block -> mapped(block, (float) factor, (float) offset))
                        .toList(),
                own);
    }

    private static float[] mapped(float[] block, float factor, float offset) {
        float[] scaled = new float[block.length];
        for (int i = 0; i < block.length; i++) {
            scaled[i] = factor * block[i] + offset;
        }
        return scaled;
    }

    private static int size(float[] block) {
        return (int) Math.round(Math.sqrt(block.length));
    }

    /** The score of each row with itself. */
    public double[] paired() {
        double[] scores = new double[rows()];
        int at = 0;
        for (float[] block : blocks) {
            int b = size(block);
            for (int i = 0; i < b; i++) {
                scores[at++] = block[i * b + i];
            }
        }
        return scores;
    }

    /** For the x of each row, the mean over the t of other rows of a function of the score. */
    public double[] meanOfOthers(DoubleUnaryOperator function) {
        double[] means = new double[rows()];
        int at = 0;
        for (float[] block : blocks) {
            int b = size(block);
            for (int i = 0; i < b; i++) {
                double sum = 0;
                for (int j = 0; j < b; j++) {
                    sum += j == i ? 0 : function.applyAsDouble(block[i * b + j]);
                }
                means[at++] = sum / (b - 1);
            }
        }
        return means;
    }

    /**
     * For each row, the logarithm of the mean of e to the score over pairs with other rows.
     *
     * @param ofT whether the t of the row is paired with every other x, instead of its x with every other t
     * @param clip scores are limited to this size; infinity for no limit
     */
    public double[] logMeanOfOthers(boolean ofT, double clip) {
        double[] logs = new double[rows()];
        int at = 0;
        for (float[] block : blocks) {
            int b = size(block);
            int along = ofT ? b : 1;
            int across = ofT ? 1 : b;
            for (int i = 0; i < b; i++) {
                logs[at++] = logMean(block, i, i * across, along, b, clip);
            }
        }
        return logs;
    }

    private static double logMean(float[] block, int without, int from, int stride, int b, double clip) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < b; j++) {
            most = j == without ? most : Math.max(most, block[from + j * stride]);
        }
        most = Math.max(-clip, Math.min(clip, most));
        double sum = 0;
        for (int j = 0; j < b; j++) {
            double score = Math.max(-clip, Math.min(clip, block[from + j * stride]));
            sum += j == without ? 0 : Math.exp(score - most);
        }
        return most + Math.log(sum / (b - 1));
    }

    /** ln of the mean of e to the given logarithms. */
    public static double logMeanExp(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / logs.length);
    }
}
