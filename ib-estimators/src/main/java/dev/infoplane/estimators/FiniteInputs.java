package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.discrete.FunctionCheck;
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
 * The result warns if inputs of few columns all differ and {@code t} holds noise beside them: then they were drawn, not enumerated.
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
        return prepare(x, seed).estimate(t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols symbols = Symbols.ofRows(x);
        FunctionCheck function = FunctionCheck.of(x, symbols);
        return t -> {
            Samples.requireMatched(x, t, 1);
            Symbols values = Symbols.ofRows(t);
            int[] of = values.of();
            Estimate.Builder result = exact(symbols, values);
            function.noise(t, (i, j) -> of[i] == of[j] ? 0 : 1)
                    .map(noise -> "not enumerated: " + noise)
                    .ifPresent(result::warning);
            return result.build();
        };
    }

    private Estimate.Builder exact(Symbols x, Symbols t) {
        Estimate counted = Discrete.counted(x, t, EntropyCorrection.NONE, id()).build();
        return Estimate.of(counted.value(), BoundKind.EXACT, id(), counted.samples())
                .pointwiseNats(counted.pointwiseNats().orElseThrow())
                .standardError(Information.ZERO);
    }
}
