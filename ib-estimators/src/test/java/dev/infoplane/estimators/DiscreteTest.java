package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscreteTest {
    private static final double[] PROBABILITIES = {0.5, 0.25, 0.125, 0.125};

    /** A symbol and a copy of it that is replaced by a uniform one of four with the given probability. */
    private static Samples[] channel(int n, double error, long seed) {
        Random random = new Random(seed);
        int[] x = new int[n];
        int[] t = new int[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            x[i] = u < 0.5 ? 0 : u < 0.75 ? 1 : u < 0.875 ? 2 : 3;
            t[i] = random.nextDouble() < error ? random.nextInt(4) : x[i];
        }
        return new Samples[] {Samples.ofLabels(x), Samples.ofLabels(t)};
    }

    private static double truth(double error) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double given = error / 4 + (i == j ? 1 - error : 0);
                double p = PROBABILITIES[j] * (1 - error) + error / 4;
                sum += given > 0 ? PROBABILITIES[i] * given * Math.log(given / p) : 0;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void aNoisyChannelIsWithinThreeStandardErrors(EntropyCorrection correction) {
        Samples[] s = channel(2000, 0.3, 3);
        Estimate estimate = new Discrete(correction).estimate(s[0], s[1], 0);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(error).isBetween(0.005, 0.03);
        assertThat(estimate.value().nats()).isCloseTo(truth(0.3), within(3 * error));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyCorrectionRemovesMostOfTheBiasOfIndependentSymbols(EntropyCorrection correction) {
        double plain = 0;
        double corrected = 0;
        for (int seed = 0; seed < 100; seed++) {
            Samples[] s = channel(100, 1, seed);
            plain += new Discrete(EntropyCorrection.NONE)
                            .estimate(s[0], s[1], 0)
                            .value()
                            .nats()
                    / 100;
            corrected +=
                    new Discrete(correction).estimate(s[0], s[1], 0).value().nats() / 100;
        }
        assertThat(plain).isCloseTo(9 / 200.0, within(0.01));
        assertThat(Math.abs(corrected)).isLessThan(plain / 2);
    }

    @Test
    void grassbergersEntropyMatchesItsDefinition() {
        // G(n) = psi(n) + (-1)^n / 2 [psi((n + 1) / 2) - psi(n / 2)], values by SciPy's digamma
        double expected = Math.log(7) - (1 * -1.2703628454614782 + 2 * 0.7296371545385218 + 4 * 1.3963038212051884) / 7;
        assertThat(EntropyCorrection.GRASSBERGER.entropy(new int[] {1, 2, 4}, 3))
                .isCloseTo(expected, within(1e-12));
        assertThat(EntropyCorrection.GRASSBERGER.entropy(new int[] {10001, 10001}, 2))
                .isCloseTo(Math.log(2), within(1e-4));
    }

    @Test
    void nsbKnowsAnUndersampledUniformEntropyBetterThanCounting() {
        Random random = new Random(1);
        int[] all = new int[1000];
        for (int i = 0; i < 300; i++) {
            all[random.nextInt(1000)]++;
        }
        int[] seen = java.util.Arrays.stream(all).filter(c -> c > 0).toArray();
        double plain = EntropyCorrection.NONE.entropy(seen, 1000);
        double nsb = EntropyCorrection.NSB.entropy(seen, 1000);
        assertThat(plain).isLessThan(Math.log(1000) - 1);
        assertThat(nsb).isCloseTo(Math.log(1000), within(0.15));
    }

    @Test
    void identityIsTheEntropyAndTheExactValueHasNoError() {
        int[] bits = new int[16 * 4];
        int[] parity = new int[16];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 4; j++) {
                bits[4 * i + j] = i >> j & 1;
            }
            parity[i] = Integer.bitCount(i) % 2;
        }
        Samples inputs = Samples.of(toFloat(bits), 4);
        Estimate same = new FiniteInputs().estimate(inputs, inputs, 0);
        Estimate label = new FiniteInputs().estimate(inputs, Samples.ofLabels(parity), 0);
        assertThat(same.value().bits()).isCloseTo(4, within(1e-12));
        assertThat(label.value().bits()).isCloseTo(1, within(1e-12));
        assertThat(label.standardError().orElseThrow().nats()).isZero();
        assertThat(same.warnings()).isEmpty();
        assertThat(Discrete.plugIn().estimate(inputs, inputs, 0).warnings())
                .singleElement()
                .asString()
                .startsWith("at its ceiling");
    }

    @Test
    void negativeZeroIsZero() {
        Samples zeros = Samples.of(new float[] {0f, -0f, 1f, 1f});
        assertThat(new FiniteInputs().estimate(zeros, zeros, 0).value().bits()).isCloseTo(1, within(1e-12));
    }

    @Test
    void emptyAndUnmatchedInputIsRefused() {
        Samples none = Samples.of(new float[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Discrete.millerMadow().estimate(none, none, 0))
                .withMessage("at least 1 samples are needed, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FiniteInputs().estimate(Samples.ofLabels(1, 2), Samples.ofLabels(1), 0))
                .withMessageContaining("got 2 and 1");
    }

    private static float[] toFloat(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
