package dev.infoplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

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

    /** One and two rows, and sides that never change: refused in words, or answered by a number that makes sense. */
    static void ofAwkwardInput(MiEstimator estimator, KnownPair pair, BoundKind bound, double loose) {
        answered(estimator, pair.x().slice(0, 1), pair.t().slice(0, 1));
        answered(estimator, pair.x().slice(0, 2), pair.t().slice(0, 2));
        Samples constantX = pair.x().select(new int[pair.x().rows()]);
        Samples constantT = pair.t().select(new int[pair.t().rows()]);
        for (Samples[] sides : new Samples[][] {{constantX, pair.t()}, {pair.x(), constantT}, {constantX, constantT}}) {
            Optional<Estimate> nothing = answered(estimator, sides[0], sides[1]);
            if (nothing.isPresent() && nothing.get().warnings().isEmpty()) {
                double nats = nothing.get().value().nats();
                boolean rightSide = bound == BoundKind.LOWER ? nats <= loose : nats >= -loose;
                assertThat(rightSide && (Math.abs(nats) <= loose || bound != BoundKind.POINT))
                        .as("%s nats, as a %s, of a side that never changes, with no warning", nats, bound.phrase())
                        .isTrue();
            }
        }
    }

    /** A pair that is refused in words, or measured with a warning, or as its check demands. */
    static void unlessAnsweredOrWarned(MiEstimator estimator, KnownPair pair, BiConsumer<KnownPair, Estimate> check) {
        answered(estimator, pair.x(), pair.t())
                .filter(estimate -> estimate.warnings().isEmpty())
                .ifPresent(estimate -> check.accept(pair, estimate));
    }

    private static Optional<Estimate> answered(MiEstimator estimator, Samples x, Samples t) {
        Estimate estimate;
        try {
            estimate = estimator.estimate(x, t, 1);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return Optional.empty();
        }
        assertThat(estimate.value().nats())
                .as("from %d rows, with warnings %s", x.rows(), estimate.warnings())
                .isFinite();
        return Optional.of(estimate);
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
