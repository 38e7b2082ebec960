package dev.infoplane.models.decoder;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.LevelTable;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.internal.SharedTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * PixelCNN++ decoders of a whole plane from one training. All points share one network {@linkplain PixelCnn#onClosedForm on a
 * closed form}, which makes them alike: each image of a batch is predicted from the activations of another point, all points in
 * equal shares, and the unconditional density is a point among them. Then each point may take steps of its own, equally many, all
 * from the weights of the common training.
 *
 * <p>The unconditional density is the better of two, judged by the rows that validate: that of the common network, with as many
 * steps of its own as any point, and a network that has learned nothing else. Decodable information is a difference, so it needs
 * as good a reference as the points are.
 *
 * <p>Size, head, batches, learning rate, checks, dropout, device and checkpoints are those of a {@link PixelCnn}. Memory: six bytes
 * for each sub-pixel of each point, and the activations of one point at a time; learned in stages, a multiple of the size of the images,
 * however many points there are. Immutable.
 */
public final class PooledPixelCnn implements StagedFamily {
    private final DecoderOptions options;
    private final int ownSteps;
    private final int marginalSteps;

    private PooledPixelCnn(DecoderOptions options, int ownSteps, int marginalSteps) {
        this.options = options;
        this.ownSteps = ownSteps;
        this.marginalSteps = marginalSteps;
    }

    /**
     * Decoders like these. The {@linkplain TrainingBudget#parentSteps parent's} steps of their budget are those of the common
     * training; no point takes steps of its own, and the network that is unconditional from the start takes half as many as the
     * common one.
     *
     * @param decoders on a closed form; if they are not, they are put on one with default settings
     */
    public static PooledPixelCnn of(PixelCnn decoders) {
        PixelCnn onForm = decoders.options().closedForm.isPresent()
                ? decoders
                : decoders.onClosedForm(ClosedForm.of(decoders.options().levels));
        onForm.requireReconstructible();
        DecoderOptions options = onForm.options();
        if (options.head.readsLevelTable() && options.levels.count() > LevelTable.FEW_LEVELS) {
            throw new IllegalArgumentException("in a pool, the head " + options.head + " is for at most "
                    + LevelTable.FEW_LEVELS + " levels, got " + options.levels.count());
        }
        return new PooledPixelCnn(options, 0, (options.budget.parentSteps() + 1) / 2);
    }

    /**
     * Sets how many steps of its own every point, and the unconditional density, takes after the common training.
     *
     * @param steps 0 for none
     */
    public PooledPixelCnn ownSteps(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("the steps of each point must be 0 or more, got " + steps);
        }
        return new PooledPixelCnn(options, steps, marginalSteps);
    }

    /**
     * Sets the number of training steps of the network that is unconditional from the start.
     *
     * @param steps 0 for no such network
     */
    public PooledPixelCnn marginalSteps(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "the steps of the unconditional network must be 0 or more, got " + steps);
        }
        return new PooledPixelCnn(options, ownSteps, steps);
    }

    @Override
    public String id() {
        return "pooled-pixelcnn";
    }

    /** That of its closed form. */
    @Override
    public OptionalDouble relativeSpread(int values, int rows) {
        return options.closedForm.map(form -> form.relativeSpread(values, rows)).orElse(OptionalDouble.empty());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(options.settings());
        settings.remove("start");
        settings.remove("parentSteps");
        settings.put("steps", Integer.toString(options.budget.parentSteps()));
        settings.put("ownSteps", Integer.toString(ownSteps));
        settings.put("marginalSteps", Integer.toString(marginalSteps));
        return settings;
    }

    @Override
    public PooledDensities learn(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least 1 point, got none");
        }
        Rows rows = new Rows(x, folds, seed);
        PooledTrainings trainings = trainings(rows);
        PoolImages.Prepared none = trainings.rows.images().prepare(Optional.empty());
        SortedMap<String, PoolImages.Prepared> prepared = new TreeMap<>();
        new TreeMap<String, Supplier<Samples>>(points).forEach((name, reader) -> {
            try {
                prepared.put(name, trainings.rows.images().prepare(Optional.of(reader.get())));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the point '" + name + "': " + e.getMessage(), e);
            }
        });
        return new PooledDecoders(trainings, PooledPoints.of(trainings.rows, prepared, none), ownSteps, marginalSteps);
    }

    private PooledTrainings trainings(Rows rows) {
        Samples x = rows.x();
        PixelCnn.requireImages(x);
        rows.folds().requireEnough(x);
        options.levels.require(x);
        PooledPoints.Rows images = PooledPoints.Rows.of(options, x, rows.folds());
        return new PooledTrainings(
                new DecoderTraining(options, images.teaching(), rows.folds().validate(x), rows.seed()), images);
    }

    @Override
    public PointPreparation preparation() {
        return ClosedFormTraining.closedForm(options);
    }

    @Override
    public byte[] learnShared(Rows rows, Prepared prepared) {
        PooledTrainings trainings = trainings(rows);
        PooledPoints all = points(trainings, prepared);
        return new SharedTraining(all.names(), trainings.shared(all)).bytes();
    }

    @Override
    public byte[] learnUnconditional(Rows rows, Prepared prepared) {
        if (marginalSteps == 0) {
            return new byte[0];
        }
        PooledTrainings trainings = trainings(rows);
        return new SharedTraining(List.of(), trainings.unconditional(points(trainings, prepared), marginalSteps))
                .bytes();
    }

    private static PooledPoints points(PooledTrainings trainings, Prepared prepared) {
        PoolImages images = trainings.rows.images();
        SortedMap<String, PoolImages.Prepared> read = new TreeMap<>();
        prepared.points().forEach((name, file) -> read.put(name, PoolImages.Prepared.read(file.get(), images)));
        return PooledPoints.of(
                trainings.rows, read, PoolImages.Prepared.read(prepared.none().get(), images));
    }

    @Override
    public PooledDensity given(Rows rows, String point, Path prepared, byte[] shared) {
        PooledTrainings trainings = trainings(rows);
        SharedTraining learned = SharedTraining.read(shared);
        PooledDecoders.requirePoint(learned.points(), point);
        PoolImages.Prepared read = PoolImages.Prepared.read(prepared, trainings.rows.images());
        return PooledDecoder.sharing(
                trainings,
                trainings.rows.point(point, read),
                learned.result(),
                learned.points().indexOf(point),
                ownSteps);
    }

    @Override
    public PooledDensity marginal(Rows rows, Path none, byte[] shared, byte[] unconditional) {
        PooledTrainings trainings = trainings(rows);
        SharedTraining learned = SharedTraining.read(shared);
        PooledPoints.Point blind = trainings.rows.blind(PoolImages.Prepared.read(none, trainings.rows.images()));
        return PooledDecoders.better(
                PooledDecoder.sharing(
                        trainings, blind, learned.result(), learned.points().size(), ownSteps),
                unconditional.length == 0
                        ? Optional.empty()
                        : Optional.of(() -> SharedTraining.read(unconditional).result()),
                trainings,
                blind);
    }
}
