package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
    /** The square of the correlation, in the place of an information. */
    private static final MiEstimator SQUARE = new MiEstimator() {
        @Override
        public String id() {
            return "square";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            double sum = 0;
            for (int i = 0; i < x.rows(); i++) {
                sum += x.get(i, 0) * t.get(i, 0) / x.rows();
            }
            return Estimate.of(Information.ofNats(sum * sum), BoundKind.RELATED, id(), x.rows())
                    .build();
        }
    };

    private static Samples noise(int n, int seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values);
    }

    @Test
    void dependentVariablesGetTheSmallestP() {
        Samples x = noise(200, 1);

        PermutationTest.Result result = PermutationTest.of(99).test(SQUARE, x, x, 1);

        assertThat(result.pValue()).isEqualTo(0.01);
        assertThat(result.shuffled()).hasSize(99);
        assertThat(result.baseline().nats()).isBetween(0.0, 0.02);
        assertThat(result.aboveBaseline().nats())
                .isCloseTo(result.estimate().value().nats(), within(0.02));
        assertThat(result.ignoresPairing()).isFalse();
    }

    @Test
    void independentVariablesGetAnyPAboutAsOften() {
        int small = 0;
        for (int run = 0; run < 300; run++) {
            Samples x = noise(30, 2 * run);
            Samples t = noise(30, 2 * run + 1);
            small += PermutationTest.of(19).test(SQUARE, x, t, run).pValue() <= 0.2 ? 1 : 0;
        }

        assertThat(small).isBetween(40, 80);
    }

    @Test
    void anEstimatorThatIgnoresPairsGetsPOneAndIsSaidToIgnoreThem() {
        MiEstimator entropy = new Constant();

        PermutationTest.Result result = PermutationTest.of(9).test(entropy, noise(20, 1), noise(20, 2), 1);

        assertThat(result.pValue()).isEqualTo(1);
        assertThat(result.ignoresPairing()).isTrue();
    }

    @Test
    void threadsChangeNoValue() {
        Samples x = noise(50, 1);
        Samples t = noise(50, 2);
        PermutationTest.Result one = PermutationTest.of(40).test(SQUARE, x, t, 9);

        PermutationTest.Result four = PermutationTest.of(40).withThreads(4).test(SQUARE, x, t, 9);

        assertThat(four.shuffled()).isEqualTo(one.shuffled());
        assertThat(four.pValue()).isEqualTo(one.pValue());
        assertThat(PermutationTest.of(40).test(SQUARE, x, t, 10).shuffled()).isNotEqualTo(one.shuffled());
    }

    @Test
    void theEstimatorIsPreparedOnce() {
        AtomicInteger prepared = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        MiEstimator counting = new Constant() {
            @Override
            public Prepared prepare(Samples x, long seed) {
                prepared.incrementAndGet();
                return new Prepared() {
                    @Override
                    public Estimate estimate(Samples t) {
                        return new Constant().estimate(x, t, seed);
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
            }
        };

        PermutationTest.of(20).test(counting, noise(9, 1), noise(9, 2), 1);

        assertThat(prepared).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatTheEstimatorRefusesIsRefusedOnAnyNumberOfThreads() {
        MiEstimator refusing = new Constant() {
            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                throw new IllegalArgumentException("no");
            }
        };

        assertThatThrownBy(() -> PermutationTest.of(3).withThreads(2).test(refusing, noise(9, 1), noise(9, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThatThrownBy(() -> PermutationTest.of(3).test(SQUARE, noise(9, 1), noise(8, 2), 1))
                .hasMessageContaining("9 and 8");
        assertThatThrownBy(() -> PermutationTest.of(0)).hasMessageContaining("at least 1, got 0");
        assertThatThrownBy(() -> PermutationTest.of(5).withThreads(0)).hasMessageContaining("at least 1, got 0");
    }

    private static class Constant implements MiEstimator {
        @Override
        public String id() {
            return "constant";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            return Estimate.of(Information.ofNats(2), BoundKind.POINT, id(), x.rows())
                    .build();
        }
    }
}
