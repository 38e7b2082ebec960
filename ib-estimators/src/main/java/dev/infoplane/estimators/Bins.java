package dev.infoplane.estimators;

import dev.infoplane.estimators.internal.Checks;

/** How the values of a layer are put into bins. */
public sealed interface Bins {
    /**
     * Cells of one width, laid from zero: value v falls in cell floor(v / width). No range, so nothing can lie outside it
     * (Saxe et al. 2018 use width 0.07).
     */
    record FixedWidth(double width) implements Bins {
        /** Refuses a width that is not a positive number. */
        public FixedWidth {
            Checks.positive("width", width);
        }
    }

    /**
     * A number of equal cells on a given range, and one more on each side of it. How many values lie outside is told in the
     * result (Shwartz-Ziv and Tishby 2017 use 30 on [-1, 1] for tanh).
     */
    record FixedCount(int count, double low, double high) implements Bins {
        /** Refuses fewer than one cell and an empty range. */
        public FixedCount {
            Checks.atLeast("count", 1, count);
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException("low must be below high, both and their distance finite, got low = "
                        + low + ", high = " + high);
            }
        }
    }

    /** Cells of each column that hold equally many samples, as far as equal values, which stay together, allow. */
    record EqualFrequency(int count) implements Bins {
        /** Refuses fewer than one cell. */
        public EqualFrequency {
            Checks.atLeast("count", 1, count);
        }
    }

    /** A number of equal cells from the least to the greatest value of the layer at hand. */
    record LayerRange(int count) implements Bins {
        /** Refuses fewer than one cell. */
        public LayerRange {
            Checks.atLeast("count", 1, count);
        }
    }

    /** This rule with half as many cells, at least one. */
    default Bins halved() {
        if (this instanceof FixedWidth rule) {
            return new FixedWidth(2 * rule.width);
        }
        if (this instanceof FixedCount rule) {
            return new FixedCount(Math.max(1, rule.count / 2), rule.low, rule.high);
        }
        return this instanceof EqualFrequency rule
                ? new EqualFrequency(Math.max(1, rule.count / 2))
                : new LayerRange(Math.max(1, ((LayerRange) this).count / 2));
    }

    /** The short name of the rule, for ids. */
    default String ruleName() {
        if (this instanceof FixedWidth) {
            return "width";
        }
        if (this instanceof FixedCount) {
            return "count";
        }
        return this instanceof EqualFrequency ? "quantile" : "range";
    }
}
