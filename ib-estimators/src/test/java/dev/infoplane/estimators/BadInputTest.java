package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Awkward input is answered by a finite estimate or by a refusal that says what is wrong, by every estimator. */
class BadInputTest {
    private static Samples normal(int n, int d, double scale, double shift, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian() + shift);
        }
        return Samples.of(values, d);
    }

    private static Samples repeated(Samples samples, int times) {
        int[] rows = new int[samples.rows() * times];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % samples.rows();
        }
        return samples.select(rows);
    }

    static Stream<Arguments> awkward() {
        Samples plain = normal(60, 2, 1, 0, 1);
        List<Arguments> all = new ArrayList<>();
        for (String id : EstimatorRegistry.load().ids()) {
            all.add(Arguments.of(id, "x constant", Samples.of(new float[120], 2), plain));
            all.add(Arguments.of(id, "both constant", Samples.of(new float[60]), Samples.of(new float[60])));
            all.add(Arguments.of(
                    id, "every row ten times", repeated(plain.slice(0, 6), 10), repeated(plain.slice(6, 12), 10)));
            all.add(Arguments.of(id, "t is x", plain, plain));
            all.add(Arguments.of(id, "more columns than rows", normal(12, 30, 1, 0, 2), normal(12, 30, 1, 0, 3)));
            all.add(Arguments.of(id, "one row", plain.slice(0, 1), plain.slice(1, 2)));
            all.add(Arguments.of(id, "two rows", plain.slice(0, 2), plain.slice(2, 4)));
            all.add(Arguments.of(id, "huge values", normal(60, 2, 1e37, 0, 2), plain));
            all.add(Arguments.of(id, "tiny values", normal(60, 2, 1e-40, 0, 2), plain));
            all.add(Arguments.of(id, "far from zero", normal(60, 2, 1, 1e7, 2), plain));
            all.add(Arguments.of(id, "labels and vectors", labels(60), plain));
        }
        return all.stream();
    }

    private static Samples labels(int n) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 3;
        }
        return Samples.ofLabels(labels);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("awkward")
    void isAnsweredOrRefusedInWords(String id, String what, Samples x, Samples t) {
        MiEstimator estimator = Budget.of(id, 40);
        try {
            Estimate estimate = estimator.estimate(x, t, 1);
            assertThat(estimate.value().nats()).isFinite();
            estimate.standardError().ifPresent(error -> assertThat(error.nats()).isFinite());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    static Stream<Arguments> holdingNothing() {
        Samples plain = normal(400, 2, 1, 0, 1);
        Samples constant = Samples.of(new float[800], 2);
        List<Arguments> all = new ArrayList<>();
        for (String id : EstimatorRegistry.load().ids()) {
            Capabilities can = EstimatorRegistry.load().provider(id).capabilities();
            if (can.bound() == BoundKind.RELATED) {
                continue; // reads nothing only in the limit of wide kernels
            }
            all.add(Arguments.of(id, "x constant", constant, plain));
            all.add(Arguments.of(id, "t constant", plain, constant));
            all.add(Arguments.of(id, "both constant", constant, constant));
            all.add(Arguments.of(id, "labels", labels(400), plain));
            if (can.variables().contains(Variables.CONTINUOUS)) {
                all.add(Arguments.of(id, "a constant column", withConstant(normal(400, 1, 1, 0, 2)), plain));
                all.add(Arguments.of(id, "huge values", normal(400, 2, 1e37, 0, 2), plain));
                all.add(Arguments.of(id, "tiny values", normal(400, 2, 1e-40, 0, 2), plain));
                all.add(Arguments.of(id, "far from zero", normal(400, 2, 1, 1e5, 2), plain));
            }
        }
        return all.stream();
    }

    private static Samples withConstant(Samples column) {
        float[] values = new float[2 * column.rows()];
        for (int i = 0; i < column.rows(); i++) {
            values[2 * i] = column.get(i, 0);
            values[2 * i + 1] = 3;
        }
        return Samples.of(values, 2);
    }

    /**
     * Sides that have nothing to do with each other read near zero (a bound, on its side of it), or the result says what is
     * wrong, or they are refused.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("holdingNothing")
    void whatHoldsNothingReadsNothingOrSaysWhyNot(String id, String what, Samples x, Samples t) {
        Estimate estimate;
        try {
            estimate = Budget.of(id, 200).estimate(x, t, 1);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).containsAnyOf("repeat", "labels");
            return;
        }
        double nats = estimate.value().nats();
        boolean said = estimate.warnings().stream()
                .anyMatch(w -> w.startsWith("at its ceiling")
                        || w.startsWith("values repeat")
                        || w.startsWith("below zero")
                        || w.startsWith("undersampled"));
        boolean exact = estimate.bound() == BoundKind.EXACT || id.startsWith("binning");
        if (what.endsWith("constant")) {
            assertThat(estimate.bound() == BoundKind.LOWER ? Math.max(0, nats) : nats)
                    .isCloseTo(0, within(id.equals("pairwise-upper") ? 1.1 : 1e-9));
        } else if (!said && !exact) { // the few samples of those are read as they are: no two are alike
            double most = estimate.bound() == BoundKind.UPPER ? 1.5 : 0.1;
            assertThat(nats)
                    .as("%s, %s: %s", id, what, estimate)
                    .isBetween(estimate.bound() == BoundKind.LOWER ? -1.5 : -0.1, most);
        }
    }

    @Test
    void nothingCanBePreparedFromNoRows() {
        for (String id : EstimatorRegistry.load().ids()) {
            MiEstimator estimator = EstimatorRegistry.load().create(id);
            assertThatIllegalArgumentException()
                    .as(id)
                    .isThrownBy(() ->
                            estimator.prepare(Samples.of(new float[0], 2), 1).estimate(Samples.of(new float[0], 2)));
        }
        for (String id : List.of("discrete", "exact", "binning-width", "pairwise-lower", "ksg1")) {
            assertThatIllegalArgumentException()
                    .as(id)
                    .isThrownBy(() -> EstimatorRegistry.load().create(id).prepare(Samples.of(new float[0], 2), 1));
        }
    }

    @Test
    void aRangeTooWideForDoublesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.fixedCount(30, -1e308, 1e308))
                .withMessageContaining("their distance finite, got low = -1.0E308");
    }

    @Test
    void valuesAreWorthReadingOnlyWithTheirWarnings() {
        Samples x = normal(500, 512, 1, 0, 1);
        Samples t = normal(500, 512, 1, 0, 2);
        for (String id : List.of("ksg1", "ksg2", "ksg-mixed", "kozachenko-leonenko", "pairwise-upper")) {
            assertThat(EstimatorRegistry.load().create(id).estimate(x, t, 1).warnings())
                    .as(id)
                    .isNotEmpty();
        }
        assertThat(LabelKnn.standard().estimate(labels(500), t, 1).warnings()).isNotEmpty();
    }
}
