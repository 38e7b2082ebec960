package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Nearest-neighbour mutual information between a label and continuous variables (Ross 2014, PLoS ONE 9(2), e87357, eq. 2):
 * the distance to the k-th neighbour of the same label, and how many of all samples lie within it.
 *
 * <p>The labels are the rows of {@code x}, or those of {@code t} if fewer of them differ. A point estimate in nats, no noise.
 * Samples whose label occurs once have no neighbour of their kind; they are left out and the result says how many. Labels
 * with fewer than k + 1 samples use all they have. Where values repeat, so that k neighbours lie at no distance, copies are
 * counted instead, as in {@link MixedKsg}. Standard error, bias in high dimensions, time and memory as for
 * {@link Ksg}.
 *
 * @param k which neighbour of the same label sets the radius
 * @param margins what is done to each continuous column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record LabelKnn(int k, Margins margins, int threads) implements MiEstimator {
    /** Refuses a k or a number of threads below 1. */
    public LabelKnn {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, standardised columns, all processors. */
    public static LabelKnn standard() {
        return new LabelKnn(3, Margins.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "label-knn";
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
                    + " rows differ from each other in x and in t: both look continuous, use Ksg");
        }
        int[] sizes = labels.counts();
        int[] labelOf = labels.of();
        int[] kept =
                IntStream.range(0, x.rows()).filter(i -> sizes[labelOf[i]] > 1).toArray();
        Samples points = values.select(kept);
        float[] rows = Columns.rows(points, margins);
        int d = points.dimensions();
        int n = kept.length;
        float[] radius = new float[n];
        int[] copies = new int[n];
        int[] counts;
        try (Workers workers = new Workers(threads)) {
            for (int label = 0; label < labels.distinct(); label++) {
                if (sizes[label] > 1) {
                    fillRadius(label, labelOf, kept, rows, d, radius, copies, workers);
                }
            }
            counts = new Marginal(rows, d, workers).within(radius, workers);
        }
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            int size = sizes[labelOf[kept[i]]];
            int own = copies[i] > 0 ? copies[i] : Math.min(k, size - 1);
            local[i] = digamma.at(n) + digamma.at(own) - digamma.at(size) - digamma.at(Math.max(1, counts[i]));
        }
        Estimate.Builder result = LocalTerms.estimate(local, id()).settings(RecordSettings.describe(this, "threads"));
        Neighbourhoods.wide(radius, Columns.scale(points, points, margins)).ifPresent(result::warning);
        if (n < x.rows()) {
            result.warning((x.rows() - n) + " of " + x.rows() + " samples are alone in their label and were left out");
        }
        return result.build();
    }

    /**
     * The distance of each sample of one label to its k-th neighbour among them; where that is none, how many of them are the
     * same, itself included.
     */
    private void fillRadius(
            int label, int[] labelOf, int[] kept, float[] rows, int d, float[] radius, int[] copies, Workers workers) {
        int[] members = IntStream.range(0, kept.length)
                .filter(i -> labelOf[kept[i]] == label)
                .toArray();
        float[] own = new float[members.length * d];
        for (int m = 0; m < members.length; m++) {
            System.arraycopy(rows, members[m] * d, own, m * d, d);
        }
        int nearestK = Math.min(k, members.length - 1);
        Nearest.each(
                own,
                d,
                nearestK,
                workers,
                () -> (row, nearest) -> radius[members[row]] = nearest.distance(nearestK - 1));
        if (IntStream.of(members).anyMatch(m -> radius[m] == 0)) {
            float[] none = new float[members.length];
            Arrays.fill(none, Float.MIN_VALUE);
            int[] same = new Marginal(own, d, workers).within(none, workers);
            for (int m = 0; m < members.length; m++) {
                if (radius[members[m]] == 0) {
                    copies[members[m]] = same[m];
                    radius[members[m]] = Float.MIN_VALUE;
                }
            }
        }
    }
}
