package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;

/** Distances or kernel values between rows, tile by tile, and the covariance of two such tables after double centring. */
public final class Similarity {
    private final SquaredDistances distances;
    private final int n;
    /** 1 / 2w² of a Gaussian kernel, or 0 for plain distances. */
    private final double perSquare;

    private Similarity(SquaredDistances distances, int n, double perSquare) {
        this.distances = distances;
        this.n = n;
        this.perSquare = perSquare;
    }

    /**
     * The similarities between all rows.
     *
     * @param kernel whether similarities are those of a Gaussian kernel; otherwise they are distances
     */
    public static Similarity of(Samples samples, boolean kernel) {
        float[] rows = samples.toArray();
        int d = samples.dimensions();
        // the mean squared distance is twice the total variance
        double variance = 0;
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int i = j; i < rows.length; i += d) {
                mean += (double) rows[i] / samples.rows();
            }
            for (int i = j; i < rows.length; i += d) {
                variance += (rows[i] - mean) * (rows[i] - mean) / samples.rows();
            }
        }
        double spread = variance > 0 ? Math.sqrt(variance) : 1;
        SquaredDistances distances = new SquaredDistances(rows, d, spread);
        double width = spread / distances.unit();
        return new Similarity(distances, samples.rows(), kernel ? 1 / (4 * width * width) : 0);
    }

    private double value(float square) {
        return perSquare > 0 ? Math.exp(-square * perSquare) : Math.sqrt(square);
    }

    /** Σ ab / n² - 2 Σ a.b. / n³ + a..b.. / n⁴: the mean product after each table lost its row and column means. */
    public double covariance(Similarity other) {
        float[][] tile = new float[SquaredDistances.TILE][SquaredDistances.TILE];
        float[][] otherTile = new float[SquaredDistances.TILE][SquaredDistances.TILE];
        double[] rowSums = new double[n];
        double[] otherSums = new double[n];
        double products = 0;
        for (int a = 0; a < distances.tiles(); a++) {
            for (int b = 0; b < distances.tiles(); b++) {
                distances.fill(a, b, tile);
                other.distances.fill(a, b, otherTile);
                for (int i = 0; i < distances.size(a); i++) {
                    int row = a * SquaredDistances.TILE + i;
                    for (int j = 0; j < distances.size(b); j++) {
                        double u = value(tile[i][j]);
                        double v = other.value(otherTile[i][j]);
                        products += u * v;
                        rowSums[row] += u;
                        otherSums[row] += v;
                    }
                }
            }
        }
        double cross = 0;
        double total = 0;
        double otherTotal = 0;
        for (int i = 0; i < n; i++) {
            cross += rowSums[i] / n * (otherSums[i] / n);
            total += rowSums[i] / n;
            otherTotal += otherSums[i] / n;
        }
        return products / n / n - 2 * cross / n + total / n * (otherTotal / n);
    }
}
