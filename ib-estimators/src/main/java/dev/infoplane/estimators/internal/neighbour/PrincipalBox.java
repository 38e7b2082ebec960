package dev.infoplane.estimators.internal.neighbour;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * How much smaller the box of k points about a centre is along their principal axes than along the coordinate axes, where
 * the latter has one width for the coordinates of x and one for those of t. What the boxes of x alone and of t alone are
 * smaller is taken off: a side that lies on a curve is flat by itself, which is no dependence.
 */
public final class PrincipalBox {
    private static final int TRIALS = 20_000;
    private static final double QUANTILE = 0.005;
    /** A side is taken to be at least this part of the widest, so that a flat box has a finite logarithm. */
    private static final double FLAT = 1e-7;

    /** Axes along which points reach no further than this are flat to rounding; coordinates are of the order of 1. */
    private static final double ROUNDING = 0x1p-20;

    /** Simulated thresholds, which depend on nothing but their key. */
    private static final Map<Shape, Double> THRESHOLDS = new ConcurrentHashMap<>();

    private final int dx;
    private final int dt;
    private final double[][] offsets;
    private int flatAxes;

    /** Boxes around the {@code k} neighbours of a row, of {@code dx} and {@code dt} columns. */
    public PrincipalBox(int k, int dx, int dt) {
        this.dx = dx;
        this.dt = dt;
        offsets = new double[k][dx + dt];
    }

    private record Shape(int k, int dx, int dt) {}

    /** Places a coordinate of point i, counted from the centre. */
    public void offset(int i, int j, double value) {
        offsets[i][j] = value;
    }

    /**
     * ln of the volume along principal axes over the volume along coordinate axes, for the pair minus the same for each side;
     * 0 if all points are at the centre. Coordinates in which all points are as the centre count for neither.
     */
    public double logRatio() {
        double widthX = width(0, dx);
        double widthT = width(dx, dx + dt);
        if (widthX == 0 || widthT == 0) {
            flatAxes = 0;
            return 0;
        }
        double least = FLAT * Math.max(widthX, widthT);
        flatAxes = 0;
        int[] aliveX = alive(0, dx);
        int[] aliveT = alive(dx, dx + dt);
        int[] both =
                IntStream.concat(IntStream.of(aliveX), IntStream.of(aliveT)).toArray();
        double sides = logVolume(aliveX, least) + logVolume(aliveT, least);
        int flatAlone = flatAxes;
        flatAxes = 0;
        double pair = logVolume(both, least);
        flatAxes -= flatAlone;
        return pair - sides;
    }

    /** Whether the last box was flat, to rounding, in a direction in which neither side was. */
    public boolean isFlat() {
        return flatAxes > 0;
    }

    /** ln of the product of half-widths along the principal axes of some coordinates. */
    private double logVolume(int[] coordinates, double least) {
        int d = coordinates.length;
        double[][] scatter = new double[d][d];
        for (double[] point : offsets) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    scatter[a][b] += point[coordinates[a]] * point[coordinates[b]];
                }
            }
        }
        RealMatrix axes = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(scatter, false)).getV();
        double log = 0;
        for (int a = 0; a < d; a++) {
            double reach = least;
            for (double[] point : offsets) {
                double along = 0;
                for (int j = 0; j < d; j++) {
                    along += point[coordinates[j]] * axes.getEntry(j, a);
                }
                reach = Math.max(reach, Math.abs(along));
            }
            log += Math.log(reach);
            flatAxes += reach <= ROUNDING ? 1 : 0;
        }
        return log;
    }

    private int[] alive(int from, int to) {
        return IntStream.range(from, to).filter(j -> width(j, j + 1) > 0).toArray();
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
    public static double threshold(int k, int dx, int dt) {
        return THRESHOLDS.computeIfAbsent(new Shape(k, dx, dt), PrincipalBox::simulate);
    }

    private static double simulate(Shape shape) {
        SplittableRandom random = new SplittableRandom(20150509);
        PrincipalBox box = new PrincipalBox(shape.k, shape.dx, shape.dt);
        double[] ratios = new double[TRIALS];
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int i = 0; i < shape.k; i++) {
                for (int j = 0; j < shape.dx + shape.dt; j++) {
                    box.offset(i, j, random.nextDouble(-1, 1));
                }
            }
            ratios[trial] = box.logRatio();
        }
        Arrays.sort(ratios);
        return ratios[(int) (QUANTILE * TRIALS)];
    }
}
