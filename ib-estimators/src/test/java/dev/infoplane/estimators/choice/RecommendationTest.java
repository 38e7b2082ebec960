package dev.infoplane.estimators.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecommendationTest {
    /** Matched samples of known information. */
    private record Draws(Samples x, Samples t, double nats) {
        static Draws gaussianPairs(int n, int d, double rho, long seed) {
            Random random = new Random(seed);
            double[][] x = new double[n][d];
            double[][] t = new double[n][d];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < d; j++) {
                    x[i][j] = random.nextGaussian();
                    t[i][j] = rho * x[i][j] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                }
            }
            return new Draws(Samples.of(x), Samples.of(t), -0.5 * d * Math.log(1 - rho * rho));
        }

        Draws rolled() {
            int[] order = new int[t.rows()];
            Arrays.setAll(order, i -> (i + 1) % order.length);
            return new Draws(x, t.select(order), 0);
        }
    }

    private static final int N = 1000;

    static Stream<Arguments> tasks() {
        Draws pair = Draws.gaussianPairs(N, 1, 0.7, 1);
        Draws strong = Draws.gaussianPairs(N, 1, 0.99999, 2);
        Draws five = Draws.gaussianPairs(N, 5, 0.5, 3);
        Draws wide = Draws.gaussianPairs(N, 25, 0.4, 4);
        Draws wider = Draws.gaussianPairs(N, 120, 0.4, 14);
        return Stream.of(
                Arguments.of("a pair of normals", "ksg1", pair),
                Arguments.of("the same with rows moved on", "ksg1", pair.rolled()),
                Arguments.of("heavy tails", "ksg1", mapped(pair, v -> Math.sinh(4 * v))),
                Arguments.of("strong dependence", "", strong),
                Arguments.of("five columns", "", five),
                Arguments.of("25 columns", "gaussian-copula", wide),
                Arguments.of("more columns than rows allow", "gaussian-copula", wider),
                Arguments.of("two dice", "discrete", dice(6, 6, 0.5)),
                Arguments.of("too many symbols", "", dice(300, 300, 0)),
                Arguments.of("a constant", "discrete", new Draws(pair.x(), Samples.of(new float[N]), 0)),
                Arguments.of("a label and a number", "label-knn", labelled(1, 3)),
                Arguments.of("a label and a wide layer", "", labelled(60, 3)),
                Arguments.of("rectified units", "ksg-mixed", rectified()),
                Arguments.of("images of two levels and their label", "", bits(64)),
                Arguments.of("rows written twice", "", twice(Draws.gaussianPairs(N / 2, 1, 0, 5))),
                Arguments.of("a parabola", "ksg1", parabola()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tasks")
    void theRecommendedEstimatorIsRightOrWarns(String name, String expected, Draws draws) {
        Recommendation recommendation = Estimators.recommend(draws.x(), draws.t());
        Estimate estimate = recommendation.estimator().estimate(draws.x(), draws.t(), 1);

        if (!expected.isEmpty()) {
            assertThat(recommendation.id()).as(recommendation.toString()).isEqualTo(expected);
        }
        assertThat(recommendation.reasons()).hasSizeGreaterThanOrEqualTo(3).allMatch(r -> r.endsWith("."));
        assertThat(recommendation.considered()).isNotEmpty();
        if (estimate.warnings().isEmpty()) {
            double error = 3 * estimate.standardError().orElseThrow().nats() + 1e-9;
            if (estimate.bound() == BoundKind.LOWER) {
                assertThat(estimate.value().nats()).as(estimate.toString()).isLessThan(draws.nats() + error);
            } else {
                assertThat(estimate.value().nats()).as(estimate.toString()).isCloseTo(draws.nats(), within(error));
            }
        }
    }

    @Test
    void easyTasksGetAnEstimateWithoutAWarning() {
        for (Draws draws : new Draws[] {
            Draws.gaussianPairs(N, 1, 0.7, 1), Draws.gaussianPairs(N, 2, 0.5, 2), dice(6, 6, 0.5), labelled(1, 3)
        }) {
            Recommendation recommendation = Estimators.recommend(draws.x(), draws.t());
            assertThat(recommendation
                            .estimator()
                            .estimate(draws.x(), draws.t(), 1)
                            .warnings())
                    .as(recommendation.toString())
                    .isEmpty();
        }
    }

    @Test
    void labelsMayBeOnEitherSide() {
        Draws draws = labelled(2, 4);

        assertThat(Estimators.recommend(draws.x(), draws.t()).id())
                .isEqualTo(Estimators.recommend(draws.t(), draws.x()).id())
                .isEqualTo("label-knn");
    }

    @Test
    void whatSpeaksAgainstItIsSaid() {
        assertThat(Estimators.recommend(labelled(60, 3).x(), labelled(60, 3).t())
                        .cautions())
                .anyMatch(c -> c.contains("decoder bound"));
        Draws few = Draws.gaussianPairs(30, 1, 0.5, 1);
        assertThat(Estimators.recommend(few.x(), few.t()).cautions()).anyMatch(c -> c.startsWith("30 rows are few"));
        Draws copies = twice(Draws.gaussianPairs(N / 2, 1, 0, 5));
        assertThat(Estimators.recommend(copies.x(), copies.t()).cautions()).anyMatch(c -> c.contains("written twice"));
    }

    @Test
    void theSameSamplesGetTheSameAnswer() {
        Draws draws = Draws.gaussianPairs(3000, 2, 0.5, 8);

        assertThat(Estimators.recommend(draws.x(), draws.t()).toString())
                .isEqualTo(Estimators.recommend(draws.x(), draws.t()).toString())
                .contains("recommended: ksg1 {")
                .contains("because: x is continuous: 2 columns")
                .contains("tried ksg1: ");
    }

    @Test
    void sidesThatDoNotMatchAreRefused() {
        Samples column = Samples.of(new float[50], 1);

        assertThatThrownBy(() -> Estimators.recommend(column, Samples.of(new float[500], 50)))
                .hasMessageContaining("t looks transposed");
    }

    private static Draws mapped(Draws draws, DoubleUnaryOperator map) {
        float[] values = draws.t().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) map.applyAsDouble(values[i]);
        }
        return new Draws(draws.x(), Samples.of(values, draws.t().dimensions()), draws.nats());
    }

    /** t is x with probability keep, otherwise any symbol. */
    private static Draws dice(int ofX, int ofT, double keep) {
        Random random = new Random(ofX);
        int[] x = random.ints(N, 0, ofX).toArray();
        int[] t = new int[N];
        Arrays.setAll(t, i -> random.nextDouble() < keep ? x[i] : random.nextInt(ofT));
        double same = keep + (1 - keep) / ofT;
        double other = (1 - keep) / ofT;
        double nats = keep == 0 ? 0 : Math.log(ofT) + same * Math.log(same) + (ofT - 1) * other * Math.log(other);
        return new Draws(Samples.ofLabels(x), Samples.ofLabels(t), nats);
    }

    /** Far classes in the first column, noise in the others: the label's entropy. */
    private static Draws labelled(int d, int classes) {
        Random random = new Random(d);
        int[] labels = random.ints(N, 0, classes).toArray();
        double[][] t = new double[N][d];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < d; j++) {
                t[i][j] = random.nextGaussian() + (j == 0 ? 30 * labels[i] : 0);
            }
        }
        return new Draws(Samples.ofLabels(labels), Samples.of(t), Math.log(classes));
    }

    /** The positive part of two independent normals. */
    private static Draws rectified() {
        Draws draws = mapped(Draws.gaussianPairs(N, 1, 0, 6), v -> Math.max(0, v));
        float[] x = draws.x().toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        return new Draws(Samples.of(x), draws.t(), 0);
    }

    /** Random bits; the label is the first. */
    private static Draws bits(int d) {
        Random random = new Random(d);
        float[] x = new float[N * d];
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < d; j++) {
                x[i * d + j] = random.nextInt(2);
            }
            labels[i] = (int) x[i * d];
        }
        return new Draws(Samples.of(x, d), Samples.ofLabels(labels), Math.log(2));
    }

    private static Draws twice(Draws draws) {
        int[] rows = new int[2 * draws.x().rows()];
        Arrays.setAll(rows, i -> i / 2);
        return new Draws(draws.x().select(rows), draws.t().select(rows), draws.nats());
    }

    /** t = x² + uniform noise on [0, 1], x uniform on [-1, 1]: H(T) of a sum of two uniform-like parts, less zero. */
    private static Draws parabola() {
        Random random = new Random(7);
        double[][] x = new double[N][1];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            x[i][0] = 2 * random.nextDouble() - 1;
            t[i][0] = x[i][0] * x[i][0] + random.nextDouble();
        }
        return new Draws(Samples.of(x), Samples.of(t), entropyOfSum());
    }

    /** The differential entropy of U² + V for uniform U, V on [0, 1]: its density is √s up to 1 and 1 - √(s - 1) beyond. */
    private static double entropyOfSum() {
        int steps = 1_000_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double s = 2.0 * (i + 0.5) / steps;
            double density = s < 1 ? Math.sqrt(s) : 1 - Math.sqrt(s - 1);
            sum -= density > 0 ? 2.0 / steps * density * Math.log(density) : 0;
        }
        return sum;
    }

    @Test
    void theReasonForAConstantIsThatItHoldsNothing() {
        Samples t = Draws.gaussianPairs(200, 3, 0.5, 4).t();
        Samples constant = Samples.of(new float[200]);
        for (Recommendation found : new Recommendation[] {
            Estimators.recommend(constant, t),
            Estimators.recommend(t, constant),
            Estimators.recommend(constant, constant)
        }) {
            assertThat(found.reasons())
                    .anyMatch(reason -> reason.startsWith("There is no information about or in a constant"));
            assertThat(found.reasons()).noneMatch(reason -> reason.contains("Both sides"));
            assertThat(found.considered().get(0).finding()).startsWith("0.000 nats");
        }
    }
}
