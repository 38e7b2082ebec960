package dev.infoplane.estimate;

/** Quantiles of Student's t distribution, from the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3-4). */
final class StudentT {
    /** Beyond this many degrees of freedom the distribution is normal to four digits. */
    private static final int MANY = 10_000;

    private StudentT() {}

    /** The value below which the variable lies with probability p. */
    static double quantile(double p, int degrees) {
        if (p < 0.5) {
            return -quantile(1 - p, degrees);
        }
        int freedom = Math.min(degrees, MANY);
        double low = 0;
        double high = Math.PI / 2;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (0.5 + within(middle, freedom) / 2 < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.tan(low) * Math.sqrt(freedom);
    }

    /** The probability that |t| stays below tan θ √freedom. */
    private static double within(double theta, int freedom) {
        double sine = Math.sin(theta);
        double cosine = Math.cos(theta);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int j = odd ? 3 : 2; j < freedom; j += 2) {
            term *= cosine * cosine * (j - 1) / j;
            sum += term;
        }
        return odd ? 2 / Math.PI * (theta + sine * sum) : sine * sum;
    }
}
