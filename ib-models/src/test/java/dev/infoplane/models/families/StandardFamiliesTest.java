package dev.infoplane.models.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.PooledPixelCnn;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFamiliesTest {
    private final DensityRegistry registry = DensityRegistry.load();

    @Test
    void theClassPathBringsTheFamilies() {
        assertThat(registry.ids())
                .containsExactly("classifier", "closed-form", "context-cnn-alone", "context-mlp", "pixelcnn");
        assertThat(registry.pooledIds()).containsExactly("context-cnn", "pooled-context-mlp", "pooled-pixelcnn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classifier", "closed-form", "context-cnn-alone", "context-mlp", "pixelcnn"})
    void aFamilyHasTheIdOfItsProvider(String id) {
        assertThat(registry.family(id).create(Map.of(), LearningPlace.ANYWHERE).id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"context-cnn", "pooled-context-mlp", "pooled-pixelcnn"})
    void aPooledFamilyHasTheIdOfItsProviderAndIsLearnedInStages(String id) {
        assertThat(registry.pooledFamily(id).create(Map.of(), LearningPlace.ANYWHERE))
                .isInstanceOf(StagedFamily.class)
                .extracting(PooledFamily::id)
                .isEqualTo(id);
    }

    @Test
    void settingsAreThoseOfTheFamilyItself() {
        PooledFamily named = registry.pooledFamily("pooled-pixelcnn")
                .create(Map.of("filters", 4, "steps", "70", "learningRate", 0.01), LearningPlace.ANYWHERE);

        PooledFamily made = PooledPixelCnn.of(PixelCnn.of(new PixelCnnSize(4, 1, 5, 2), PixelLevels.UNIT_BYTES)
                .budget(new TrainingBudget(70, 1, 32, 0.01, 6)));
        assertThat(named.settings()).isEqualTo(made.settings()).containsEntry("marginalSteps", "35");
    }

    @Test
    void mistakesListWhatExists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.family("pixelcn"))
                .withMessage(
                        "no density family 'pixelcn'; available: classifier, closed-form, context-cnn-alone, context-mlp, pixelcnn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.family("classifier").create(Map.of("step", 3), LearningPlace.ANYWHERE))
                .withMessage("classifier has no setting 'step'; it has classes, steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.family("classifier").create(Map.of("steps", 0), LearningPlace.ANYWHERE))
                .withMessageContaining("steps must be at least 1, got 0");
    }
}
