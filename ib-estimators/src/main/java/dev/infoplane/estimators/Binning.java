package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Mutual information after binning, as the first information planes were made (Shwartz-Ziv and Tishby 2017; Saxe et al.
 * 2018): every value of {@code t} is replaced by its cell, a row is one symbol, and information is counted. Rows of
 * {@code x} are told apart exactly, so that for inputs that are all different I(X;T) = H(binned T); with
 * {@code binInputs} they are binned too, as continuous variables need.
 *
 * <p>A point estimate, in nats, of the information about the quantised activations: the noise model of the result is the
 * cell width, or the number of cells a column where widths differ. It is no estimate of I(X;T) of a deterministic network, which cells do not limit; what falls when it falls is
 * how far activations spread over cells (Goldfeld et al. 2019). Values outside a given range are kept apart and their share
 * is told; a value near ln n is told too. Symmetric only with {@code binInputs}. The standard error is that of the plug-in
 * without bias. Time and memory O(n d).
 *
 * @param bins how cells are laid
 * @param binInputs whether {@code x} is binned by the same rule
 * @param correction how entropies are read from counts
 */
public record Binning(Bins bins, boolean binInputs, Correction correction) implements MiEstimator {
    /** Refuses missing parts. */
    public Binning {
        Objects.requireNonNull(bins, "bins");
        Objects.requireNonNull(correction, "correction");
    }

    /** Cells of one width, laid from zero. */
    public static Binning fixedWidth(double width) {
        return new Binning(new Bins.FixedWidth(width), false, Correction.NONE);
    }

    /** A number of equal cells on a range. */
    public static Binning fixedCount(int count, double low, double high) {
        return new Binning(new Bins.FixedCount(count, low, high), false, Correction.NONE);
    }

    /** Cells that hold equally many samples, column by column. */
    public static Binning equalFrequency(int count) {
        return new Binning(new Bins.EqualFrequency(count), false, Correction.NONE);
    }

    /** A number of equal cells from the least to the greatest value of each layer. */
    public static Binning layerRange(int count) {
        return new Binning(new Bins.LayerRange(count), false, Correction.NONE);
    }

    /** The same with {@code x} binned too. */
    public Binning ofBothSides() {
        return new Binning(bins, true, correction);
    }

    /** The same with another correction of the entropies. */
    public Binning withCorrection(Correction other) {
        return new Binning(bins, binInputs, other);
    }

    @Override
    public String id() {
        return "binning-" + bins.ruleName();
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 1);
        return estimate(inputs(x), t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Binned inputs = inputs(x);
        return t -> {
            Samples.requireMatched(x, t, 1);
            return estimate(inputs, t);
        };
    }

    private Binned inputs(Samples x) {
        return binInputs ? Binned.of(x, bins) : new Binned(Symbols.ofRows(x), null, 0);
    }

    private Estimate estimate(Binned x, Samples t) {
        Binned binned = Binned.of(t, bins);
        Estimate.Builder result = Discrete.measure(x.symbols(), binned.symbols(), correction, id())
                .noise(binned.noise())
                .settings(settings());
        warnOutside(result, "x", x.outside());
        warnOutside(result, "t", binned.outside());
        return result.build();
    }

    private void warnOutside(Estimate.Builder result, String side, double share) {
        if (share > 0) {
            Bins.FixedCount rule = (Bins.FixedCount) bins;
            result.warning(String.format(
                    Locale.ROOT,
                    "%.3g %% of the values of %s lie outside [%s, %s] and share two cells, one a side",
                    100 * share,
                    side,
                    rule.low(),
                    rule.high()));
        }
    }
}
