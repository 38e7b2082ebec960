package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NeighbourRadii;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Nearest-neighbour total correlation of continuous variables (Kraskov, Stögbauer and Grassberger 2004, eq. 23): algorithm 1 of
 * their paper for more than two variables, under the maximum norm.
 *
 * <p>A point estimate in nats, no noise. Bias, standard error and warnings as for {@link dev.infoplane.estimators.Ksg}. There is no
 * O-information of this kind: it is a difference of several total correlations in different dimensions, whose biases do not cancel.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record KsgTotalCorrelation(int k, MarginalTransform margins, int threads) {
    private static final String ID = "ksg-total-correlation";

    /** Refuses a k or a number of threads below 1. */
    public KsgTotalCorrelation {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, normal scores of columns, all processors. */
    public static KsgTotalCorrelation standard() {
        return new KsgTotalCorrelation(
                3, MarginalTransform.NORMAL_SCORES, Runtime.getRuntime().availableProcessors());
    }

    /** Σ H(Xj) - H(X1, …, Xm) of at least two variables. */
    public Estimate totalCorrelation(Samples... variables) {
        Variables.require(2, k + 1, variables);
        Side[] sides = Arrays.stream(variables).map(v -> Side.of(v, margins)).toArray(Side[]::new);
        Samples joint = Joined.of(
                Arrays.stream(sides).map(s -> Samples.of(s.rows(), s.d())).toArray(Samples[]::new));
        double[] local;
        double[] wider;
        NeighbourRadii near;
        int n = variables[0].rows();
        try (Parallel workers = new Parallel(threads)) {
            MarginalSpace[] spaces = Arrays.stream(sides)
                    .map(s -> new MarginalSpace(s.rows(), s.d(), workers))
                    .toArray(MarginalSpace[]::new);
            float[] rows = joint.toArray();
            near = NeighbourRadii.of(rows, joint.dimensions(), k, row -> true, workers);
            local = terms(k, near, spaces, workers);
            int wide = BiasCheck.neighbours(k, n);
            wider = terms(
                    wide,
                    NeighbourRadii.of(rows, joint.dimensions(), wide, BiasCheck.rows(n), workers),
                    spaces,
                    workers);
        }
        BiasCheck check = BiasCheck.of(local, wider, k, joint.dimensions());
        Estimate.Builder result = check.estimate(ID, List.of(linear(LocalTerms.mean(local), check.chance(), variables)))
                .settings(RecordSettings.describe(this, "threads"));
        Neighbourhoods.wide(
                        near.kth(),
                        Arrays.stream(sides).mapToDouble(Side::scale).max().orElse(1))
                .ifPresent(result::warning);
        for (int j = 0; j < variables.length; j++) {
            DuplicateRows.of("variable " + (j + 1), variables[j]).ifPresent(result::warning);
        }
        return result.build();
    }

    private static double[] terms(int k, NeighbourRadii near, MarginalSpace[] spaces, Parallel workers) {
        int n = near.kth().length;
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        Arrays.fill(local, digamma.at(k) + (spaces.length - 1) * digamma.at(n));
        for (MarginalSpace space : spaces) {
            int[] counts = space.within(near.kth(), workers);
            for (int i = 0; i < n; i++) {
                local[i] -= digamma.at(Math.max(1, counts[i]));
            }
        }
        return local;
    }

    /** What a Gaussian fit of the same columns reads more. */
    private static Doubt linear(double nats, double chance, Samples... variables) {
        double[] fit = new double[2];
        try {
            Estimate gaussian = GaussianDependence.plain().ofCopula().totalCorrelation(variables);
            fit[0] = gaussian.value().nats();
            fit[1] = gaussian.standardError().orElseThrow().nats();
        } catch (IllegalArgumentException singular) {
            return Doubt.NONE;
        }
        return fit[0] <= nats
                ? Doubt.NONE
                : Doubt.of(nats, fit[0], Math.max(chance, fit[1]), "a Gaussian fit of the same columns");
    }
}
