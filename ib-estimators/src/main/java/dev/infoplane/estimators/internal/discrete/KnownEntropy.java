package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares an entropy that was given with the samples it is said to be of. Values that hardly repeat are taken for
 * continuous, of which samples say nothing.
 */
public final class KnownEntropy {
    /** Standard errors by which samples may differ. */
    private static final double ERRORS = 4;

    /** Values a level from which on hardly a level is still unseen. */
    private static final int EACH = 10;

    private KnownEntropy() {}

    /** @throws IllegalArgumentException if rows cannot have come from a variable of this entropy, saying what they show */
    public static void check(Information said, Samples samples, String name) {
        int n = samples.rows();
        double nats = said.nats();
        Counted rows = Counted.of(Symbols.ofRows(samples).counts());
        if (20L * rows.single <= n) {
            if (Math.abs(nats - rows.nats) > rows.error + 1e-9) {
                throw contradiction(
                        said,
                        String.format(
                                Locale.ROOT,
                                "the %d rows of %s, %d of them distinct, show %.4g ± %.2g bits",
                                n,
                                name,
                                rows.distinct,
                                Information.ofNats(rows.nats).bits(),
                                Information.ofNats(rows.error).bits()));
            }
            return;
        }
        int d = samples.dimensions();
        float[] values = samples.toArray();
        Counted levels = Counted.of(Symbols.ofRows(Samples.of(values)).counts());
        if ((long) EACH * levels.distinct > values.length) {
            return;
        }
        double most = 0;
        float[] column = new float[n];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = values[i * d + j];
            }
            Counted place = Counted.of(Symbols.ofRows(Samples.of(column)).counts());
            double any = Math.log(levels.distinct + levels.single);
            most += n >= EACH * place.distinct ? Math.min(any, place.nats + place.error) : any;
        }
        if (nats > most + 1e-9) {
            throw contradiction(
                    said,
                    String.format(
                            Locale.ROOT,
                            "the %d values in a row of %s, of %d levels in all, hold at most %.4g bits",
                            d,
                            name,
                            levels.distinct,
                            Information.ofNats(most).bits()));
        }
        if (nats < rows.plain - rows.error) {
            throw contradiction(
                    said,
                    String.format(
                            Locale.ROOT,
                            "the %d rows of %s, %d of them distinct, show at least %.4g bits",
                            n,
                            name,
                            rows.distinct,
                            Information.ofNats(rows.plain).bits()));
        }
    }

    private static IllegalArgumentException contradiction(Information said, String found) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "the entropy of x is said to be %.4g bits, but ", said.bits()) + found
                        + "; give the entropy of what these samples were drawn from");
    }

    /**
     * The entropy of counts.
     *
     * @param plain of the frequencies
     * @param nats after Miller and Madow's correction
     * @param error how far the truth may lie from it: four standard errors, those of equally likely symbols included, and as
     *     much again as the correction
     * @param distinct how many symbols
     * @param single how many of them occurred once
     */
    private record Counted(double plain, double nats, double error, int distinct, int single) {
        static Counted of(int[] counts) {
            double n = Arrays.stream(counts).sum();
            double mean = 0;
            double squares = 0;
            int single = 0;
            for (int count : counts) {
                double surprise = -Math.log(count / n);
                mean += count / n * surprise;
                squares += count / n * surprise * surprise;
                single += count == 1 ? 1 : 0;
            }
            double variance = Math.max(0, squares - mean * mean);
            double extra = (counts.length - 1) / (2 * n);
            double error = ERRORS * Math.sqrt(variance / n + extra / n) + extra;
            return new Counted(mean, mean + extra, error, counts.length, single);
        }
    }
}
