package dev.infoplane.examples.truth;

import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts of what a measure claims, misses and says of itself. Amounts are in bits. */
final class TrustTally {
    /** Below it, shares of the information mean little. */
    static final double LEAST_BITS = 5;

    private static final double SHARE_OF_ENTROPY = 0.02;
    private static final double SHARE_OF_INFORMATION = 0.05;
    private static final double SHARE_OF_SHORTFALL = 0.1;
    private static final double ERRORS = 2;

    private final Count falseClaims = new Count();
    private final Count silentMisses = new Count();
    private final Count truths = new Count();
    private final Count warnedOnly = new Count();
    private final Count covered = new Count();
    private final List<Count> found = List.of(new Count(), new Count(), new Count());
    private final List<Double> shares = new ArrayList<>(List.of(0.0, 0.0, 0.0));
    private final List<String> notes = new ArrayList<>();
    private double worst;

    private static final class Count {
        private int hits;
        private int all;

        void add(boolean isHit) {
            hits += isHit ? 1 : 0;
            all++;
        }

        @Override
        public String toString() {
            return hits + " of " + all;
        }
    }

    void mayNotBeClaimed(String what, boolean isClaimed) {
        falseClaims.add(isClaimed);
        note(isClaimed, "false claim: " + what);
    }

    void shouldBeClaimed(int step, double share, boolean isClaimed) {
        found.get(step).add(isClaimed);
        shares.set(step, shares.get(step) + share);
    }

    void reencoded(String what, double change) {
        note(
                Math.abs(change) > SHARE_OF_ENTROPY,
                String.format(Locale.ROOT, "re-encoded by %.2f %%: %s", 100 * change, what));
        worst = Math.max(worst, Math.abs(change));
    }

    void value(String what, Estimate e, double truth, double entropy) {
        double off = Math.max(
                0,
                Math.abs(e.value().bits() - truth)
                        - ERRORS * e.standardError().orElse(Information.ZERO).bits());
        boolean isWithin =
                off <= SHARE_OF_ENTROPY * entropy && (truth < LEAST_BITS || off <= SHARE_OF_INFORMATION * truth);
        boolean isWarned = !e.warnings().isEmpty();
        truths.add(isWithin || isWarned);
        warnedOnly.add(!isWithin && isWarned);
        note(
                !isWithin,
                String.format(
                        Locale.ROOT,
                        "off%s: %s reads %.2f for %.2f",
                        isWarned ? ", warned" : " in silence",
                        what,
                        e.value().bits(),
                        truth));
    }

    void training(String what, Estimate once, Estimate fourTimes, double entropy) {
        PairedDifference gained = PairedDifference.between(once, fourTimes);
        double bits = gained.difference().bits();
        boolean matters = bits > SHARE_OF_ENTROPY * entropy
                || bits > SHARE_OF_SHORTFALL * once.value().bits() && !isWithinError(gained);
        boolean isSilent = matters && once.warnings().isEmpty();
        silentMisses.add(isSilent);
        note(isSilent, String.format(Locale.ROOT, "missed in silence: %s gains %.2f", what, bits));
        once.convergenceGap().ifPresent(gap -> {
            boolean isCovered = isWithin(gap, gained);
            covered.add(isCovered);
            note(!isCovered, String.format(Locale.ROOT, "gains %.3f instead of %s: %s", bits, inBits(gap), what));
        });
    }

    private static boolean isWithinError(PairedDifference d) {
        return Math.abs(d.zScore()) <= ERRORS;
    }

    /** The gain itself is measured with an error. */
    private static boolean isWithin(ConvergenceGap gap, PairedDifference gained) {
        double error = ERRORS * gained.standardError().nats();
        return gained.difference().nats() >= gap.low().nats() - error
                && gained.difference().nats() <= gap.high().nats() + error;
    }

    private static String inBits(ConvergenceGap gap) {
        return String.format(
                Locale.ROOT, "%.3f to %.3f", gap.low().bits(), gap.high().bits());
    }

    private void note(boolean isWorthIt, String text) {
        if (isWorthIt) {
            notes.add(text);
        }
    }

    /** What was out of the ordinary. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The counts, the four that must hold last. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int k = 0; k < found.size(); k++) {
            if (found.get(k).all > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "true changes of %.1f %% found %s",
                        100 * shares.get(k) / found.get(k).all,
                        found.get(k)));
            }
        }
        lines.add("what four times the steps bring within its interval " + covered);
        lines.add("truths out of bounds and warned of " + warnedOnly);
        lines.add("false claims " + falseClaims);
        lines.add("silent misses " + silentMisses);
        lines.add("truths within bounds " + truths);
        lines.add(String.format(Locale.ROOT, "invariance worst %.2f %%", 100 * worst));
        return lines;
    }
}
