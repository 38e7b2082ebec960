package dev.infoplane.models.closedform;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.FileInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that the points of a pool share, and how each point is reconstructed or read. */
public final class PoolImages {
    private static final Logger LOG = LoggerFactory.getLogger(PoolImages.class);

    private final ClosedForm form;
    private final Samples x;
    private final Folds folds;
    private final PointMaps.Images images;

    private PoolImages(ClosedForm form, Samples x, Folds folds) {
        this.form = form;
        this.x = x;
        this.folds = folds;
        images = form.images(x);
    }

    /**
     * The images of a pool.
     *
     * @param x rows of all folds
     * @throws IllegalArgumentException if x are no images, or too few
     */
    public static PoolImages of(ClosedForm form, Samples x, Folds folds) {
        folds.requireEnough(x);
        ClosedForm.requireImages(x);
        return new PoolImages(form, x, folds);
    }

    /**
     * The maps of one point; the expensive part of a pool.
     *
     * @param t its activations, rows matching the images; empty for what causal pixels alone predict
     * @throws IllegalArgumentException if they do not fit
     */
    public PointMaps reconstruct(Optional<Samples> t) {
        Samples fit = folds.fit(x);
        try (PointReconstruction learned = t.map(all -> PointReconstruction.of(form, fit, folds.fit(all)))
                .orElseGet(() -> PointReconstruction.withoutActivations(form, fit))) {
            LOG.debug("reconstructed images: {}", learned);
            return learned.maps(images, x, t);
        }
    }

    /**
     * What families that learn a pool keep of one point.
     *
     * @param t its activations, rows matching the images; empty for what causal pixels alone predict
     * @throws IllegalArgumentException if they do not fit
     */
    public PreparedPoint prepare(Optional<Samples> t) {
        t.ifPresent(all -> Samples.requireMatched(x, all, 1));
        return PreparedPoint.of(
                this, t.map(all -> form.warnings(folds.fit(all))).orElse(List.of()), t);
    }

    /**
     * Reads what {@link PointMaps#write} has written. Most of it stays in the file, and is read there.
     *
     * @throws IOException if it cannot be read, or belongs to other images
     */
    PointMaps read(FileInput in) throws IOException {
        return PointMaps.read(in, form, images);
    }
}
