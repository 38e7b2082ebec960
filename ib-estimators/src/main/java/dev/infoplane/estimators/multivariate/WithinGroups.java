package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.NestedSettings;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Conditional mutual information given a discrete variable: the mean of I(X;T) over the groups of rows with the same given
 * value, each weighted by its rows.
 *
 * <p>The claim and the noise are those of the estimator. Groups of fewer than {@value #LEAST} rows are left out, with a warning;
 * more than a twentieth of the rows in such groups are refused. Bias that is too small to see in one group adds up over many, so
 * halves of all groups are measured too: twice the difference to the whole, without what chance makes of it, is part of the standard
 * error, with a warning where it is the larger part. The rest of the standard error is that of the groups, and of their shares. An estimate costs as
 * much as two of all rows.
 *
 * @param estimator measures each group
 */
public record WithinGroups(MiEstimator estimator) implements ConditionalMi {
    /** The smallest group that is measured. */
    static final int LEAST = 8;

    private static final int FEW = 20;
    private static final double SLOW = 2;

    /** How far chance alone moves halves from the whole, in sampling errors: rows are the same, neighbours and counts are not. */
    private static final double CHANCE = 0.7;

    private static final double NOTABLE = 1.25;
    private static final double NEGLIGIBLE = 0.01;
    private static final long SPLIT = 20_264;

    /** Refuses a missing estimator. */
    public WithinGroups {
        Objects.requireNonNull(estimator, "estimator");
    }

    @Override
    public String id() {
        return "conditional-" + estimator.id();
    }

    @Override
    public Map<String, String> settings() {
        return NestedSettings.of(Map.of(), "estimator", estimator.settings());
    }

    @Override
    public Estimate estimate(Samples x, Samples t, Samples given, long seed) {
        ConditionalMi.requireMatched(x, t, given, LEAST);
        List<int[]> groups = groups(given);
        int[][] large = groups.stream().filter(rows -> rows.length >= LEAST).toArray(int[][]::new);
        int kept = Arrays.stream(large).mapToInt(rows -> rows.length).sum();
        int n = x.rows();
        if (FEW * (long) (n - kept) > n) {
            throw new IllegalArgumentException("too few rows for each value of given: " + (n - kept) + " of " + n
                    + " rows are in groups of fewer than " + LEAST + " (" + groups.size()
                    + " different values); merge values, or choose an estimator for continuous ones");
        }
        Estimate[] parts = Arrays.stream(large)
                .map(rows -> estimator.estimate(x.select(rows), t.select(rows), seed))
                .toArray(Estimate[]::new);
        double nats = 0;
        double errors = 0;
        double shares = 0;
        for (int g = 0; g < parts.length; g++) {
            double share = (double) large[g].length / kept;
            double value = parts[g].value().nats();
            nats += share * value;
            errors += Math.pow(
                    share * parts[g].standardError().map(Information::nats).orElse(Double.POSITIVE_INFINITY), 2);
            shares += share * value * value;
        }
        double error = Math.sqrt(errors + Math.max(0, shares - nats * nats) / kept);
        double bias = nats - ofHalves(x, t, large, kept, seed);
        Estimate.Builder result = builder(parts, large, nats, kept)
                .standardError(Information.ofNats(Math.hypot(error, SLOW * Doubt.beyond(bias, CHANCE * error))))
                .settings(settings());
        if (kept < n) {
            result.warning(
                    (n - kept) + " of " + n + " rows are in groups of fewer than " + LEAST + " rows and were left out");
        }
        if (Math.abs(bias) > Math.max(NOTABLE * error, NEGLIGIBLE * Math.max(1, Math.abs(nats)))) {
            result.warning(String.format(
                    Locale.ROOT,
                    "undersampled: halves of the groups read %.3f nats where the groups read %.3f, so that bias exceeds the"
                            + " sampling error",
                    nats - bias,
                    nats));
        }
        warn(result, parts, large);
        return result.build();
    }

    private static List<int[]> groups(Samples given) {
        Symbols symbols = Symbols.ofRows(given);
        int[] sizes = symbols.counts();
        int[][] groups = new int[sizes.length][];
        int[] filled = new int[sizes.length];
        Arrays.setAll(groups, g -> new int[sizes[g]]);
        for (int i = 0; i < symbols.of().length; i++) {
            int g = symbols.of()[i];
            groups[g][filled[g]++] = i;
        }
        return List.of(groups);
    }

    private double ofHalves(Samples x, Samples t, int[][] groups, int kept, long seed) {
        SplittableRandom random = new SplittableRandom(SPLIT);
        double nats = 0;
        for (int[] rows : groups) {
            int[] order = RandomChoice.shuffled(rows.length, random);
            int half = rows.length / 2;
            for (int part = 0; part < 2; part++) {
                int[] some = IntStream.range(part * half, (part + 1) * half)
                        .map(i -> rows[order[i]])
                        .sorted()
                        .toArray();
                nats += 0.5
                        * rows.length
                        / kept
                        * estimator
                                .estimate(x.select(some), t.select(some), seed)
                                .value()
                                .nats();
            }
        }
        return nats;
    }

    /** A builder with the claim and the noise that all parts share, and with their contributions where all have them. */
    private Estimate.Builder builder(Estimate[] parts, int[][] groups, double nats, int kept) {
        boolean alike = Arrays.stream(parts).map(Estimate::bound).distinct().count() == 1;
        BoundKind bound = alike ? parts[0].bound() : BoundKind.POINT;
        NoiseModel noise = parts[0].noise();
        boolean sameNoise = Arrays.stream(parts).map(Estimate::noise).distinct().count() == 1;
        Estimate.Builder result = Estimate.of(Information.ofNats(nats), bound, id(), kept);
        if (sameNoise) {
            result.noise(noise);
        } else {
            result.warning("the groups were measured under different noise, the first under " + noise);
        }
        int last = Arrays.stream(groups).flatMapToInt(Arrays::stream).max().orElse(-1);
        if (last + 1 == kept
                && Arrays.stream(parts).allMatch(p -> p.pointwiseNats().isPresent())) {
            double[] local = new double[kept];
            for (int g = 0; g < parts.length; g++) {
                double[] own = parts[g].pointwiseNats().orElseThrow();
                for (int i = 0; i < own.length; i++) {
                    local[groups[g][i]] = own[i];
                }
            }
            result.pointwiseNats(local);
        }
        return result;
    }

    private static void warn(Estimate.Builder result, Estimate[] parts, int[][] groups) {
        int[] warned = IntStream.range(0, parts.length)
                .filter(g -> !parts[g].warnings().isEmpty())
                .toArray();
        if (warned.length > 0) {
            int first = warned[0];
            result.warning("in " + warned.length + " of " + parts.length + " groups, the first of "
                    + groups[first].length + " rows: "
                    + String.join("; ", parts[first].warnings()));
        }
    }
}
