package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.work.StudyGraph;
import dev.infoplane.study.work.StudyImages;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that nobody can mean are refused in a sentence before anything is trained; fields of a spec itself are in SpecFileTest. */
class AbsurdSettingsTest {
    private static StudyImages images;

    @BeforeAll
    static void load() throws IOException {
        images = StudyImages.load(DataSpec.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "input: {estimator: pooled-pixelcnn, settings: {steps: 1e12}}|input.settings: ",
                "input: {estimator: pooled-pixelcnn, settings: {steps: 2000000000}}|input.settings: steps must be at most 100000000",
                "input: {estimator: pooled-pixelcnn, settings: {steps: 90000000, filters: 64}}|the study would take about",
                "input: {estimator: infonce, settings: {width: 100000000}}|the study would take about",
                "input: {estimator: closed-form, settings: {widestWindow: 2000000000}}|input.settings: widestWindow must be at most",
                "audit: {estimator: pooled-context-mlp, settings: {batchSize: 2000000000}}|audit.settings: batchSize must be at most",
                "input: {estimator: pooled-pixelcnn, settings: {steps: 0}}|input.settings: ",
                "input: {estimator: pooled-pixelcnn, settings: {batchSize: -1}}|input.settings: ",
                "input: {estimator: pooled-pixelcnn, settings: {learningRate: 0}}|input.settings: ",
                "input: {estimator: pooled-pixelcnn, settings: {learningRate: 1e300}}|input.settings: ",
                "input: {estimator: pooled-pixelcnn, settings: {window: 2}}|input.settings: a window has an odd number",
                "input: {estimator: pooled-pixelcnn, settings: {causalRadius: -1}}|input.settings: the causal radius must be",
                "input: {estimator: pooled-pixelcnn, settings: {widestWindow: -1}}|input.settings: a window has at least 1 value",
                "input: {estimator: pooled-context-mlp, settings: {steps: 0}}|input.settings: ",
                "input: {estimator: pooled-context-mlp, settings: {hidden: 0}}|input.settings: ",
                "input: {estimator: pooled-context-mlp, settings: {learningRate: 2}}|input.settings: ",
                "input: {estimator: ksg1, settings: {k: 0}}|input.settings: ",
                "label: {estimator: classifier, settings: {steps: 0}}|label.settings: ",
                "label: {estimator: classifier, settings: {steps: 2000000000}}|label.settings: steps must be at most 100000000",
                "label: {estimator: label-knn, settings: {k: '2000000000'}}|label.settings: k must be at most",
                "label: {estimator: label-knn, settings: {k: -1}}|label.settings: ",
                "model: {source: dev.infoplane.models.zoo.resnet.ResNetFactory, settings: {width: 0}}|width",
                "model: {source: dev.infoplane.models.zoo.resnet.ResNetFactory, settings: {units: -1}}|units",
            })
    void whatNobodyCanMeanIsRefused(String yaml, String reason) {
        StudySpec spec = SpecFile.parse(yaml, "here");
        assertThatThrownBy(() -> StudyGraph.of(spec, images))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
