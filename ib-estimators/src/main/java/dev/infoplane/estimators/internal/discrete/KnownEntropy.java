package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far samples confirm an entropy that was given for them. Values that hardly repeat, unless they are whole numbers, are
 * taken for continuous or for images, of which samples show no entropy.
 *
 * @param errorNats the standard error of the entropy that the samples show, and what was given beyond it, in quadrature
 * @param warning why they confirm it badly or not at all
 * @param counted whether the samples repeat often enough to show an entropy
 */
public record KnownEntropy(double errorNats, Optional<String> warning, boolean counted) {
    /** Of an entropy that cannot be compared or was not given. */
    public static final KnownEntropy NOT_ASKED = new KnownEntropy(0, Optional.empty(), false);

    /** Standard errors by which samples may differ. */
    private static final double ERRORS = 4;

    /** Standard errors that are not taken for chance. */
    private static final double CLEAR = 2;

    /** What rounding may do to an entropy. */
    private static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException if rows cannot have come from a variable of this entropy, saying what they show */
    public static KnownEntropy check(Information said, Samples samples, String name) {
        int n = samples.rows();
        double nats = said.nats();
        Counted rows = Counted.of(Symbols.ofRows(samples).counts());
        if (20L * rows.single <= n) {
            if (Math.abs(nats - rows.nats) > ERRORS * rows.error + rows.correction + ROUNDING) {
                throw contradiction(said, rows.shown(n, name, ERRORS * rows.error + rows.correction));
            }
            return new KnownEntropy(rows.doubt(nats), excess(said, rows, n, name), true);
        }
        float[] values = samples.toArray();
        Optional<CodeLengths> lengths = CodeLengths.of(samples);
        lengths.ifPresent(found -> requireRoom(said, found, samples, name));
        boolean levelled = lengths.isPresent();
        boolean discrete = 10L * rows.single <= 9L * n || samples.dimensions() == 1 && whole(values);
        if ((levelled || discrete) && nats < rows.plain - ERRORS * rows.error - rows.correction) {
            throw contradiction(
                    said,
                    String.format(
                            Locale.ROOT,
                            "the %d rows of %s, %d of them distinct, show at least %.4g bits",
                            n,
                            name,
                            rows.distinct,
                            bits(rows.plain)));
        }
        return discrete ? new KnownEntropy(rows.doubt(nats), Optional.of(rows.tooFew(n)), false) : NOT_ASKED;
    }

    /** This, unless a part of the samples says something against the entropy that the whole does not. */
    public KnownEntropy and(KnownEntropy part) {
        return warning.isEmpty() && part.counted && part.warning.isPresent() ? part : this;
    }

    private static Optional<String> excess(Information said, Counted rows, int n, String name) {
        if (said.nats() - rows.nats <= CLEAR * rows.error + ROUNDING) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                        Locale.ROOT, "the entropy of x may be too high: it is said to be %.4g bits, but ", said.bits())
                + rows.shown(n, name, rows.error)
                + "; the standard error holds the difference");
    }

    /** Refuses more than rows of few levels can hold. */
    private static void requireRoom(Information said, CodeLengths lengths, Samples samples, String name) {
        double most = lengths.most(ERRORS);
        if (said.nats() > most + ROUNDING) {
            throw contradiction(
                    said,
                    String.format(
                            Locale.ROOT,
                            "the %d values in a row of %s, of %d levels in all, hold at most %.4g bits by their counts and those"
                                    + " of neighbours",
                            samples.dimensions(),
                            name,
                            lengths.levels(),
                            bits(most)));
        }
    }

    private static boolean whole(float[] values) {
        for (float value : values) {
            if (value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    private static double bits(double nats) {
        return Information.ofNats(nats).bits();
    }

    private static IllegalArgumentException contradiction(Information said, String found) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "the given entropy of x is %.4g bits, but ", said.bits()) + found
                        + "; give the entropy of what these samples were drawn from");
    }

    /**
     * The entropy of counts.
     *
     * @param plain of the frequencies
     * @param nats after Miller and Madow's correction
     * @param correction the difference
     * @param error its standard error, that of equally likely symbols included
     * @param distinct how many symbols
     * @param single how many of them occurred once
     */
    private record Counted(double plain, double nats, double correction, double error, int distinct, int single) {
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
            double correction = (counts.length - 1) / (2 * n);
            double error = Math.sqrt(variance / n + correction / n);
            return new Counted(mean, mean + correction, correction, error, counts.length, single);
        }

        /** By how much an entropy may be too high. */
        double doubt(double said) {
            return Math.hypot(error, Math.max(0, said - nats));
        }

        String shown(int n, String name, double within) {
            return String.format(
                    Locale.ROOT,
                    "the %d rows of %s, %d of them distinct, show %.4g ± %.2g bits",
                    n,
                    name,
                    distinct,
                    bits(nats),
                    bits(within));
        }

        String tooFew(int n) {
            return String.format(
                    Locale.ROOT,
                    "the entropy of x was not confirmed by these samples: %d of %d rows occur once, so more values than the %d"
                            + " seen are likely; they show about %.4g bits, and the standard error holds the difference",
                    single,
                    n,
                    distinct,
                    bits(nats));
        }
    }
}
