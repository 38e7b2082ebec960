package dev.infoplane.estimate;

/**
 * The noise under which an estimate was made. A deterministic network without noise keeps every bit of a discrete input,
 * whatever an estimate says (Goldfeld et al. 2019), so a number without its noise model cannot be read.
 */
public sealed interface NoiseModel {
    /** Activations as the network computed them. */
    static NoiseModel none() {
        return new None();
    }

    /** Gaussian noise of standard deviation {@code sigma} was added to the activations. */
    static NoiseModel gaussian(double sigma) {
        return new Gaussian(sigma);
    }

    /** Activations were rounded to cells of the given width. */
    static NoiseModel quantised(double width) {
        return new Quantised(width);
    }

    /** Activations were replaced by one of so many cells a column that hold equally many samples, whatever their widths. */
    static NoiseModel equalFrequency(int cells) {
        return new EqualFrequency(cells);
    }

    /** Units were dropped at random at the given rate. */
    static NoiseModel dropout(double rate) {
        return new Dropout(rate);
    }

    /** Activations as the network computed them. */
    record None() implements NoiseModel {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** Additive Gaussian noise. */
    record Gaussian(double sigma) implements NoiseModel {
        /** Refuses a sigma that is not a positive number. */
        public Gaussian {
            requirePositive("sigma", sigma);
        }

        @Override
        public String toString() {
            return "gaussian(sigma=" + sigma + ")";
        }
    }

    /** Rounding to cells of one width. */
    record Quantised(double width) implements NoiseModel {
        /** Refuses a width that is not a positive number. */
        public Quantised {
            requirePositive("width", width);
        }

        @Override
        public String toString() {
            return "quantised(width=" + width + ")";
        }
    }

    /** Cells that hold equally many samples, column by column. */
    record EqualFrequency(int cells) implements NoiseModel {
        /** Refuses fewer than one cell. */
        public EqualFrequency {
            requirePositive("cells", cells);
        }

        @Override
        public String toString() {
            return "equal-frequency(cells=" + cells + ")";
        }
    }

    /** Random omission of units. */
    record Dropout(double rate) implements NoiseModel {
        /** Refuses a rate outside (0, 1). */
        public Dropout {
            requirePositive("rate", rate);
            if (rate >= 1) {
                throw new IllegalArgumentException("rate must be below 1, got " + rate);
            }
        }

        @Override
        public String toString() {
            return "dropout(rate=" + rate + ")";
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a positive number, got " + value);
        }
    }
}
