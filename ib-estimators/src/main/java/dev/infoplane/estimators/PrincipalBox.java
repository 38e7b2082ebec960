package dev.infoplane.estimators;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * How much smaller the box of k points about a centre is along their principal axes than along the coordinate axes, where
 * the latter has one width for the coordinates of x and one for those of t.
 */
final class PrincipalBox {
    private static final int TRIALS = 20_000;
    private static final double QUANTILE = 0.005;
    /** A side is taken to be at least this part of the widest, so that a flat box has a finite logarithm. */
    private static final double FLAT = 1e-7;

    private final int dx;
    private final int dt;
    private final double[][] offsets;

    PrincipalBox(int k, int dx, int dt) {
        this.dx = dx;
        this.dt = dt;
        offsets = new double[k][dx + dt];
    }

    /** Places a coordinate of point i, counted from the centre. */
    void offset(int i, int j, double value) {
        offsets[i][j] = value;
    }

    /**
     * ln of the volume along principal axes over the volume along coordinate axes; 0 if all points are at the centre. Coordinates in
     * which all points are as the centre count for neither.
     */
    double logRatio() {
        double widthX = width(0, dx);
        double widthT = width(dx, dx + dt);
        if (widthX == 0 || widthT == 0) {
            return 0;
        }
        int[] alive =
                IntStream.range(0, dx + dt).filter(j -> width(j, j + 1) > 0).toArray();
        int aliveX = (int) IntStream.of(alive).filter(j -> j < dx).count();
        int d = alive.length;
        double[][] scatter = new double[d][d];
        for (double[] point : offsets) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    scatter[a][b] += point[alive[a]] * point[alive[b]];
                }
            }
        }
        RealMatrix axes = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(scatter, false)).getV();
        double least = FLAT * Math.max(widthX, widthT);
        double log = -aliveX * Math.log(widthX) - (d - aliveX) * Math.log(widthT);
        for (int a = 0; a < d; a++) {
            double reach = least;
            for (double[] point : offsets) {
                double along = 0;
                for (int j = 0; j < d; j++) {
                    along += point[alive[j]] * axes.getEntry(j, a);
                }
                reach = Math.max(reach, Math.abs(along));
            }
            log += Math.log(reach);
        }
        return log;
    }

    private double width(int from, int to) {
        double width = 0;
        for (double[] point : offsets) {
            for (int j = from; j < to; j++) {
                width = Math.max(width, Math.abs(point[j]));
            }
        }
        return width;
    }

    /** Below which log ratio only 0.5 percent of boxes of k uniform points fall. */
    static double threshold(int k, int dx, int dt) {
        SplittableRandom random = new SplittableRandom(20150509);
        PrincipalBox box = new PrincipalBox(k, dx, dt);
        double[] ratios = new double[TRIALS];
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < dx + dt; j++) {
                    box.offset(i, j, random.nextDouble(-1, 1));
                }
            }
            ratios[trial] = box.logRatio();
        }
        Arrays.sort(ratios);
        return ratios[(int) (QUANTILE * TRIALS)];
    }
}
