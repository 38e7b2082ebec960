package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The stages in which the points of a plane are learned; nothing is shared but the images. */
final class CnnStages {
    private final CnnOptions options;
    private final StagedFamily.Rows rows;
    private final PoolImages images;
    private final CnnLearner learner;

    CnnStages(CnnOptions options, StagedFamily.Rows rows) {
        this.options = options;
        this.rows = rows;
        Samples x = rows.x();
        images = PoolImages.of(options.closedForm, x, rows.folds());
        options.levels.require(x);
        learner = new CnnLearner(
                options, x, rows.folds().fit(x).rows(), rows.folds().validate(x).rows(), rows.seed());
    }

    /** What a point is learned from, as it comes from its activations. */
    CnnData data(Samples t) {
        return data(images.prepare(Optional.of(t)), layer(t, Optional.empty()));
    }

    private CnnData data(PoolImages.Prepared prepared, SeenLayer layer) {
        return learner.data(prepared.maps(), layer, prepared.warnings());
    }

    private SeenLayer layer(Samples t, Optional<ConditionNoise> noise) {
        Samples encoded = options.closedForm.encoded(t);
        int fit = rows.folds().fit(rows.x()).rows();
        Samples noisy = noise.map(n -> CnnFamily.joined(
                        "activations", encoded.slice(0, fit), n.fixed(encoded).slice(fit, t.rows())))
                .orElse(encoded);
        return SeenLayer.of(noisy, fit, noise);
    }

    /** @param noise that is added to activations; empty for none */
    void prepare(Optional<Samples> t, Optional<ConditionNoise> noise, OutputStream out) throws IOException {
        images.prepare(t, noise).write(out);
        if (t.isPresent()) {
            DataOutputStream data = new DataOutputStream(out);
            layer(t.orElseThrow(), noise).write(data);
            data.flush();
        }
    }

    /** What a point is learned from, as it was prepared. */
    CnnData read(Path prepared) {
        try (FileInput in = FileInput.open(prepared)) {
            PoolImages.Prepared closed = PoolImages.Prepared.read(in, images);
            return data(closed, SeenLayer.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a prepared point cannot be read: " + e.getMessage(), e);
        }
    }

    TrainingResult train(CnnData data) {
        return learner.train(data);
    }

    PooledDensity learned(CnnData data, TrainingResult training) {
        return learner.learned(data, training);
    }
}
