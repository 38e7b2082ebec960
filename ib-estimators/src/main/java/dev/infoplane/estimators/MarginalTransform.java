package dev.infoplane.estimators;

/**
 * What is done to each column before distances are taken. Mutual information does not change under any of these maps;
 * nearest-neighbour estimates of it do.
 */
public enum MarginalTransform {
    /** Nothing. */
    AS_THEY_ARE,
    /**
     * Shifted and scaled to mean 0 and standard deviation 1. Constant columns become 0. Nearest-neighbour estimators also bend
     * a column whose standard deviation is more than three times what its shortest half suggests, or of which floats would
     * merge values: an increasing map, linear between order statistics, takes it to nearly normal. So a Cauchy variable, a
     * log-normal one or an outlier of a million leaves no lump.
     */
    STANDARDISED,
    /**
     * Replaced by normal scores, the normal quantile of (rank - ½) / n, equal values sharing their mean rank. Makes an
     * estimate blind to increasing maps of columns and robust to heavy tails.
     */
    NORMAL_SCORES
}
