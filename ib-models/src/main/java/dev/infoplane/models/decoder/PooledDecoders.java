package dev.infoplane.models.decoder;

import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.learn.TrainingResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The densities of all points of a pool. */
final class PooledDecoders implements PooledDensities {
    private static final Logger LOG = LoggerFactory.getLogger(PooledDecoders.class);

    private final PooledTrainings trainings;
    private final PooledPoints all;
    private final int ownSteps;
    private final int marginalSteps;
    private final TrainingResult shared;
    private final Map<String, PooledDensity> known = new HashMap<>();

    /** Trains all points together. */
    PooledDecoders(PooledTrainings trainings, PooledPoints all, int ownSteps, int marginalSteps) {
        this.trainings = trainings;
        this.all = all;
        this.ownSteps = ownSteps;
        this.marginalSteps = marginalSteps;
        shared = trainings.shared(all);
    }

    @Override
    public PooledDensity given(String point) {
        List<String> names = all.names();
        requirePoint(names, point);
        return known.computeIfAbsent(point, name -> sharing(names.indexOf(name)));
    }

    static void requirePoint(List<String> names, String point) {
        if (!names.contains(point)) {
            throw new IllegalArgumentException("no point '" + point + "' in this pool; there are " + names);
        }
    }

    private PooledDecoder sharing(int index) {
        return PooledDecoder.sharing(trainings, all.points().get(index), shared, index, ownSteps);
    }

    @Override
    public PooledDensity marginal() {
        return known.computeIfAbsent(
                "",
                name -> better(
                        sharing(all.points().size() - 1),
                        marginalSteps == 0
                                ? Optional.empty()
                                : Optional.of(() -> trainings.unconditional(all, marginalSteps)),
                        trainings,
                        all.blind()));
    }

    /** The better of two unconditional densities, judged by the rows that validate. */
    static PooledDensity better(
            PooledDecoder shared,
            Optional<Supplier<TrainingResult>> unconditional,
            PooledTrainings trainings,
            PooledPoints.Point blind) {
        if (unconditional.isEmpty()) {
            return shared;
        }
        PooledDecoder own =
                PooledDecoder.alone(trainings, blind, unconditional.get().get());
        double sharedNats = shared.validationNats();
        double ownNats = own.validationNats();
        LOG.info(
                "unconditional density on validation rows: {} nats by the network of the pool, {} by one of its own",
                sharedNats,
                ownNats);
        return ownNats < sharedNats ? own : shared;
    }

    @Override
    public void close() {
        // everything is on the heap
    }
}
