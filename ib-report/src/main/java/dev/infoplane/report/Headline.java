package dev.infoplane.report;

import dev.infoplane.contrast.Verdict;
import dev.infoplane.contrast.Verdict.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the page says first: for each amount measured at several epochs, how many of its changes are claimed, how many are not,
 * and how many cannot be tested. What does not occur is not counted, so that a plane whose changes cannot be tested never reads
 * as one without changes.
 */
final class Headline {
    private static final Map<Verdict, String> REASONS = new EnumMap<>(
            Map.of(
                    Verdict.WITHIN_SAMPLING_ERROR, "within 2 standard errors",
                    Verdict.BELOW_ZERO, "only between values below zero, which are too low by at least their size",
                    Verdict.WITHIN_CHOICE, "no larger than the largest of as many differences is by chance",
                    Verdict.WITHIN_DECODER_SPREAD, "no larger than what other decoder seeds or encodings move",
                    Verdict.WITHIN_TRAINING, "more training may make up for it",
                    Verdict.CONVERGENCE_UNKNOWN,
                            "beyond 2 standard errors, but what more training would change is not known: too few steps, or an"
                                    + " estimator that learns nothing, which cannot tell a change of the network from one of its own",
                    Verdict.NOT_INVARIANT,
                            "beyond 2 standard errors, but this decoder may read re-encoded activations differently, by an"
                                    + " unknown amount",
                    Verdict.UNEQUAL_TRAINING, "the two ends took different numbers of training steps",
                    Verdict.TOO_FEW_SAMPLES, "too few samples for a standard error",
                    Verdict.NOT_PAIRED,
                            "the two ends were measured in different ways, such as under different noise, or without a value for each sample"));

    /** More kinds of answers are left to the table. */
    private static final int MOST_ANSWERS = 5;

    private Headline() {}

    /** @param hypotheses what was tested together; where there are any, changes are counted after them, as the weaker statement */
    static List<String> of(List<Change> changes, List<Hypothesis> hypotheses) {
        List<String> sentences = new ArrayList<>(answers(hypotheses).stream().toList());
        for (Quantity q : Quantity.values()) {
            List<Verdict> verdicts = changes.stream()
                    .filter(c -> c.quantity() == q)
                    .map(Change::verdict)
                    .toList();
            if (!verdicts.isEmpty()) {
                sentences.add((hypotheses.isEmpty() ? "Of " : "One by one, of ") + sentence(q, verdicts));
            }
        }
        return sentences;
    }

    /** How many hypotheses got which answer: the words of a verdict before its reason. */
    private static Optional<String> answers(List<Hypothesis> hypotheses) {
        Map<String, Long> counts = hypotheses.stream()
                .collect(Collectors.groupingBy(
                        h -> h.verdict().split("[:(.]", 2)[0].strip(), LinkedHashMap::new, Collectors.counting()));
        return counts.isEmpty() || counts.size() > MOST_ANSWERS
                ? Optional.empty()
                : Optional.of("Answers to " + hypotheses.size() + " claims tested together: "
                        + counts.entrySet().stream()
                                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String sentence(Quantity q, List<Verdict> verdicts) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            Map<Verdict, Integer> counts = new TreeMap<>();
            verdicts.stream().filter(v -> v.outcome() == outcome).forEach(v -> counts.merge(v, 1, Integer::sum));
            if (!counts.isEmpty()) {
                parts.add(part(outcome, counts));
            }
        }
        int n = verdicts.size();
        return n + (n == 1 ? " change of " : " changes of ") + q.symbol() + " between first, peak and last epoch, "
                + String.join("; ", parts) + ".";
    }

    private static String part(Outcome outcome, Map<Verdict, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (outcome == Outcome.CLAIMED) {
            return total + (total == 1 ? " is" : " are")
                    + " claimed (larger than sampling error, decoder spread and what more training may change)";
        }
        List<String> reasons = counts.entrySet().stream()
                .map(e -> (counts.size() == 1 ? "" : e.getValue() + " ") + REASONS.get(e.getKey()))
                .toList();
        String what = outcome == Outcome.UNTESTABLE
                ? " cannot be tested"
                : total == 1 ? " is not claimed" : " are not claimed";
        return total + what + " (" + String.join("; ", reasons) + ")";
    }
}
