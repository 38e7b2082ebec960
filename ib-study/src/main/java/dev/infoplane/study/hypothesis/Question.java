package dev.infoplane.study.hypothesis;

import java.util.Comparator;
import java.util.List;

/**
 * A claim and the comparisons that answer it.
 *
 * @param claim what is claimed
 * @param candidates the comparisons from which one was chosen because of its values; empty if no network has both ends
 * @param networksOfRegime how many networks of the regime were measured at all
 */
record Question(Claim claim, List<Comparison> candidates, int networksOfRegime) {
    /** The comparison that the claim is about, that with the largest value at the top. */
    Comparison chosen() {
        return largest(candidates);
    }

    static Comparison largest(List<Comparison> candidates) {
        return candidates.stream()
                .max(Comparator.comparing(c -> c.top().estimate().value()))
                .orElseThrow();
    }

    boolean isTestable() {
        return !candidates.isEmpty() && chosen().isTestable();
    }

    List<Comparison> testable() {
        return candidates.stream().filter(Comparison::isTestable).toList();
    }

    int networks() {
        return candidates.isEmpty() ? 0 : chosen().networks();
    }
}
