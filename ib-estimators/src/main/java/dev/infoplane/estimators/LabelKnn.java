package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.Crowds;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalCounts;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NeighbourRadii;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Rounded;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Nearest-neighbour mutual information between a label and continuous variables (Ross 2014, PLoS ONE 9(2), e87357, eq. 2):
 * the distance to the k-th neighbour of the same label, and how many of all samples lie within it.
 *
 * <p>The labels are the rows of {@code x}, or those of {@code t} if fewer of them differ. A point estimate in nats, no noise.
 * Samples whose label occurs once have no neighbour of their kind; they are left out and the result says how many. Labels
 * with fewer than k + 1 samples use all they have, and the result says so if there are many. Where several neighbours are as
 * far as the k-th, all of them are counted, and where these are the same value, that row too (Gao et al. 2017); rounded values are spread within their cells, and codes among continuous columns are levels and crowds lie apart, as in {@link MixedKsg}. Standard error, bias in high
 * dimensions, time and memory as for {@link Ksg}.
 *
 * @param k which neighbour of the same label sets the radius
 * @param margins what is done to each continuous column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record LabelKnn(int k, MarginalTransform margins, int threads) implements MiEstimator {
    /** Refuses a k or a number of threads below 1. */
    public LabelKnn {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, standardised columns, all processors. */
    public static LabelKnn standard() {
        return new LabelKnn(
                3, MarginalTransform.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "label-knn";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 2);
        Symbols ofX = Symbols.ofRows(x);
        Symbols ofT = Symbols.ofRows(t);
        boolean first = ofX.distinct() <= ofT.distinct();
        Symbols labels = first ? ofX : ofT;
        Samples values = first ? t : x;
        if (labels.distinct() == x.rows()) {
            throw new IllegalArgumentException("one side must be labels, but all " + x.rows()
                    + " rows differ from each other in x and in t: these are too few rows, or both sides are continuous and"
                    + " Ksg is for them");
        }
        int[] sizes = labels.counts();
        int[] labelOf = labels.of();
        int[] kept =
                IntStream.range(0, x.rows()).filter(i -> sizes[labelOf[i]] > 1).toArray();
        int n = kept.length;
        int[] labelOfKept = IntStream.of(kept).map(i -> labelOf[i]).toArray();
        Samples given = values.select(kept);
        Samples points = Rounded.spread(given, k);
        Symbols labelsOfKept = labels.select(kept);
        Side side = side(points, labelsOfKept);
        double[] local;
        double[] wider;
        double[] copies;
        NeighbourRadii near;
        try (Parallel workers = new Parallel(threads)) {
            Classes classes = Classes.of(labelOfKept, sizes, side, workers);
            near = new NeighbourRadii(n);
            local = classes.terms(k, near, row -> true, workers);
            wider = classes.terms(BiasCheck.neighbours(k, n), new NeighbourRadii(n), BiasCheck.rows(n), workers);
            copies = points == given
                    ? local
                    : Classes.of(labelOfKept, sizes, side(given, labelsOfKept), workers)
                            .terms(k, new NeighbourRadii(n), row -> true, workers);
        }
        BiasCheck check = BiasCheck.of(local, wider, k, points.dimensions() + 1);
        Doubt codes = Rounded.codes(LocalTerms.mean(local), LocalTerms.mean(copies), check.error());
        Estimate.Builder result = check.estimate(id(), List.of(codes)).settings(settings());
        Neighbourhoods.wide(near.kth(), side.scale()).ifPresent(result::warning);
        DuplicateRows.ofPairs(x, t).ifPresent(result::warning);
        long few = IntStream.of(labelOfKept).filter(label -> sizes[label] <= k).count();
        if (20 * few > n) {
            result.warning(few + " of " + n + " samples are in labels of no more than k = " + k
                    + " samples: what is near them says little, and the value can exceed the entropy of the labels");
        }
        if (n < x.rows()) {
            result.warning(
                    (x.rows() - n) + " of " + x.rows() + " samples are the only one with their label and were omitted");
        }
        return result.build();
    }

    private Side side(Samples points, Symbols labels) {
        boolean asTheyAre = margins == MarginalTransform.AS_THEY_ARE;
        return Side.of(asTheyAre ? points : Crowds.of(points, k).beside(labels, k), margins, k);
    }

    /** Samples that have company in their label. */
    private record Classes(int[] labelOf, int[] sizes, Side side, MarginalSpace marginal) {
        static Classes of(int[] labelOf, int[] sizes, Side side, Parallel workers) {
            return new Classes(labelOf, sizes, side, new MarginalSpace(side.rows(), side.d(), workers));
        }

        /** The terms of some rows, whose reaches are filled in. */
        double[] terms(int k, NeighbourRadii near, IntPredicate some, Parallel workers) {
            int n = labelOf.length;
            int[] own = new int[n];
            for (int label = 0; label < sizes.length; label++) {
                if (sizes[label] > 1) {
                    within(label, k, near, own, some, workers);
                }
            }
            MarginalCounts all = MarginalCounts.of(marginal, near, near.ties() > 0, workers);
            Digamma digamma = new Digamma(n);
            double[] local = new double[n];
            for (int i = 0; i < n; i++) {
                if (some.test(i)) {
                    int size = sizes[labelOf[i]];
                    boolean crowd = near.tied()[i] || all.rim(i) > 1;
                    boolean same = crowd && near.kth()[i] == 0; // a value like any code, whose own row counts too
                    int without = crowd && !same ? 1 : 0;
                    int inside = same ? own[i] + 1 : crowd ? own[i] : Math.min(k, size - 1);
                    int counted = crowd ? all.upTo()[i] - without : all.inside()[i];
                    local[i] = digamma.at(n - without)
                            + digamma.at(inside)
                            - digamma.at(size - without)
                            - digamma.at(Math.max(1, counted));
                }
            }
            return local;
        }

        /** Fills in, for some samples of a label, how far their k-th neighbour of it is, and how many of it are within. */
        private void within(int label, int k, NeighbourRadii all, int[] own, IntPredicate some, Parallel workers) {
            int d = side.d();
            int[] members = IntStream.range(0, labelOf.length)
                    .filter(i -> labelOf[i] == label)
                    .toArray();
            float[] mine = new float[members.length * d];
            for (int m = 0; m < members.length; m++) {
                System.arraycopy(side.rows(), members[m] * d, mine, m * d, d);
            }
            int nearestK = Math.min(k, members.length - 1);
            NeighbourRadii near = NeighbourRadii.of(mine, d, nearestK, m -> some.test(members[m]), workers);
            int[] counted = near.ties() > 0 ? new MarginalSpace(mine, d, workers).within(near.upTo(), workers) : null;
            for (int m = 0; m < members.length; m++) {
                all.kth()[members[m]] = near.kth()[m];
                all.upTo()[members[m]] = near.upTo()[m];
                all.tied()[members[m]] = near.tied()[m];
                own[members[m]] = counted == null ? nearestK : counted[m] - 1;
            }
        }
    }
}
