package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.context.ContextStages;
import dev.infoplane.models.context.PoolStart;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The stages in which the points of a plane are learned, each from what a pool says of it or, without a pool, from its closed form. */
final class CnnStages {
    private final CnnOptions options;
    private final StagedFamily.Rows rows;
    private final PoolImages images;
    private final CnnLearner learner;
    private final ContextStages pool;

    CnnStages(CnnOptions options, StagedFamily.Rows rows) {
        this.options = options;
        this.rows = rows;
        Samples x = rows.x();
        images = PoolImages.of(options.closedForm, x, rows.folds());
        options.levels.require(x);
        learner = new CnnLearner(
                options, x, rows.folds().fit(x).rows(), rows.folds().validate(x).rows(), rows.seed());
        pool = options.pool().stages(rows);
    }

    /** What the closed form makes of activations, or of none. */
    PoolImages.Prepared prepared(Optional<Samples> t) {
        return images.prepare(t);
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

    byte[] learnShared(StagedFamily.Prepared prepared) {
        return options.hasPool()
                ? pool.learnShared(prepared)
                : names(prepared.points().keySet());
    }

    /** @param none asked for only if there is a pool */
    byte[] learnShared(SortedMap<String, Supplier<PointMaps>> points, Supplier<PointMaps> none) {
        return options.hasPool() ? pool.learnShared(got(points), none.get()) : names(points.keySet());
    }

    private static SortedMap<String, PointMaps> got(SortedMap<String, Supplier<PointMaps>> points) {
        SortedMap<String, PointMaps> all = new TreeMap<>();
        points.forEach((name, maps) -> all.put(name, maps.get()));
        return all;
    }

    /** All that is shared without a pool. */
    private static byte[] names(Collection<String> points) {
        return String.join("\n", new TreeSet<>(points)).getBytes(StandardCharsets.UTF_8);
    }

    /** The training of a context MLP. */
    byte[] learnUnconditional(StagedFamily.Prepared prepared) {
        return pool.learnUnconditional(prepared);
    }

    byte[] learnUnconditional(PointMaps none) {
        return pool.learnUnconditional(none);
    }

    /**
     * What the network of a point begins with; empty for the closed form.
     *
     * @throws IllegalArgumentException if it is not a point of this training, listing those there are
     */
    Function<PointMaps, Optional<PoolStart>> start(String point, byte[] shared) {
        if (options.hasPool()) {
            return pool.start(point, shared).andThen(Optional::of);
        }
        List<String> points = List.of(new String(shared, StandardCharsets.UTF_8).split("\n"));
        if (!points.contains(point)) {
            throw new IllegalArgumentException("no point '" + point + "' in this pool; there are " + points);
        }
        return maps -> Optional.empty();
    }

    /** What a point is learned from, as it comes from its activations. */
    CnnData data(PoolImages.Prepared prepared, Samples t, Function<PointMaps, Optional<PoolStart>> start) {
        return learner.data(
                prepared.maps(),
                layer(t, Optional.empty()),
                start.apply(prepared.maps()),
                prepared.warningsOfReaders());
    }

    /** What a point is learned from, as it was prepared. */
    CnnData read(Path prepared, Function<PointMaps, Optional<PoolStart>> start) {
        try (FileInput in = FileInput.open(prepared)) {
            PoolImages.Prepared closed = PoolImages.Prepared.read(in, images);
            return learner.data(
                    closed.maps(), SeenLayer.read(in), start.apply(closed.maps()), closed.warningsOfReaders());
        } catch (IOException e) {
            throw new UncheckedIOException("a prepared point cannot be read: " + e.getMessage(), e);
        }
    }

    private SeenLayer layer(Samples t, Optional<ConditionNoise> noise) {
        Samples encoded = options.closedForm.encoded(t);
        int fit = rows.folds().fit(rows.x()).rows();
        Samples noisy = noise.map(n -> CnnFamily.joined(
                        "activations", encoded.slice(0, fit), n.fixed(encoded).slice(fit, t.rows())))
                .orElse(encoded);
        return SeenLayer.of(noisy, fit, noise);
    }

    /** What a network that sees no activations is learned from: they are one and the same number. It begins with the better context MLP. */
    private CnnData withoutActivations(PoolImages.Prepared none, byte[] shared, byte[] unconditional) {
        Samples nothing = Samples.of(new float[rows.x().rows()], 1);
        SeenLayer layer = SeenLayer.of(nothing, rows.folds().fit(rows.x()).rows(), Optional.empty());
        PoolStart start = pool.startOfNone(none, shared, unconditional);
        return learner.data(none.maps(), layer, Optional.of(start), none.warningsThroughMaps());
    }

    /** The density that the points are compared with. It learns on as they do; without a pool, it is a context MLP. */
    PooledDensity marginal(PoolImages.Prepared none, byte[] shared, byte[] unconditional) {
        if (!options.hasPool()) {
            return pool.unconditional(none, unconditional);
        }
        CnnData data = withoutActivations(none, shared, unconditional);
        return learned(data, train(data));
    }

    PooledDensity marginal(Path none, byte[] shared, byte[] unconditional) {
        return marginal(PoolImages.Prepared.read(none, images), shared, unconditional);
    }

    TrainingResult train(CnnData data) {
        return learner.train(data);
    }

    PooledDensity learned(CnnData data, TrainingResult training) {
        return learner.learned(data, training);
    }
}
