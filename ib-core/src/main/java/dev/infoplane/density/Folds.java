package dev.infoplane.density;

import dev.infoplane.estimate.Samples;

/**
 * How held-out samples are shared between the three roles of a learned estimate: the first rows teach the density, the
 * next ones draw its learning curve, the last ones measure. Roles never overlap, and they do not depend on the seed, so that
 * every point of a plane is measured on the same rows.
 *
 * @param fit share (or number) of rows to learn from
 * @param validate share (or number) of rows for the learning curve
 * @param measure share (or number) of rows to measure on
 */
public record Folds(int fit, int validate, int measure) {
    /** Eight, one and three parts in twelve. */
    public static final Folds DEFAULT = new Folds(8, 1, 3);

    /** Refuses a role without a part. */
    public Folds {
        if (fit < 1 || validate < 1 || measure < 1) {
            throw new IllegalArgumentException("every fold needs at least 1 part, got fit = " + fit + ", validate = "
                    + validate + ", measure = " + measure);
        }
    }

    /** The rows to learn from. */
    public Samples fit(Samples all) {
        return all.slice(0, fitEnd(all));
    }

    /** The rows for the learning curve. */
    public Samples validate(Samples all) {
        return all.slice(fitEnd(all), validateEnd(all));
    }

    /** The rows to measure on. */
    public Samples measure(Samples all) {
        return all.slice(validateEnd(all), all.rows());
    }

    /**
     * Checks that every role gets a row.
     *
     * @throws IllegalArgumentException if there are too few
     */
    public void requireEnough(Samples all) {
        if (fitEnd(all) < 1 || validateEnd(all) == fitEnd(all) || validateEnd(all) == all.rows()) {
            throw new IllegalArgumentException(
                    all.rows() + " samples are too few to share out " + fit + " : " + validate + " : " + measure
                            + " (learn : learning curve : measure), every role needs at least one");
        }
    }

    private int fitEnd(Samples all) {
        return share(all, fit);
    }

    private int validateEnd(Samples all) {
        return share(all, (long) fit + validate);
    }

    private int share(Samples all, long parts) {
        return (int) (all.rows() * parts / ((long) fit + validate + measure));
    }

    @Override
    public String toString() {
        return fit + ":" + validate + ":" + measure;
    }
}
