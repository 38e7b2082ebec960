package dev.infoplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.Setting;
import java.util.Map;

/** What an estimator must not take. */
final class Refusals {
    private Refusals() {}

    /** NaN, infinity, no rows and unequal numbers of rows, whether measured at once or prepared first. */
    static void ofBadInput(MiEstimator estimator, KnownPair pair) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] values = pair.t().toArray();
            values[values.length / 2] = bad;
            Samples spoilt = Samples.of(values, pair.t().rowShape());
            refused(estimator, pair.x(), spoilt);
            refused(estimator, spoilt, pair.x());
        }
        refused(estimator, pair.x().slice(0, 0), pair.t().slice(0, 0));
        refused(estimator, pair.x(), pair.t().slice(0, pair.t().rows() - 1));
    }

    private static void refused(MiEstimator estimator, Samples x, Samples t) {
        assertThatIllegalArgumentException()
                .as("estimate")
                .isThrownBy(() -> estimator.estimate(x, t, 1))
                .extracting(Throwable::getMessage)
                .asString()
                .isNotBlank();
        assertThatIllegalArgumentException()
                .as("prepare, then estimate")
                .isThrownBy(() -> {
                    try (MiEstimator.Prepared prepared = estimator.prepare(x, 1)) {
                        prepared.estimate(t);
                    }
                })
                .extracting(Throwable::getMessage)
                .asString()
                .isNotBlank();
    }

    /** Names that are not declared, and values that are not of their type. */
    static void ofBadSettings(EstimatorProvider provider) {
        String unknown = "no such setting";
        assertThatIllegalArgumentException()
                .as("an unknown setting")
                .isThrownBy(() -> provider.create(Map.of(unknown, 1)))
                .withMessageContaining(unknown);
        for (Setting setting : provider.settings()) {
            assertThat(provider.create(Map.of(setting.name(), setting.defaultValue())))
                    .as("with " + setting + " given")
                    .isNotNull();
            assertThat(provider.create(
                            Map.of(setting.name(), setting.defaultValue().toString())))
                    .as("with " + setting + " given as text")
                    .isNotNull();
            assertThatIllegalArgumentException()
                    .as("a value of another type for " + setting)
                    .isThrownBy(() -> provider.create(Map.of(setting.name(), new Object())))
                    .withMessageContaining(setting.name());
        }
    }

    /** More dimensions than claimed, unless the result warns. */
    static void ofTooManyDimensions(MiEstimator estimator, int most, int n) {
        KnownPair pair = KnownPair.gaussian(n, most + 1, 0.5, 8);
        try {
            Estimate estimate = estimator.estimate(pair.x(), pair.t(), 1);
            assertThat(estimate.warnings())
                    .as("warnings on " + (most + 1) + " dimensions a side, where at most " + most + " are claimed")
                    .isNotEmpty();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
