package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelHead;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.decoder.WarmStart;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two families that can give different values have different settings, so that a stored value is never taken for another. */
class FamilySettingsTest {
    private static final PixelLevels LEVELS = PixelLevels.BYTES;
    private static final Device DEVICE = Device.cpu();
    private static final TrainingBudget BUDGET = new TrainingBudget(10, 10, 4, 1e-3, 5);

    /** Budgets that each differ from {@link #BUDGET} in one component. */
    private static final List<TrainingBudget> OTHERS = List.of(
            new TrainingBudget(11, 10, 4, 1e-3, 5),
            new TrainingBudget(10, 11, 4, 1e-3, 5),
            new TrainingBudget(10, 10, 5, 1e-3, 5),
            new TrainingBudget(10, 10, 4, 2e-3, 5),
            new TrainingBudget(10, 10, 4, 1e-3, 6));

    /** Of each kind the plain family and those that differ from it, and from each other, in one option. */
    static List<List<DensityFamily>> families() {
        PixelCnn pixels = PixelCnn.of(PixelCnnSize.PLANE, LEVELS).budget(BUDGET);
        ContextMlp context = ContextMlp.of(ContextMlpSize.DEFAULT, LEVELS).budget(BUDGET);
        ClosedForm closed = ClosedForm.of(LEVELS);
        LabelDecoder labels = LabelDecoder.of(3);
        ContextCnn cnn = ContextCnn.of(ContextCnnSize.DEFAULT, LEVELS);
        return List.of(
                Stream.of(
                                cnn,
                                ContextCnn.of(new ContextCnnSize(8, 5), LEVELS),
                                ContextCnn.of(new ContextCnnSize(24, 3), LEVELS),
                                ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.UNIT_BYTES),
                                cnn.steps(10),
                                cnn.marginalSteps(10),
                                cnn.batchSize(5),
                                cnn.learningRate(1e-3),
                                cnn.withoutLevelTree(),
                                cnn.closedForm(ClosedForm.of(LEVELS).window(1)),
                                cnn.device(DEVICE))
                        .map(ContextCnn::alone)
                        .toList(),
                Stream.<DensityFamily>concat(
                                Stream.of(
                                        pixels,
                                        PixelCnn.of(PixelCnnSize.DESKTOP, LEVELS)
                                                .budget(BUDGET),
                                        PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.UNIT_BYTES)
                                                .budget(BUDGET),
                                        pixels.head(PixelHead.PUBLISHED_LOGISTIC_MIXTURE),
                                        pixels.vectorsAsBiases(),
                                        pixels.classLabels(3),
                                        pixels.classLabels(4),
                                        pixels.startingFrom(WarmStart.values()[1]),
                                        pixels.onClosedForm(ClosedForm.of(LEVELS)),
                                        pixels.onClosedForm(
                                                ClosedForm.of(LEVELS).window(1)),
                                        pixels.dropout(0.1),
                                        pixels.conditionDropout(0.1),
                                        pixels.earlyStopping(2),
                                        pixels.device(DEVICE)),
                                OTHERS.stream().map(pixels::budget))
                        .toList(),
                Stream.<DensityFamily>concat(
                                Stream.of(
                                        context,
                                        ContextMlp.of(ContextMlpSize.SMALL, LEVELS)
                                                .budget(BUDGET),
                                        ContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES)
                                                .budget(BUDGET),
                                        context.window(1),
                                        context.classLabels(3),
                                        context.classLabels(4),
                                        context.conditionDropout(0.1),
                                        context.device(DEVICE)),
                                OTHERS.stream().map(context::budget))
                        .toList(),
                List.of(
                        closed,
                        ClosedForm.of(PixelLevels.UNIT_BYTES),
                        closed.window(1),
                        closed.causalRadius(1),
                        closed.ridge(1),
                        closed.components(8),
                        closed.landmarks(8),
                        closed.classLabels(3),
                        closed.classLabels(4),
                        closed.device(DEVICE)),
                List.of(labels, LabelDecoder.of(4), labels.steps(10), labels.device(DEVICE)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyOptionThatChangesAValueIsASetting(List<DensityFamily> kind) {
        Set<Map<String, String>> seen = new HashSet<>();
        for (DensityFamily family : kind) {
            assertThat(seen.add(family.settings()))
                    .as(family.id() + " " + family.settings())
                    .isTrue();
            assertThat(family.settings()).containsKey("revision");
        }
    }

    @Test
    void theClassifierSaysHowItIsTrained() {
        assertThat(LabelDecoder.of(3).settings())
                .containsEntry("steps", "1000")
                .containsEntry("batchSize", "64")
                .containsEntry("learningRate", "0.001");
    }
}
