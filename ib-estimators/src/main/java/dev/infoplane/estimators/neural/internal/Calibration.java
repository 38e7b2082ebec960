package dev.infoplane.estimators.neural.internal;

import java.util.Arrays;
import java.util.function.Function;

/**
 * A factor and an offset of the scores of a critic, chosen on the validation rows. A penalty on weights makes scores too small, overfitting
 * makes them too large, and what is added to all of them is learned more slowly than their differences. A lower bound remains one
 * whatever critic it reads, and so under any factor and offset that the measured rows had no part in.
 *
 * @param factor of every score
 * @param offset added afterwards
 */
public record Calibration(double factor, double offset) {
    /** Scores as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** Factors are powers of two to this part, from 2 to the minus {@link #RANGE} to 2 to the {@link #RANGE}. */
    private static final int STEPS = 4;

    private static final int RANGE = 2;

    /**
     * The calibration under which validation rows read most. Scores are scaled, then shifted so that e to them averages one over
     * independent pairs, which is what density ratios do; factors under which that average rests on few rows are left out.
     *
     * @param reading one contribution a row
     */
    public static Calibration of(ScoreTable scores, Function<ScoreTable, double[]> reading) {
        Calibration best = NONE;
        double most = mean(reading.apply(scores));
        for (int k = -RANGE * STEPS; k <= RANGE * STEPS; k++) {
            double factor = Math.pow(2, (double) k / STEPS);
            ScoreTable scaled = scores.times(factor);
            double[] ofX = scaled.logMeanOfOthers(false, Double.POSITIVE_INFINITY);
            double[] ofT = scaled.logMeanOfOthers(true, Double.POSITIVE_INFINITY);
            if (Suspicions.fewPairs(ofX).isEmpty() && Suspicions.fewPairs(ofT).isEmpty()) {
                double offset = -ScoreTable.logMeanExp(ofX);
                double value = mean(reading.apply(scaled.mapped(1, offset)));
                if (value > most) {
                    most = value;
                    best = new Calibration(factor, offset);
                }
            }
        }
        return best;
    }

    /** Scores with the factor and the offset. */
    public ScoreTable of(ScoreTable scores) {
        return equals(NONE) ? scores : scores.mapped(factor, offset);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
