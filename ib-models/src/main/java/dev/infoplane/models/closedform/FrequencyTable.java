package dev.infoplane.models.closedform;

/**
 * How often each level occurs given the predicted mean, at evenly spaced knots with straight lines between them. Bins with
 * edges would be told apart by the tiny amount by which leaving a row out moves its prediction, and that amount depends on the
 * row's own level.
 */
final class FrequencyTable implements LevelTable {
    private static final int KNOTS = 121;
    private static final double MARGIN = 0.1;
    private static final double PRIOR = 0.5;

    private final int levels;
    private final double[][] share;

    private FrequencyTable(int levels, double[][] share) {
        this.levels = levels;
        this.share = share;
    }

    /** Shares of each level at each knot, as {@link #shares} gave them. */
    static FrequencyTable of(double[][] shares) {
        return new FrequencyTable(shares[0].length, shares);
    }

    double[][] shares() {
        return share;
    }

    static FrequencyTable learn(Fields fields, int levels, int from) {
        FrequencyTable table = new FrequencyTable(levels, new double[KNOTS][levels]);
        for (int at = from * fields.subPixels(); at < fields.levels().length; at++) {
            double position = table.position(fields.mean()[at]);
            int knot = (int) position;
            int level = Math.round(fields.levels()[at]);
            table.share[knot][level] += 1 - (position - knot);
            table.share[knot + 1][level] += position - knot;
        }
        for (double[] knot : table.share) {
            double sum = PRIOR;
            for (double count : knot) {
                sum += count;
            }
            for (int v = 0; v < levels; v++) {
                knot[v] = (knot[v] + PRIOR / levels) / sum;
            }
        }
        return table;
    }

    /** Where a mean lies among the knots; the first and the last one take what lies beyond. */
    private double position(float mean) {
        double position = (mean / (levels - 1) + MARGIN) / (1 + 2 * MARGIN) * (KNOTS - 1);
        return Math.max(0, Math.min(KNOTS - 1.000001, position));
    }

    @Override
    public double logProbability(int level, float mean, float scale) {
        double position = position(mean);
        int knot = (int) position;
        return Math.log((1 - (position - knot)) * share[knot][level] + (position - knot) * share[knot + 1][level]);
    }
}
