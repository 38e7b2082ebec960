package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Codes of labels are names: what numbers they are makes no difference. */
class LevelsTest {
    private static final int N = 2000;

    private static Samples coded(int[] labels, double... codes) {
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = (float) codes[labels[i]];
        }
        return Samples.of(values);
    }

    @Test
    void theCodeOfALabelMakesNoDifference() {
        Random random = new Random(1);
        int[] labels = new int[N];
        float[] t = new float[N];
        for (int i = 0; i < N; i++) {
            labels[i] = random.nextInt(3);
            t[i] = (float) (3 * labels[i] + random.nextGaussian());
        }
        Samples values = Samples.of(t);
        double plain = LabelKnn.standard()
                .estimate(Samples.ofLabels(labels), values, 0)
                .value()
                .nats();
        double[][] codes = {{0, 1, 2}, {5, 1_000_000, 7}, {0, 0.001, 0.002}, {-3e30, 0, 1}, {2, 0, 1}};
        for (double[] code : codes) {
            Samples x = coded(labels, code);
            for (Estimate estimate : new Estimate[] {
                MixedKsg.standard().estimate(x, values, 0),
                MixedKsg.standard().estimate(values, x, 0),
                LabelKnn.standard().estimate(x, values, 0)
            }) {
                assertThat(estimate.value().nats()).isCloseTo(plain, within(0.03));
                assertThat(estimate.warnings()).isEmpty();
            }
        }
    }

    @Test
    void aCodedColumnBesideAContinuousOneCountsInFull() {
        Random random = new Random(2);
        int[] labels = new int[N];
        double[] codes = {5, 1e6, 7};
        double[][] x = new double[N][2];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            labels[i] = random.nextInt(3);
            x[i] = new double[] {codes[labels[i]], random.nextGaussian()};
            t[i][0] = 8 * labels[i] + random.nextGaussian();
        }
        assertThat(MixedKsg.standard()
                        .estimate(Samples.of(x), Samples.of(t), 0)
                        .value()
                        .nats())
                .isCloseTo(Math.log(3), within(0.05));
    }

    @Test
    void aBitFarApartReadsItsEntropyWithoutAGaussianAlarm() {
        Random random = new Random(3);
        int[] bits = new int[N];
        float[] t = new float[N];
        for (int i = 0; i < N; i++) {
            bits[i] = random.nextInt(2);
            t[i] = (float) (6 * bits[i] + random.nextGaussian());
        }
        Estimate estimate = MixedKsg.standard().estimate(Samples.ofLabels(bits), Samples.of(t), 0);
        assertThat(estimate.value().nats()).isCloseTo(0.69, within(0.01));
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void countsOnBothSidesAreComparedWithCounting() {
        Random random = new Random(4);
        int missed = 0;
        for (int draw = 0; draw < 10; draw++) {
            int[] x = new int[N];
            int[] t = new int[N];
            for (int i = 0; i < N; i++) {
                x[i] = (int) Math.round(3 * random.nextGaussian());
                t[i] = (int) Math.round(3 * random.nextGaussian());
            }
            Estimate estimate = MixedKsg.standard().estimate(Samples.ofLabels(x), Samples.ofLabels(t), 0);
            missed += Math.abs(estimate.value().nats())
                            > 1.96 * estimate.standardError().orElseThrow().nats()
                    ? 1
                    : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(1);
    }

    @Test
    void moreSymbolsThanSamplesCanShowAreSaidToBeMixed() {
        Random random = new Random(5);
        Samples x = Samples.ofLabels(random.ints(N, 0, 100).toArray());
        Samples t = Samples.ofLabels(random.ints(N, 0, 100).toArray());
        assertThat(MixedKsg.standard().estimate(x, t, 0).warnings())
                .anySatisfy(w -> assertThat(w).contains("neighbourhoods mix values"));
    }

    @Test
    void tooFewRowsForLabelsAreRefusedForThatReason() {
        MiEstimator knn = LabelKnn.standard();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> knn.estimate(Samples.ofLabels(0, 1), Samples.of(new float[] {1, 2}), 0))
                .withMessageContaining("all 2 rows differ")
                .withMessageContaining("too few rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> knn.estimate(Samples.ofLabels(0), Samples.of(new float[] {1}), 0))
                .withMessageContaining("at least 2 samples are needed, got 1");
        assertThat(knn.estimate(Samples.ofLabels(0, 1, 1), Samples.of(new float[] {1, 2, 3}), 0)
                        .warnings())
                .anySatisfy(w -> assertThat(w).startsWith("too few samples"));
    }
}
