package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.discrete.Binned;
import dev.infoplane.estimators.internal.discrete.CellLoss;
import dev.infoplane.estimators.internal.discrete.FunctionCheck;
import dev.infoplane.estimators.internal.discrete.LabelSide;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mutual information after binning, as the first information planes were made (Shwartz-Ziv and Tishby 2017; Saxe et al.
 * 2018): every value of {@code t} is replaced by its cell, a row is one symbol, and information is counted. Rows of
 * {@code x} are told apart exactly, so that for inputs that are all different I(X;T) = H(binned T), which holds if {@code t}
 * is a function of {@code x}; with {@code binInputs} they are binned too, as continuous variables need.
 *
 * <p>A point estimate, in nats, of the information about the quantised activations: the noise model of the result is the
 * cell width, or the number of cells a column where widths differ. It is no estimate of I(X;T) of a deterministic network,
 * which cells do not limit; what falls when it falls is how far activations spread over cells (Goldfeld et al. 2019).
 *
 * <p>What the result warns of: values outside a given range, which are kept apart; a value near ln n; where inputs of few columns
 * are all different, values that do not follow them or hold noise as well; and, where {@code x}
 * repeats or is binned, too few samples for so many cells, as in {@link Discrete}, unless they are the {@link
 * #ofWholePopulation whole population}. Where {@code x} is binned it also compares itself with cells half as many: what these
 * lose estimates what cells lose, and is part of the standard error.
 *
 * <p>Labels belong to {@code x}. If they are given as {@code t}, one number a row that repeats beside rows that differ, the
 * sides are exchanged; a column that may be labels is warned of. Symmetric otherwise only with {@code binInputs}. Time and
 * memory O(n d).
 *
 * @param bins how cells are laid
 * @param binInputs whether {@code x} is binned by the same rule
 * @param correction how entropies are read from counts
 * @param population whether the samples are all there are, so that counting them has no error but rounding
 */
public record Binning(Bins bins, boolean binInputs, EntropyCorrection correction, boolean population)
        implements MiEstimator {
    /** Refuses missing parts. */
    public Binning {
        Objects.requireNonNull(bins, "bins");
        Objects.requireNonNull(correction, "correction");
    }

    /** Cells of one width, laid from zero. */
    public static Binning fixedWidth(double width) {
        return new Binning(new Bins.FixedWidth(width), false, EntropyCorrection.NONE, false);
    }

    /** A number of equal cells on a range. */
    public static Binning fixedCount(int count, double low, double high) {
        return new Binning(new Bins.FixedCount(count, low, high), false, EntropyCorrection.NONE, false);
    }

    /** Cells that hold equally many samples, column by column. */
    public static Binning equalFrequency(int count) {
        return new Binning(new Bins.EqualFrequency(count), false, EntropyCorrection.NONE, false);
    }

    /** A number of equal cells from the least to the greatest value of each layer. */
    public static Binning layerRange(int count) {
        return new Binning(new Bins.LayerRange(count), false, EntropyCorrection.NONE, false);
    }

    /** This estimator with {@code x} binned too, by the same rule. */
    public Binning ofBothSides() {
        return new Binning(bins, true, correction, population);
    }

    /** This estimator with this correction of the entropies. */
    public Binning withCorrection(EntropyCorrection correction) {
        return new Binning(bins, binInputs, correction, population);
    }

    /** This estimator for samples that are the whole population, such as every input of the 12-bit toy task. */
    public Binning ofWholePopulation() {
        return new Binning(bins, binInputs, correction, true);
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
        return prepare(x, seed).estimate(t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols rows = Symbols.ofRows(x);
        FunctionCheck function = FunctionCheck.of(x, rows);
        Binned inputs = binInputs ? binned("x", x) : new Binned(rows, null, 0);
        return t -> {
            Samples.requireMatched(x, t, 1);
            if (binInputs) {
                return ofCells(inputs, x, t);
            }
            return LabelSide.isSecond(x, rows, t)
                    ? ofGroups(Symbols.ofRows(t), x, "x", cells -> Optional.empty())
                    : ofGroups(rows, t, "t", cells -> misread(function, t, cells));
        };
    }

    private Binned binned(String side, Samples samples) {
        if (!(bins instanceof Bins.EqualFrequency)) {
            Checks.ownUnit(side, samples, "the width of a cell");
        }
        return Binned.of(samples, bins);
    }

    private Optional<String> misread(FunctionCheck function, Samples t, Binned cells) {
        int[] cell = cells.symbols().of();
        return population ? function.unrelated(t) : function.unrelatedOrNoise(t, (i, j) -> cell[i] == cell[j] ? 0 : 1);
    }

    /** Groups told apart exactly, against binned values. */
    private Estimate ofGroups(Symbols groups, Samples values, String side, Function<Binned, Optional<String>> doubt) {
        Binned cells = binned(side, values);
        Estimate.Builder result = measure(groups, cells.symbols(), groups.distinct() == values.rows());
        doubt.apply(cells).ifPresent(result::warning);
        warnOutside(result, side, cells.outside());
        return finished(result, cells);
    }

    private Estimate ofCells(Binned x, Samples samplesOfX, Samples samplesOfT) {
        Binned t = binned("t", samplesOfT);
        Estimate.Builder result = measure(x.symbols(), t.symbols(), false);
        double nats = result.build().value().nats();
        double fewer = Discrete.nats(
                Binned.of(samplesOfX, bins.halved()).symbols(),
                Binned.of(samplesOfT, bins.halved()).symbols(),
                correction);
        if (!population) {
            CellLoss.check(result, nats, fewer);
        }
        warnOutside(result, "x", x.outside());
        warnOutside(result, "t", t.outside());
        return finished(result, t);
    }

    /** @param inputs whether every sample is a group of its own, of which the value is the entropy of cells by definition */
    private Estimate.Builder measure(Symbols x, Symbols t, boolean inputs) {
        if (!population && !inputs) {
            return Discrete.sampled(x, t, correction, id());
        }
        Estimate.Builder result = Discrete.counted(x, t, correction, id());
        Ceiling.of(Discrete.nats(x, t, EntropyCorrection.NONE), x.counts(), t.singles(), x.of().length)
                .ifPresent(result::warning);
        return result;
    }

    private Estimate finished(Estimate.Builder result, Binned t) {
        return result.noise(t.noise()).settings(RecordSettings.describe(this)).build();
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
