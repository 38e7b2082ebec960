package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Map;

/**
 * The exact mutual information where the samples are the whole population: every possible input once (or as often as it is
 * likely), such as the 4096 inputs of the 12-bit toy task or all inputs of a quantised network (Lorenzen, Igel and Nielsen
 * 2022). Equal rows are one value, to the last bit.
 *
 * <p>Not an estimate: no sampling error (standard error 0), no bias, no ceiling other than the entropy of the inputs. With
 * {@code x} the enumerated inputs it is I(X;T); with {@code x} their labels, I(Y;T). For a deterministic network in
 * floating point it mostly reads H(X): rounding rarely merges two inputs, which is the point made by Goldfeld et al. 2019.
 * Symmetric; time and memory O(n d).
 */
public record FiniteInputs() implements MiEstimator {
    @Override
    public String id() {
        return "exact";
    }

    /** None: nothing is chosen. */
    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 1);
        return exact(Symbols.ofRows(x), Symbols.ofRows(t));
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols symbols = Symbols.ofRows(x);
        return t -> {
            Samples.requireMatched(x, t, 1);
            return exact(symbols, Symbols.ofRows(t));
        };
    }

    private Estimate exact(Symbols x, Symbols t) {
        Estimate counted = Discrete.counted(x, t, EntropyCorrection.NONE, id()).build();
        return Estimate.of(counted.value(), BoundKind.EXACT, id(), counted.samples())
                .pointwiseNats(counted.pointwiseNats().orElseThrow())
                .standardError(Information.ZERO)
                .build();
    }
}
