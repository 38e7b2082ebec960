package dev.infoplane.models.context;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PooledDataTest {
    /** The same sub-pixel of one image, again and again. */
    @Test
    void learningShowsAnImageUnderAllDrawsOfNoiseAndScoringUnderOne() {
        Samples x = KnownImages.markovRows(150, 4, 3);
        Folds folds = new Folds(6, 2, 2);
        PooledOptions options = new PooledOptions(ContextMlpSize.SMALL, PixelLevels.BINARY);
        PointMaps maps = PoolImages.of(options.closedForm, x, folds)
                .reconstruct(Optional.of(x), Optional.of(new ConditionNoise(0.5, 7)));
        Learned learned = new PooledLearner(
                        options, x, folds.fit(x).rows(), folds.validate(x).rows(), 1)
                .learn(List.of(maps), 0, 4);
        float[] learning = losses(learned, true);
        float[] scoring = losses(learned, false);
        assertThat(maps.draws()).isEqualTo(4);
        assertThat(scoring).containsOnly(scoring[0]);
        for (int k = 0; k < 8; k++) {
            assertThat(learning[k]).isEqualTo(learning[k % 4]);
            if (k % 4 == 0) {
                assertThat(learning[k]).isEqualTo(scoring[0]);
            } else {
                assertThat(learning[k]).isNotEqualTo(scoring[0]);
            }
        }
    }

    private static float[] losses(Learned learned, boolean drawsNoise) {
        PooledData data = learned.data();
        try (NDManager manager = NDManager.newBaseManager()) {
            Weights weights = new Weights(data.net().layout(), manager.create(learned.weights()));
            int[] subPixels = {5, 5, 5, 5, 5, 5, 5, 5};
            return data.losses(weights, manager, new PooledData.Items(new int[8], subPixels, new long[1], drawsNoise))
                    .toFloatArray();
        }
    }
}
