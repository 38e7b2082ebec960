package dev.infoplane.examples.study;

import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.PooledPixelCnn;
import java.nio.file.Path;

/** The decoders of a study: one PixelCNN++ for all points of a network, on a closed form. */
final class StudyDecoders {
    private StudyDecoders() {}

    /** Decoders whose trainings are kept in a folder. */
    static PooledPixelCnn of(StudySpec preset, Path checkpoints, TrainingProgress progress) {
        return pooled(preset, plain(preset).checkpoints(checkpoints).progress(progress));
    }

    /** Decoders that are only asked for their settings. */
    static PooledPixelCnn of(StudySpec preset) {
        return pooled(preset, plain(preset));
    }

    private static PixelCnn plain(StudySpec preset) {
        return PixelCnn.of(preset.decoder(), PixelLevels.UNIT_BYTES)
                .budget(preset.budget())
                .onClosedForm(ClosedForm.of(PixelLevels.UNIT_BYTES));
    }

    private static PooledPixelCnn pooled(StudySpec preset, PixelCnn decoders) {
        return PooledPixelCnn.of(decoders).ownSteps(preset.ownSteps());
    }
}
