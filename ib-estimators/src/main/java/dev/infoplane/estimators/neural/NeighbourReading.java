package dev.infoplane.estimators.neural;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.MixedKsg;
import dev.infoplane.estimators.internal.PairedReadings;
import dev.infoplane.estimators.neural.internal.Missed;
import dev.infoplane.estimators.neural.internal.Rivals;
import dev.infoplane.estimators.neural.internal.Roles;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether nearest neighbours read clearly more than what was learned, from the same measured rows. In few columns they find dependence of
 * any shape that networks and critics in closed form can miss, and are rather too low than too high. Terms of many neighbours vary
 * little, those of few are taken nearby, so both are looked at.
 */
final class NeighbourReading {
    private static final int FEW = 3;
    private static final int MANY = 20;

    /** Columns of both sides in which neighbours are near. */
    private static final int MOST_COLUMNS = 10;

    private static final int MOST_ROWS = 10_000;

    /** Fewer rows have no neighbours nearby. */
    private static final int LEAST_ROWS = 20 * MANY;

    /** Standard errors of the value from which more matters: neighbours share with it what these rows hold by chance. */
    private static final double ERRORS = 3;

    private NeighbourReading() {}

    /**
     * What neighbours read clearly more, and more than three standard errors of the value: they are no lower bound.
     *
     * @param roles which rows measured
     * @param values contributions of these rows to the estimate
     */
    static Optional<Missed> missed(Samples x, Samples t, Roles roles, double[] values) {
        boolean vectors = x.rowShape().length <= 1 && t.rowShape().length <= 1;
        if (!vectors || x.dimensions() + t.dimensions() > MOST_COLUMNS || x.rows() < LEAST_ROWS) {
            return Optional.empty();
        }
        int[] rows = Stream.of(roles.measure(), roles.fit(), roles.validate())
                .flatMapToInt(IntStream::of)
                .limit(MOST_ROWS)
                .toArray();
        Samples ofX = x.select(rows);
        Samples ofT = t.select(rows);
        return missed(MANY, ofX, ofT, values).or(() -> missed(FEW, ofX, ofT, values));
    }

    private static Optional<Missed> missed(int k, Samples x, Samples t, double[] values) {
        int threads = Runtime.getRuntime().availableProcessors();
        double[] terms = new MixedKsg(k, MarginalTransform.NORMAL_SCORES, threads)
                .estimate(x, t, 0)
                .pointwiseNats()
                .orElseThrow();
        int measured = Math.min(values.length, terms.length);
        return Rivals.missed(
                        Arrays.copyOf(terms, measured), Arrays.copyOf(values, measured), k + " nearest neighbours read")
                .filter(missed -> missed.nats()
                        > ERRORS
                                * PairedReadings.of(values, new double[values.length])
                                        .error());
    }
}
