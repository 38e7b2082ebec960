package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
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
        MiEstimator estimator = EstimatorRegistry.load().create(id);
        try {
            Estimate estimate = estimator.estimate(x, t, 1);
            assertThat(estimate.value().nats()).isFinite();
            estimate.standardError().ifPresent(error -> assertThat(error.nats()).isFinite());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("NaN").doesNotContain("Infinity");
        }
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
