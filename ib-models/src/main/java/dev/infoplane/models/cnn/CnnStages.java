package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.context.PoolStart;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The stages in which the points of a plane are learned, each from what a pool says of it or from its closed form. */
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

    /** What the closed form makes of activations, or of none. */
    PoolImages.Prepared prepared(Optional<Samples> t) {
        return images.prepare(t);
    }

    /**
     * What a point is learned from, as it comes from its activations.
     *
     * @param start what the network begins with; empty for the closed form
     */
    CnnData data(PoolImages.Prepared prepared, Samples t, Optional<PoolStart> start) {
        return data(prepared, layer(t, Optional.empty()), start);
    }

    private CnnData data(PoolImages.Prepared prepared, SeenLayer layer, Optional<PoolStart> start) {
        return learner.data(prepared.maps(), layer, start, prepared.warningsBesideMaps());
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

    /**
     * What a point is learned from, as it was prepared.
     *
     * @param start from what was prepared
     */
    CnnData read(Path prepared, Function<PointMaps, Optional<PoolStart>> start) {
        try (FileInput in = FileInput.open(prepared)) {
            PoolImages.Prepared closed = PoolImages.Prepared.read(in, images);
            return data(closed, SeenLayer.read(in), start.apply(closed.maps()));
        } catch (IOException e) {
            throw new UncheckedIOException("a prepared point cannot be read: " + e.getMessage(), e);
        }
    }

    PooledDensity learned(CnnData data) {
        return learner.learned(data, learner.train(data));
    }
}
