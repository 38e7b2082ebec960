package dev.infoplane.models.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.Folds;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PoolStartTest {
    private static final Folds FOLDS = new Folds(60, 20, 20);
    private static final PixelLevels FOUR = new PixelLevels(4, 0, 3);
    private static final ClosedForm FORM = ClosedForm.of(FOUR).causalRadius(1).ridge(1);

    private final Samples x = KnownImages.stayingLevels(100, 4, 3, 3, 2, 2);
    private final PoolImages images = PoolImages.of(FORM, x, FOLDS);
    private final PointMaps maps = images.reconstruct(Optional.of(KnownImages.normals(100, 1)), Optional.empty());
    private final PointMaps none = images.reconstruct(Optional.empty(), Optional.empty());
    private final ContextStages stages = PooledContextMlp.of(new ContextMlpSize(1, 8, 2, 2), FOUR)
            .closedForm(FORM)
            .steps(20)
            .stages(new StagedFamily.Rows(x, FOLDS, 1));
    private final byte[] shared = stages.learnShared(new TreeMap<>(Map.of("a", maps)), none);

    @Test
    void whatIsSaidDoesNotDependOnWhatIsRememberedOrAskedForTogether() {
        PoolStart forgetful = stages.start("a", shared).apply(maps);
        PoolStart remembering = forgetful.remembering();
        int[] rows = {3, 99, 3, 60};
        int[] draws = new int[4];
        int each = 12 * 4;
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] said = forgetful.said(manager, rows, draws);
            float[] once = remembering.said(manager, rows, draws);
            assertThat(remembering.said(manager, rows, draws)).isEqualTo(once);
            assertThat(forgetful.remembering().said(manager, new int[] {99}, new int[1]))
                    .isEqualTo(Arrays.copyOfRange(once, each, 2 * each));
            assertThat(Arrays.copyOfRange(once, 0, each))
                    .isEqualTo(Arrays.copyOfRange(once, 2 * each, 3 * each))
                    .isNotEqualTo(Arrays.copyOfRange(once, each, 2 * each));
            assertThat(said).hasSize(4 * each);
            for (int k = 0; k < said.length; k++) {
                assertThat(said[k]).isCloseTo(once[k], within(1e-5f));
            }
        }
    }

    @Test
    void ofRowsThatTaughtThroughNoiseEachDrawIsReadByItself() {
        PointMaps noisy =
                images.reconstruct(Optional.of(KnownImages.normals(100, 1)), Optional.of(new ConditionNoise(1, 2)));
        PoolStart start = stages.start("a", shared).apply(noisy).remembering();
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] first = start.said(manager, new int[] {3}, new int[] {0});
            float[] second = start.said(manager, new int[] {3}, new int[] {1});
            assertThat(second).isNotEqualTo(first);
            assertThat(start.said(manager, new int[] {3}, new int[] {0})).isEqualTo(first);
        }
    }

    @Test
    void aPointThatIsNotInThePoolIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stages.start("b", shared))
                .withMessage("no point 'b' in this pool; there are [a]");
    }
}
