package dev.infoplane.report;

import dev.infoplane.estimate.Information;
import dev.infoplane.study.hypothesis.TestedClaim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A claim that was put to the test, as a row of the page: what was claimed, what was found, and the answer in words. Immutable.
 *
 * @param claim what was claimed, for instance {@code "I(X;T) of stage 3 falls from its peak to the end"}
 * @param finding what was measured; empty if the claim could not be tested
 * @param verdict the answer in plain words, for instance {@code "holds"} or {@code "not shown: more training may make up for it"}
 */
public record Hypothesis(String claim, Optional<Finding> finding, String verdict) {
    /** Refuses a blank claim and a blank verdict. */
    public Hypothesis {
        Objects.requireNonNull(finding, "finding");
        if (Objects.requireNonNull(claim, "claim").isBlank()
                || Objects.requireNonNull(verdict, "verdict").isBlank()) {
            throw new IllegalArgumentException(
                    "a hypothesis needs a claim and a verdict in words, got '" + claim + "', '" + verdict + "'");
        }
    }

    /**
     * The size of an effect and how sure it is.
     *
     * @param effect the size
     * @param low lower end of its interval, at most {@code effect}
     * @param high upper end of its interval, at least {@code effect}
     * @param correctedP the p-value, corrected for the number of claims that were tested together, from 0 to 1
     */
    public record Finding(Information effect, Information low, Information high, double correctedP) {
        /** Refuses NaN, an interval that does not hold the effect and a p-value outside [0, 1]. */
        public Finding {
            if (!(low.nats() <= effect.nats() && effect.nats() <= high.nats())) {
                throw new IllegalArgumentException(
                        "the interval must hold the effect, got " + effect + " outside " + low + " to " + high);
            }
            if (!(correctedP >= 0 && correctedP <= 1)) {
                throw new IllegalArgumentException("a p-value lies between 0 and 1, got " + correctedP);
            }
        }
    }

    /** What a study's test says of a claim, with what its estimates warn of: one warning of each kind, and how many there are. */
    public static Hypothesis of(TestedClaim tested) {
        String warnings = tested.warnings().isEmpty() ? "" : ". Warned: " + ofEachKind(tested.warnings());
        return new Hypothesis(
                tested.claim().text(),
                tested.effect().map(e -> new Finding(e.size(), e.low(), e.high(), e.correctedP())),
                tested.explanation() + warnings);
    }

    private static String ofEachKind(List<String> warnings) {
        Map<String, List<String>> kinds = warnings.stream()
                .collect(Collectors.groupingBy(w -> w.split(":", 2)[0], LinkedHashMap::new, Collectors.toList()));
        return kinds.values().stream()
                .map(same -> same.size() == 1 ? same.get(0) : same.get(0) + " (one of " + same.size() + ")")
                .collect(Collectors.joining(" | "));
    }

    /** A claim that was tested. */
    public static Hypothesis tested(String claim, Finding finding, String verdict) {
        return new Hypothesis(claim, Optional.of(finding), verdict);
    }

    /** A claim that the data do not allow to be tested; the verdict says why. */
    public static Hypothesis untested(String claim, String verdict) {
        return new Hypothesis(claim, Optional.empty(), verdict);
    }
}
