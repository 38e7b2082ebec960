package dev.infoplane.estimate.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EstimatorRegistryTest {
    enum Mode {
        PLAIN,
        VERY_PLAIN
    }

    record Constant(int k, double nats, boolean strict, Mode mode, long big) implements MiEstimator {
        Constant {
            if (k < 1) {
                throw new IllegalArgumentException("k must be at least 1, got " + k);
            }
        }

        @Override
        public String id() {
            return "constant";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            return Estimate.of(Information.ofNats(nats), BoundKind.POINT, id(), x.rows())
                    .settings(RecordSettings.describe(this, "big"))
                    .build();
        }
    }

    private static final class Plugin implements EstimatorPlugin {
        @Override
        public List<EstimatorProvider> estimators() {
            return List.of(EstimatorProvider.of(
                    "constant",
                    Capabilities.of(BoundKind.POINT, Capabilities.Variables.CONTINUOUS),
                    new Constant(3, 0.5, true, Mode.PLAIN, 7),
                    c -> c,
                    "strict"));
        }
    }

    private static final class OtherPlugin implements EstimatorPlugin {
        @Override
        public List<EstimatorProvider> estimators() {
            return new Plugin().estimators();
        }
    }

    private final EstimatorRegistry registry = EstimatorRegistry.of(List.of(new Plugin()));

    @Test
    void settingsAreTypedWithDefaults() {
        assertThat(registry.provider("constant").settings())
                .containsExactly(
                        new Setting("k", int.class, 3),
                        new Setting("nats", double.class, 0.5),
                        new Setting("mode", Mode.class, Mode.PLAIN),
                        new Setting("big", long.class, 7L));
    }

    @Test
    void settingsComeAsValuesOrAsText() {
        assertThat(registry.create("constant")).isEqualTo(new Constant(3, 0.5, true, Mode.PLAIN, 7));
        assertThat(registry.create("constant", Map.of("k", 4, "nats", 2, "mode", Mode.VERY_PLAIN, "big", 9)))
                .isEqualTo(new Constant(4, 2, true, Mode.VERY_PLAIN, 9));
        assertThat(registry.create("constant", Map.of("k", " 4", "nats", "2.5", "mode", "very-plain", "big", "9")))
                .isEqualTo(new Constant(4, 2.5, true, Mode.VERY_PLAIN, 9));
    }

    @Test
    void unknownNamesListWhatExists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("ksg3"))
                .withMessage("no estimator 'ksg3'; available: constant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("KK", 7)))
                .withMessage("constant has no setting 'KK'; it has big, k, mode, nats");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("strict", false)))
                .withMessage("setting 'strict' of constant is always true, got 'false'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create(null))
                .withMessage("no estimator of no id; available: constant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", null))
                .withMessage("settings of constant must not be null; Map.of() for the defaults");
        assertThat(registry.create("constant", Map.of("strict", true))).isEqualTo(registry.create("constant"));
    }

    @Test
    void illTypedAndRefusedValuesSaySo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("k", "three")))
                .withMessage("setting 'k' of constant must be an int, got 'three' (String)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("k", 3.5)))
                .withMessage("setting 'k' of constant must be an int, got 3.5 (Double)");
        assertThat(registry.create("constant", Map.of("k", 4L))).isEqualTo(registry.create("constant", Map.of("k", 4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("k", 1L << 32)))
                .withMessage("setting 'k' of constant must be an int, got 4294967296 (Long)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("mode", "fancy")))
                .withMessage("setting 'mode' of constant must be one of [PLAIN, VERY_PLAIN], got 'fancy' (String)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.create("constant", Map.of("k", 0)))
                .withMessage("k must be at least 1, got 0");
    }

    private record Boxed(Integer k) implements MiEstimator {
        @Override
        public String id() {
            return "boxed";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            throw new UnsupportedOperationException();
        }
    }

    private record Narrow(float share) implements MiEstimator {
        @Override
        public String id() {
            return "narrow";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void boxedComponentsAreSettingsAndOthersAreRefusedAtOnce() {
        Capabilities any = Capabilities.of(BoundKind.POINT, Capabilities.Variables.CONTINUOUS);
        EstimatorProvider boxed = EstimatorProvider.of("boxed", any, new Boxed(3), b -> b);
        assertThat(boxed.create(Map.of("k", "5"))).isEqualTo(new Boxed(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EstimatorProvider.of("narrow", any, new Narrow(1), b -> b))
                .withMessageStartingWith("narrow: setting 'share' must be an int, a long, a double");
    }

    @Test
    void oneIdFromTwoPluginsNamesBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EstimatorRegistry.of(List.of(new Plugin(), new OtherPlugin())))
                .withMessageContaining(Plugin.class.getName())
                .withMessageContaining(OtherPlugin.class.getName());
    }

    @Test
    void theClassPathMayHoldNoPlugin() {
        EstimatorRegistry none = EstimatorRegistry.load(ClassLoader.getPlatformClassLoader());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.create("ksg1"))
                .withMessage("no estimator 'ksg1'; available: none");
    }

    @Test
    void anIdIsLowerCaseWithHyphens() {
        Capabilities any = Capabilities.of(BoundKind.POINT, Capabilities.Variables.CONTINUOUS);
        for (String id : List.of("", " ", "Upper", "under_score", "-edge")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EstimatorProvider.of(id, any, new Constant(1, 0, true, Mode.PLAIN, 0), c -> c))
                    .withMessage("an id is lower case with hyphens, got '" + id + "'");
        }
    }

    @Test
    void capabilitiesSayAllThatAChooserMustKnow() {
        Capabilities all = Capabilities.of(
                        BoundKind.UPPER, Capabilities.Variables.DISCRETE, Capabilities.Variables.MIXED)
                .upToDimensions(3)
                .needingLabels()
                .needingEngine()
                .asSymmetric()
                .asDifferentiable()
                .invariantUnder(Capabilities.Invariance.SCALING);
        assertThat(all)
                .isEqualTo(new Capabilities(
                        BoundKind.UPPER,
                        Set.of(Capabilities.Variables.DISCRETE, Capabilities.Variables.MIXED),
                        3,
                        true,
                        true,
                        true,
                        true,
                        Set.of(Capabilities.Invariance.SCALING)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.upToDimensions(0))
                .withMessage("maxDimensions must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Capabilities(BoundKind.UPPER, Set.of(), 1, false, false, false, false, Set.of()))
                .withMessageContaining("at least one kind of variables");
    }

    @Test
    void anEstimateCarriesTheSettingsThatMatter() {
        Samples none = Samples.ofLabels(1);
        assertThat(registry.create("constant").estimate(none, none, 0).settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of("k", "3", "nats", "0.5", "strict", "true", "mode", "PLAIN"));
    }
}
