package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Correlations;
import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;

/**
 * How much more than the values themselves their normal scores read of normal variables: less than nothing where dependence is strong
 * and rows are few. It is simulated with correlations whose normal scores read what was read, found by shrinking what x leaves of t,
 * and falls with the number of rows. Both sides take both parts, so that it does not matter which is which.
 *
 * @param mean in nats
 * @param error of the simulation, and a share of the mean, since columns need not be normal after any map
 */
record ScoreBias(double mean, double error) {
    private static final int DRAWS = 6;
    private static final int ROUNDS = 5;
    private static final int MOST_VALUES = 400_000;
    private static final int FEWEST_ROWS = 500;
    private static final double SHARE = 0.1;
    private static final long SEED = 20_264;

    /** @param nats read from the scores, no bias taken off */
    static ScoreBias of(Correlations scores, double nats) {
        ScoreBias one = ofSides(scores, nats);
        ScoreBias other = ofSides(exchanged(scores), nats);
        return new ScoreBias((one.mean + other.mean) / 2, (one.error + other.error) / 2);
    }

    private static Correlations exchanged(Correlations of) {
        double[][] columns = new double[of.dx() + of.dt()][];
        System.arraycopy(of.columns(), of.dx(), columns, 0, of.dt());
        System.arraycopy(of.columns(), 0, columns, of.dt(), of.dx());
        return new Correlations(columns, of.dt(), of.dx());
    }

    private static ScoreBias ofSides(Correlations scores, double nats) {
        int d = scores.dx() + scores.dt();
        int n = scores.columns()[0].length;
        int rows = Math.min(n, Math.max(FEWEST_ROWS, Math.max(4 * d, MOST_VALUES / d)));
        double[][] root = Correlations.cholesky(
                        new Array2DRowRealMatrix(Correlations.matrix(scores.columns()), false),
                        "columns determine each other")
                .getL()
                .getData();
        double logRest = 0;
        Simulated simulated = Simulated.of(root, scores.dx(), 1, rows);
        for (int round = 1; round < ROUNDS && rows == n; round++) {
            logRest += 2 * (simulated.ofScores - nats) / Math.min(scores.dx(), scores.dt());
            simulated = Simulated.of(root, scores.dx(), Math.exp(logRest / 2), rows);
        }
        double share = (double) rows / n;
        double mean = share * simulated.more;
        return new ScoreBias(mean, Math.hypot(share * simulated.error, SHARE * mean));
    }

    /**
     * What normal variables read.
     *
     * @param ofScores by their normal scores
     * @param more than by their values
     * @param error of that
     */
    private record Simulated(double ofScores, double more, double error) {
        static Simulated of(double[][] root, int dx, double rest, int rows) {
            double[][] changed = shrunk(root, dx, rest);
            int d = root.length;
            Random random = new Random(SEED);
            double[] differences = new double[DRAWS];
            double ofScores = 0;
            for (int k = 0; k < DRAWS; k++) {
                Samples drawn = draw(changed, rows, random);
                Samples x = columns(drawn, 0, dx);
                Samples t = columns(drawn, dx, d);
                double read = Correlations.of(x, t, true).solve(0).nats();
                differences[k] = read - Correlations.of(x, t, false).solve(0).nats();
                ofScores += read / DRAWS;
            }
            double mean = Arrays.stream(differences).average().orElseThrow();
            double squares =
                    Arrays.stream(differences).map(v -> (v - mean) * (v - mean)).sum();
            return new Simulated(ofScores, mean, Math.sqrt(squares / DRAWS / (DRAWS - 1)));
        }
    }

    /** The root of correlations where what x leaves of t is smaller by a factor. */
    private static double[][] shrunk(double[][] root, int dx, double rest) {
        double[][] changed = new double[root.length][];
        for (int a = 0; a < root.length; a++) {
            double[] row = root[a].clone();
            double squares = 0;
            for (int b = 0; b <= a; b++) {
                row[b] *= b < dx ? 1 : rest;
                squares += row[b] * row[b];
            }
            double length = Math.sqrt(squares);
            Arrays.setAll(row, b -> row[b] / length);
            changed[a] = row;
        }
        return changed;
    }

    private static Samples draw(double[][] root, int rows, Random random) {
        int d = root.length;
        float[] values = new float[rows * d];
        double[] normal = new double[d];
        for (int i = 0; i < rows; i++) {
            Arrays.setAll(normal, j -> random.nextGaussian());
            for (int a = 0; a < d; a++) {
                double sum = 0;
                for (int b = 0; b <= a; b++) {
                    sum += root[a][b] * normal[b];
                }
                values[i * d + a] = (float) sum;
            }
        }
        return Samples.of(values, d);
    }

    private static Samples columns(Samples rows, int from, int to) {
        float[] values = new float[rows.rows() * (to - from)];
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = from; j < to; j++) {
                values[i * (to - from) + j - from] = rows.get(i, j);
            }
        }
        return Samples.of(values, to - from);
    }
}
