package dev.infoplane.estimate;

/**
 * The difference of two estimates on the same samples.
 *
 * @param difference mean of the differences sample by sample
 * @param standardError over samples; it does not contain the variance over decoder seeds
 * @param samples how many pairs
 */
public record PairedDifference(Information difference, Information standardError, int samples) {
    /** How many standard errors the difference lies from zero; 0 if both are zero. */
    public double zScore() {
        if (difference.nats() == 0) {
            return 0;
        }
        return difference.nats() / standardError.nats();
    }
}
