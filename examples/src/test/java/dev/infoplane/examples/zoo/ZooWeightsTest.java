package dev.infoplane.examples.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import dev.infoplane.models.zoo.InfoplaneZoo;
import dev.infoplane.study.data.LabelledImages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooWeightsTest {
    private static final int LOOKED_AT = 100;

    /** The accuracies of docs/guide/zoo.md. */
    @ParameterizedTest
    @CsvSource({"mlp-binary, 0.8385", "mlp-4bit, 0.8715", "resnet-8-narrow, 0.895"})
    void weightsHaveTheStatedAccuracyOnHeldOutImages(String id, double accuracy) throws Exception {
        try (ZooModel<NDList, NDList> model = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optGroupId("dev.infoplane")
                .optArtifactId(id)
                .optFilter("dataset", "fashion-mnist")
                .build()
                .loadModel()) {
            assertThat(TrainZooWeights.accuracy(id, model)).isCloseTo(accuracy, within(0.003));
        }
    }

    @Test
    void everyArtifactWithWeightsIsTestedHere() {
        assertThat(InfoplaneZoo.trainedArtifactIds()).containsExactly("resnet-8-narrow", "mlp-binary", "mlp-4bit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp-4bit", "resnet-8-narrow"})
    void imagesAreNamedByTheTranslator(String id) throws Exception {
        LabelledImages images = TrainZooWeights.images().get(1);
        try (ZooModel<Image, Classifications> model = InfoplaneZoo.criteria(id)
                        .setTypes(Image.class, Classifications.class)
                        .optFilter("dataset", "fashion-mnist")
                        .build()
                        .loadModel();
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            List<String> names = predictor.predict(image(images, 0)).getClassNames();
            int right = 0;
            for (int i = 0; i < LOOKED_AT; i++) {
                String best = predictor.predict(image(images, i)).best().getClassName();
                right += best.equals(names.get((int) images.labels().get(i, 0))) ? 1 : 0;
            }
            assertThat(names).hasSize(10).contains("ankle boot");
            assertThat(right).isGreaterThan(70);
        }
    }

    private static Image image(LabelledImages images, int row) {
        int[] pixels = new int[images.images().dimensions()];
        for (int p = 0; p < pixels.length; p++) {
            int grey = (int) images.images().get(row, p);
            pixels[p] = 0xff << 24 | grey << 16 | grey << 8 | grey;
        }
        return ImageFactory.getInstance().fromPixels(pixels, 28, 28);
    }
}
