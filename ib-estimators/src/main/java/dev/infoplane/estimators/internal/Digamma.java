package dev.infoplane.estimators.internal;

/** The digamma function at whole numbers, by ψ(1) = -γ and ψ(m + 1) = ψ(m) + 1 / m. */
public final class Digamma {
    private static final double EULER = 0.57721566490153286061;

    private final double[] table;

    /** Values at 1 to {@code largest}. */
    public Digamma(int largest) {
        table = new double[largest + 1];
        table[0] = Double.NEGATIVE_INFINITY;
        double value = -EULER;
        for (int m = 1; m <= largest; m++) {
            table[m] = value;
            value += 1.0 / m;
        }
    }

    /** ψ(m). */
    public double at(int m) {
        return table[m];
    }
}
