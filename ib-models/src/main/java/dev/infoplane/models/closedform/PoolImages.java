package dev.infoplane.models.closedform;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.FoldDoubts;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.FileInput;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @param noise that is added to the activations; empty for none
     * @throws IllegalArgumentException if they do not fit
     */
    public PointMaps reconstruct(Optional<Samples> t, Optional<ConditionNoise> noise) {
        return shown(t, noise).maps;
    }

    /** @param missed warnings about what far pixels tell of one another */
    private record Shown(PointMaps maps, List<String> missed) {}

    private Shown shown(Optional<Samples> t, Optional<ConditionNoise> noise) {
        Samples fit = folds.fit(x);
        try (PointReconstruction learned = t.map(all -> PointReconstruction.of(form, fit, folds.fit(all), noise))
                .orElseGet(() -> PointReconstruction.withoutActivations(form, fit))) {
            LOG.debug("reconstructed images: {}", learned);
            return new Shown(
                    learned.maps(images, x, noise.isEmpty() ? t : t.map(noise.orElseThrow()::fixed)), learned.missed());
        }
    }

    /** What of a point is not seen through its maps. */
    List<String> unseen(PointMaps maps, Samples t, Optional<ConditionNoise> noise) {
        return form.unseen(x.rowShape(), maps::image, folds.fit(t), noise);
    }

    /**
     * What is kept of a point of a pool, whatever family learns from it.
     *
     * @param identity of its activations
     * @param warnings about them
     * @param unseen warnings about what maps do not show of them, for families that see nothing else
     * @param far warnings about far pixels that the closed form does not use
     * @param maps what its closed form predicts of all images
     */
    public record Prepared(
            Identity identity, List<String> warnings, List<String> unseen, List<String> far, PointMaps maps) {
        /** Begins what is written; raised when its form changes. */
        private static final int FORM = 0x70726532;

        private static final Identity NO_ACTIVATIONS = Identity.of("no activations", 1);

        /**
         * Reconstructs all images; the expensive part.
         *
         * @param warnings about the activations
         * @param t activations, rows matching the images; empty for what causal pixels alone predict
         * @param noise that is added to the activations; empty for none
         */
        static Prepared of(
                PoolImages images, List<String> warnings, Optional<Samples> t, Optional<ConditionNoise> noise) {
            Identity clean = t.map(SamplesIdentity::of).orElse(NO_ACTIVATIONS);
            Shown shown = images.shown(t, noise);
            return new Prepared(
                    noise.map(n -> clean.with("noise", n.sigma()).with("noiseSeed", n.seed()))
                            .orElse(clean),
                    List.copyOf(warnings),
                    t.map(all -> images.unseen(shown.maps, all, noise)).orElse(List.of()),
                    shown.missed,
                    shown.maps);
        }

        /** All warnings that concern a family that sees activations through the maps only. */
        public List<String> warningsThroughMaps() {
            return Stream.of(warnings, unseen, far).flatMap(List::stream).toList();
        }

        /** All warnings that concern a family that reads the activations themselves, too. */
        public List<String> warningsOfReaders() {
            return Stream.of(warnings, far).flatMap(List::stream).toList();
        }

        /** Writes all but the images, for {@link #read}; the stream stays open. */
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(FORM);
            data.writeUTF(identity.json());
            for (List<String> some : List.of(warnings, unseen, far)) {
                data.writeInt(some.size());
                for (String warning : some) {
                    data.writeUTF(warning);
                }
            }
            maps.write(data);
            data.flush();
        }

        /** As {@link #read(Path, PoolImages)}, from where a file stands. */
        public static Prepared read(FileInput in, PoolImages images) throws IOException {
            if (in.data().readInt() != FORM) {
                throw new IOException("it was prepared by another version of the library");
            }
            Identity identity = Identity.parse(in.data().readUTF());
            List<String> warnings = warnings(in);
            List<String> unseen = warnings(in);
            List<String> far = warnings(in);
            return new Prepared(identity, warnings, unseen, far, images.read(in));
        }

        private static List<String> warnings(FileInput in) throws IOException {
            List<String> warnings = new ArrayList<>();
            for (int left = in.data().readInt(); left > 0; left--) {
                warnings.add(in.data().readUTF());
            }
            return List.copyOf(warnings);
        }

        /**
         * Reads what {@link ClosedForm#prepare} has written. Maps stay in the file, and are read there.
         *
         * @param images of the same closed form
         * @throws UncheckedIOException if it cannot be read, or belongs to other images
         */
        public static Prepared read(Path file, PoolImages images) {
            try (FileInput in = FileInput.open(file)) {
                return read(in, images);
            } catch (IOException e) {
                throw new UncheckedIOException("a prepared point cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** What families that learn a pool keep of one point, without noise. */
    public Prepared prepare(Optional<Samples> t) {
        return prepare(t, Optional.empty());
    }

    /**
     * What families that learn a pool keep of one point.
     *
     * @param t its activations, rows matching the images; empty for what causal pixels alone predict
     * @param noise that is added to the activations; empty for none
     * @throws IllegalArgumentException if they do not fit
     */
    public Prepared prepare(Optional<Samples> t, Optional<ConditionNoise> noise) {
        t.ifPresent(all -> Samples.requireMatched(x, all, 1));
        return Prepared.of(this, t.map(this::warnings).orElse(List.of()), t, noise);
    }

    /** What is doubtful about activations of all folds. */
    List<String> warnings(Samples t) {
        return Stream.of(form.warnings(folds.fit(t)), FoldDoubts.ofActivations(t, folds))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Reads what {@link PointMaps#write} has written. Most of it stays in the file, and is read there.
     *
     * @throws IOException if it cannot be read, or belongs to other images
     */
    PointMaps read(FileInput in) throws IOException {
        return PointMaps.read(in, images);
    }
}
