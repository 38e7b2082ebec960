package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an estimate says of its settings is enough to make its estimator again. */
class SettingsTest {
    private static final EstimatorRegistry REGISTRY = EstimatorRegistry.load();

    private static Set<String> ids() {
        return REGISTRY.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theSettingsOfAnEstimateMakeItsEstimatorAgain(String id) {
        Random random = new Random(1);
        int n = 200;
        int[] labels = new int[n];
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(3);
            values[i] = (float) (labels[i] + random.nextGaussian());
        }
        Samples x =
                REGISTRY.provider(id).capabilities().needsLabels() ? Samples.ofLabels(labels) : draw(values, random);
        Samples t = Samples.of(values);
        MiEstimator estimator = Budget.of(id, 20);
        Estimate first = estimator.estimate(x, t, 5);
        assertThat(estimator.settings()).isEqualTo(first.settings());
        Estimate again = REGISTRY.create(id, first.settings()).estimate(x, t, 5);
        assertThat(again.settings()).isEqualTo(first.settings());
        assertThat(again.value()).isEqualTo(first.value());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noEstimatorLeavesOpenWhetherItHasSettings(String id) throws NoSuchMethodException {
        assertThat(Budget.of(id, 20).getClass().getMethod("settings").getDeclaringClass())
                .isNotEqualTo(MiEstimator.class);
    }

    private static Samples draw(float[] values, Random random) {
        float[] other = new float[values.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = values[i] + (float) random.nextGaussian();
        }
        return Samples.of(other);
    }

    @Test
    void whatAnIdFixesCannotBeSetToSomethingElse() {
        assertThat(REGISTRY.create("ksg1", Map.of("variant", "one"))).isEqualTo(REGISTRY.create("ksg1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> REGISTRY.create("ksg1", Map.of("variant", "two")))
                .withMessage("setting 'variant' of ksg1 is always ONE, got 'two'");
    }

    @Test
    void slicesOfSlicesKeepTheSettingsOfEachLevel() {
        assertThat(Sliced.mean(Sliced.mean(Ksg.one(), 5), 50).settings())
                .isNotEqualTo(Sliced.mean(Sliced.mean(Ksg.one(), 7), 50).settings())
                .isNotEqualTo(Sliced.mean(Sliced.max(Ksg.one(), 5), 50).settings())
                .containsEntry("slices", "50")
                .containsEntry("inner.slices", "5")
                .containsEntry("k", "3");
        assertThat(Sliced.max(Sliced.mean(Sliced.mean(Ksg.one(), 5).onDimensions(2), 6), 7)
                        .settings())
                .containsEntry("slices", "7")
                .containsEntry("inner.slices", "6")
                .containsEntry("inner.inner.slices", "5")
                .containsEntry("inner.inner.dimensions", "2")
                .containsEntry("inner.inner.inner", "ksg1");
    }
}
