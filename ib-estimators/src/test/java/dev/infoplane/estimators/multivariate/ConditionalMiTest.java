package dev.infoplane.estimators.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.PairwiseDistance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionalMiTest {
    /** x, t and given, in columns. */
    private record Triple(Samples x, Samples t, Samples given) {
        /** x = a g + e, t = b g + c e + f: the partial correlation of x and t is c / √(c² + 1). */
        static Triple gaussian(int n, double a, double b, double c, long seed) {
            Random random = new Random(seed);
            float[][] rows = new float[3][n];
            for (int i = 0; i < n; i++) {
                double g = random.nextGaussian();
                double e = random.nextGaussian();
                rows[0][i] = (float) (a * g + e);
                rows[1][i] = (float) (b * g + c * e + random.nextGaussian());
                rows[2][i] = (float) g;
            }
            return new Triple(Samples.of(rows[0]), Samples.of(rows[1]), Samples.of(rows[2]));
        }

        Estimate by(ConditionalMi estimator) {
            return estimator.estimate(x, t, given, 1);
        }
    }

    private static double partial(double c) {
        return 0.5 * Math.log(1 + c * c);
    }

    static List<ConditionalMi> continuous() {
        return List.of(ConditionalMi.ksg(), ConditionalMi.gaussian(), new PartialGaussian(true));
    }

    private static void assertRightOrWarned(Estimate estimate, double nats) {
        double error = estimate.standardError().orElseThrow().nats();
        if (estimate.warnings().isEmpty()) {
            assertThat(estimate.value().nats()).isCloseTo(nats, within(3 * error));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.5", "1, 1, 0.5", "1, -1, 0.5", "1, 2, 0", "0.5, 0.5, 2"})
    void partialCorrelationsOfNormalVariablesAreFound(double a, double b, double c) {
        for (ConditionalMi estimator : continuous()) {
            Estimate estimate = Triple.gaussian(3000, a, b, c, 1).by(estimator);

            assertThat(estimate.value().nats()).as(estimator.id()).isCloseTo(partial(c), within(0.06));
            assertRightOrWarned(estimate, partial(c));
            assertThat(estimate.warnings()).as(estimator.id()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void aChainThroughTheGivenVariableHasNothingLeft(ConditionalMi estimator) {
        Estimate estimate = Triple.gaussian(3000, 2, 2, 0, 3).by(estimator);

        assertThat(estimate.value().nats()).isCloseTo(0, within(0.05));
    }

    /** Where x and t follow the given variable within a neighbourhood, neighbours take that for dependence. */
    @Test
    void aTightChainIsRightOrWarned() {
        for (double tight : new double[] {5, 20, 100}) {
            assertRightOrWarned(Triple.gaussian(1000, tight, tight, 0, 4).by(ConditionalMi.ksg()), 0);
        }
    }

    @Test
    void theGaussianValueIsUnbiasedWhereTheGivenVariableHasManyColumns() {
        double sum = 0;
        for (int run = 0; run < 60; run++) {
            Random random = new Random(run);
            double[][] g = new double[60][30];
            double[][] x = new double[60][1];
            double[][] t = new double[60][1];
            for (int i = 0; i < 60; i++) {
                for (int j = 0; j < 30; j++) {
                    g[i][j] = random.nextGaussian();
                }
                x[i][0] = g[i][0] + random.nextGaussian();
                t[i][0] = g[i][1] + random.nextGaussian();
            }
            sum += ConditionalMi.gaussian()
                            .estimate(Samples.of(x), Samples.of(t), Samples.of(g), 1)
                            .value()
                            .nats()
                    / 60;
        }

        assertThat(sum).isCloseTo(0, within(0.02));
    }

    @Test
    void dependenceThatIsNotLinearIsFoundByNeighbours() {
        Random random = new Random(5);
        int n = 4000;
        float[] x = new float[n];
        float[] t = new float[n];
        float[] g = new float[n];
        for (int i = 0; i < n; i++) {
            g[i] = (float) random.nextGaussian();
            x[i] = (float) (g[i] * g[i] + random.nextGaussian());
            t[i] = (float) (Math.sin(2 * g[i]) + random.nextGaussian());
        }
        Estimate chain = ConditionalMi.ksg().estimate(Samples.of(x), Samples.of(t), Samples.of(g), 1);

        assertThat(chain.value().nats()).isCloseTo(0, within(0.05));
        assertRightOrWarned(chain, 0);
    }

    /** Y is a fair coin, x another, t = x xor y: nothing without y, one bit with it. */
    @Test
    void anExclusiveOrIsOneBit() {
        int n = 4000;
        int[] x = new int[n];
        int[] t = new int[n];
        int[] y = new int[n];
        Random random = new Random(6);
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(2);
            y[i] = random.nextInt(2);
            t[i] = x[i] ^ y[i];
        }
        Estimate estimate =
                ConditionalMi.discrete().estimate(Samples.ofLabels(x), Samples.ofLabels(t), Samples.ofLabels(y), 1);

        assertThat(estimate.value().bits()).isCloseTo(1, within(0.01));
        assertThat(estimate.warnings()).isEmpty();
        assertThat(estimate.bound()).isEqualTo(BoundKind.POINT);
    }

    /** Counts of p(y) = ½, ½ and, within y, a table of known information. */
    @Test
    void aTableIsReadAsItIs() {
        int[][] cells = {{0, 0, 300}, {0, 1, 100}, {1, 0, 100}, {1, 1, 300}};
        int n = 1600;
        int[] x = new int[n];
        int[] t = new int[n];
        int[] y = new int[n];
        int at = 0;
        for (int group = 0; group < 2; group++) {
            for (int[] cell : cells) {
                for (int i = 0; i < cell[2]; i++) {
                    x[at] = cell[0];
                    t[at] = group == 0 ? cell[1] : 7;
                    y[at++] = group;
                }
            }
        }
        double within = Math.log(2) + 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25);

        Estimate estimate =
                ConditionalMi.discrete().estimate(Samples.ofLabels(x), Samples.ofLabels(t), Samples.ofLabels(y), 1);

        assertThat(estimate.value().nats()).isCloseTo(within / 2, within(0.002));
    }

    @Test
    void neighboursTakeALabelAsGiven() {
        int n = 3000;
        Random random = new Random(7);
        float[] x = new float[n];
        float[] t = new float[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextInt(3);
            double e = random.nextGaussian();
            x[i] = (float) (4 * y[i] + e);
            t[i] = (float) (-4 * y[i] + (y[i] == 0 ? e : 0) + random.nextGaussian());
        }
        Estimate estimate = ConditionalMi.ksg().estimate(Samples.of(x), Samples.of(t), Samples.ofLabels(y), 1);

        assertThat(estimate.value().nats()).isCloseTo(0.5 * Math.log(2) / 3, within(0.04));
        assertRightOrWarned(estimate, 0.5 * Math.log(2) / 3);
        assertThat(estimate.pointwiseNats()).isPresent();
    }

    @Test
    void aConstantGivenVariableChangesNothing() {
        Triple triple = Triple.gaussian(800, 0, 0, 1, 8);
        Samples nothing = Samples.of(new float[800]);
        Estimate plain = Ksg.one().estimate(triple.x, triple.t, 1);

        Estimate conditional = ConditionalMi.ksg().estimate(triple.x, triple.t, nothing, 1);

        assertThat(conditional.value().nats()).isCloseTo(plain.value().nats(), within(1e-12));
        assertThat(ConditionalMi.gaussian()
                        .estimate(triple.x, triple.t, nothing, 1)
                        .value()
                        .nats())
                .isCloseTo(partial(1), within(0.08));
    }

    /** A bias that is hidden by chance in each of many groups adds up over them. */
    @Test
    void biasThatAddsUpOverManyGroupsIsWarnedOf() {
        int n = 2400;
        Random random = new Random(9);
        int[] x = random.ints(n, 0, 6).toArray();
        int[] t = random.ints(n, 0, 6).toArray();
        int[] y = random.ints(n, 0, 120).toArray();

        for (ConditionalMi estimator :
                List.of(ConditionalMi.discrete(), ConditionalMi.within(dev.infoplane.estimators.Discrete.plugIn()))) {
            Estimate estimate = estimator.estimate(Samples.ofLabels(x), Samples.ofLabels(t), Samples.ofLabels(y), 1);
            assertRightOrWarned(estimate, 0);
        }
    }

    @Test
    void tooFewRowsForEachLabelAreRefused() {
        Triple triple = Triple.gaussian(200, 0, 0, 1, 10);
        int[] pairs = new int[200];
        for (int i = 0; i < 200; i++) {
            pairs[i] = i / 2;
        }

        for (ConditionalMi estimator : List.of(ConditionalMi.ksg(), ConditionalMi.discrete())) {
            assertThatThrownBy(() -> estimator.estimate(triple.x, triple.t, Samples.ofLabels(pairs), 1))
                    .hasMessageContaining("200 of 200 rows are in groups of fewer than 8 (100 different values)");
        }
    }

    @Test
    void aGivenVariableOfBothKindsIsRefused() {
        Triple triple = Triple.gaussian(200, 1, 1, 1, 11);
        float[] rectified = triple.given.toArray();
        for (int i = 0; i < rectified.length; i++) {
            rectified[i] = Math.max(0, rectified[i]);
        }

        assertThatThrownBy(() -> ConditionalMi.ksg().estimate(triple.x, triple.t, Samples.of(rectified), 1))
                .hasMessageContaining("neither discrete nor continuous");
    }

    @Test
    void tiesAndConstantsAreWarnedOf() {
        Triple triple = Triple.gaussian(600, 1, 1, 1, 12);
        float[] rounded = triple.x.toArray();
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.round(rounded[i]);
        }
        Samples nothing = Samples.of(new float[600]);

        assertThat(ConditionalMi.ksg()
                        .estimate(Samples.of(rounded), triple.t, triple.given, 1)
                        .warnings())
                .anyMatch(w -> w.startsWith("values repeat") && w.contains("of x"));
        assertThat(ConditionalMi.ksg()
                        .estimate(nothing, triple.t, triple.given, 1)
                        .warnings())
                .isNotEmpty();
        assertThat(ConditionalMi.gaussian()
                        .estimate(nothing, triple.t, triple.given, 1)
                        .warnings())
                .contains("x is constant: nothing to know");
        assertThatThrownBy(() -> ConditionalMi.gaussian().estimate(triple.given, triple.t, triple.given, 1))
                .hasMessageContaining("given determines a column of x");
    }

    /** Names are no quantities: a line through the codes of labels removes nothing that it should. */
    @Test
    void aLineThroughLabelsIsWarnedOf() {
        int n = 2000;
        Random random = new Random(13);
        float[] x = new float[n];
        float[] t = new float[n];
        int[] y = new int[n];
        double[] middle = {0, 5, -5, 2};
        for (int i = 0; i < n; i++) {
            y[i] = random.nextInt(4);
            x[i] = (float) (middle[y[i]] + random.nextGaussian());
            t[i] = (float) (middle[y[i]] + random.nextGaussian());
        }

        assertThat(ConditionalMi.gaussian()
                        .estimate(Samples.of(x), Samples.of(t), Samples.ofLabels(y), 1)
                        .warnings())
                .isNotEmpty();
    }

    @Test
    void theClaimIsThatOfTheEstimatorInside() {
        Triple triple = Triple.gaussian(400, 0, 0, 1, 14);
        int[] halves = new int[400];
        for (int i = 0; i < 400; i++) {
            halves[i] = i % 2;
        }
        Samples given = Samples.ofLabels(halves);

        Estimate upper = ConditionalMi.within(PairwiseDistance.upper(2)).estimate(triple.x, triple.t, given, 1);
        Estimate binned = ConditionalMi.within(Binning.fixedWidth(0.5)).estimate(triple.x, triple.t, given, 1);

        assertThat(upper.noise()).isEqualTo(NoiseModel.gaussian(2));
        assertThat(upper.estimator()).isEqualTo("conditional-pairwise-upper");
        assertThat(upper.settings()).containsEntry("sigma", "2.0");
        assertThat(binned.noise()).isEqualTo(NoiseModel.quantised(0.5));
    }

    @Test
    void wrongRowsAreRefused() {
        Triple triple = Triple.gaussian(50, 0, 0, 1, 15);

        for (ConditionalMi estimator : continuous()) {
            assertThatThrownBy(() -> estimator.estimate(triple.x, triple.t, triple.given.slice(0, 49), 1))
                    .hasMessageContaining("given must have the same number of rows as x and t, got 49 and 50");
            assertThatThrownBy(() -> estimator.estimate(triple.x, triple.t.slice(0, 49), triple.given, 1))
                    .hasMessageContaining("got 50 and 49");
            assertThatThrownBy(() -> estimator.estimate(
                            triple.x,
                            triple.t,
                            Samples.of(new float[] {Float.NaN}).select(new int[50]),
                            1))
                    .hasMessageContaining("every value of given must be finite");
        }
    }

    @Test
    void threadsChangeNoBit() {
        Triple triple = Triple.gaussian(700, 1, 1, 1, 16);
        FrenzelPompe one = new FrenzelPompe(3, dev.infoplane.estimators.MarginalTransform.NORMAL_SCORES, 1);
        FrenzelPompe three = new FrenzelPompe(3, dev.infoplane.estimators.MarginalTransform.NORMAL_SCORES, 3);

        assertThat(triple.by(one).toString()).isEqualTo(triple.by(three).toString());
    }
}
