package dev.infoplane.examples.truth;

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
    private static final double[] SHARES = {0.035, 0.075, 1};

    private final Count falseClaims = new Count();
    private final Count silentMisses = new Count();
    private final Count mattering = new Count();
    private final Count truths = new Count();
    private final Count warnedOnly = new Count();
    private final Count warnedWithin = new Count();
    private final Count covered = new Count();
    private final Count coveredApart = new Count();
    private final List<Count> found = List.of(new Count(), new Count(), new Count());
    private final double[] shares = new double[SHARES.length];
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

    /** Counts all points of a source. */
    void add(List<TrustRow> rows) {
        double seen = rows.stream()
                .filter(r -> r.role() == TrustRow.Role.SEEN)
                .mapToDouble(TrustRow::value)
                .findFirst()
                .orElse(Double.NaN);
        for (TrustRow row : rows) {
            claim(row, seen);
            value(row);
            if (row.training().isMeasured()) {
                training(row);
            }
        }
    }

    private void claim(TrustRow row, double seen) {
        switch (row.role()) {
            case SEEN, BLANK, LAYER -> {}
            case REDUCED -> {
                int step = 0;
                while (row.share() > SHARES[step]) {
                    step++;
                }
                found.get(step).add(row.claimed());
                shares[step] += row.share();
            }
            default -> {
                falseClaims.add(row.claimed());
                note(row.claimed(), "false claim: " + row.name());
            }
        }
        if (row.role() == TrustRow.Role.REENCODED && row.truth() >= LEAST_BITS) {
            double change = row.value() / seen - 1;
            note(
                    Math.abs(change) > SHARE_OF_ENTROPY,
                    String.format(Locale.ROOT, "re-encoded by %.2f %%: %s", 100 * change, row.name()));
            worst = Math.max(worst, Math.abs(change));
        }
    }

    private void value(TrustRow row) {
        if (Double.isNaN(row.truth())) {
            return;
        }
        double off = Math.max(0, Math.abs(row.value() - row.truth()) - TrustRow.ERRORS * row.error());
        boolean isWithin = off <= SHARE_OF_ENTROPY * row.entropy()
                && (row.truth() < LEAST_BITS || off <= SHARE_OF_INFORMATION * row.truth());
        truths.add(isWithin || row.isWarned());
        warnedOnly.add(!isWithin && row.isWarned());
        if (isWithin) {
            warnedWithin.add(row.isWarned());
        }
        note(
                !isWithin,
                String.format(
                        Locale.ROOT,
                        "off%s: %s reads %.2f for %.2f",
                        row.isWarned() ? ", warned" : " in silence",
                        row.name(),
                        row.value(),
                        row.truth()));
    }

    private void training(TrustRow row) {
        double bits = row.training().found();
        boolean matters = bits > SHARE_OF_ENTROPY * row.entropy()
                || bits > SHARE_OF_SHORTFALL * row.value()
                        && bits > TrustRow.ERRORS * row.training().error();
        boolean isSilent = matters && !row.isWarned();
        silentMisses.add(isSilent);
        mattering.add(matters);
        note(isSilent, String.format(Locale.ROOT, "missed in silence: %s gains %.2f", row.name(), bits));
        forecast(covered, row.training(), "gains", row);
        forecast(coveredApart, row.apart(), "moves apart by", row);
    }

    private void forecast(Count count, TrustRow.Gain gain, String verb, TrustRow row) {
        if (gain.isJudged()) {
            count.add(gain.isForecast());
            note(
                    !gain.isForecast(),
                    String.format(
                            Locale.ROOT,
                            "%s %.3f instead of %.3f to %.3f: %s",
                            verb,
                            gain.found(),
                            gain.low(),
                            gain.high(),
                            row.name()));
        }
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
                        100 * shares[k] / found.get(k).all,
                        found.get(k)));
            }
        }
        lines.add("what four times the steps bring within its interval " + covered);
        lines.add("what they change in a difference within its interval " + coveredApart);
        lines.add("points to which four times the steps bring what matters " + mattering);
        lines.add("truths out of bounds and warned of " + warnedOnly);
        lines.add("values within bounds that warn all the same " + warnedWithin);
        lines.add("false claims " + falseClaims);
        lines.add("silent misses " + silentMisses);
        lines.add("truths within bounds " + truths);
        lines.add(String.format(Locale.ROOT, "invariance worst %.2f %%", 100 * worst));
        return lines;
    }
}
