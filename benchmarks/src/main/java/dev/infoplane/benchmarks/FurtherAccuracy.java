package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.PermutationTest;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.Ksg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures {@link KnownQuantity} and counts p-values of {@link PermutationTest}, for the tables {@code docs/results/quantities.csv} and
 * {@code docs/results/p-values.csv}; then {@link SectionsOfTables} puts them into the accuracy page. Rows that are in the tables are not
 * measured again.
 *
 * <p>Arguments: the folder of the tables, seeds of quantities, draws for p-values.
 */
public final class FurtherAccuracy {
    static final String QUANTITIES = "quantities.csv";
    static final String P_VALUES = "p-values.csv";
    private static final String HEADER = "quantity,task,method,n,seed,truth,nats,error,warned,interval,bootstrap";
    private static final double LEVEL = 0.95;
    private static final int TESTED = 200;
    private static final int PERMUTATIONS = 99;

    private FurtherAccuracy() {}

    /** Measures what is missing. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int seeds = Integer.parseInt(args[1]);
        int draws = Integer.parseInt(args[2]);
        ResultTable quantities = ResultTable.in(folder.resolve(QUANTITIES), HEADER, 5);
        for (KnownQuantity known : KnownQuantity.all()) {
            for (int seed = 0; seed < seeds; seed++) {
                measure(known, seed, quantities);
            }
            quantities.save();
        }
        ResultTable values = ResultTable.in(folder.resolve(P_VALUES), "estimator,correlation,n,seed,p", 4);
        for (MiEstimator estimator : List.of(GaussianMi.plain(), Ksg.one().withThreads(1))) {
            for (double rho : new double[] {0, 0.1, 0.2, 0.3}) {
                for (int seed = 0; seed < draws; seed++) {
                    test(estimator, rho, seed, values);
                }
                values.save();
            }
        }
    }

    private static void measure(KnownQuantity known, int seed, ResultTable table) {
        String key = "%s,%s,%s,%d,%d"
                .formatted(known.quantity(), known.task().replace(",", ""), known.method(), known.rows(), seed);
        table.add(key, () -> {
            Estimate estimate = known.estimate().apply(new Random(seed), known.rows());
            Information truth = Information.ofNats(known.nats());
            return String.format(
                    Locale.ROOT,
                    "%.6f,%.6f,%.6f,%b,%s,%s",
                    known.nats(),
                    estimate.value().nats(),
                    estimate.standardError().map(Information::nats).orElse(Double.NaN),
                    !estimate.warnings().isEmpty(),
                    estimate.interval(LEVEL)
                            .map(i -> i.contains(truth) ? "holds" : "misses")
                            .orElse("none"),
                    estimate.bootstrapInterval(LEVEL, seed)
                            .map(i -> i.contains(truth) ? "holds" : "misses")
                            .orElse("none"));
        });
    }

    private static void test(MiEstimator estimator, double rho, int seed, ResultTable table) {
        String key = String.format(Locale.ROOT, "%s,%s,%d,%d", estimator.id(), rho, TESTED, seed);
        table.add(key, () -> {
            Samples[] pair = KnownQuantity.pair(new Random(seed), TESTED, rho);
            PermutationTest.Result result = PermutationTest.of(PERMUTATIONS).test(estimator, pair[0], pair[1], seed);
            return String.format(Locale.ROOT, "%.2f", result.pValue());
        });
    }
}
