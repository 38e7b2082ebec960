package dev.infoplane.study.hypothesis;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.estimate.Information;
import dev.infoplane.study.hypothesis.MaxStatistic.Term;
import dev.infoplane.study.hypothesis.TestedClaim.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tests the claims of a study: fitting, compression and depth, for both amounts, every regime and every layer. The package says how.
 * Immutable; same plane and seed, same bits.
 *
 * <pre>{@code
 * List<TestedClaim> claims = ClaimTests.standard().test(SeededPlane.of(plane));
 * }</pre>
 *
 * <p>Time and memory are linear in claims, epochs and images: about a second for 44 claims on 8 epochs and 1000 images.
 */
public final class ClaimTests {
    private static final int LEAST_DRAWS = 2000;
    /** So many draws for each claim let the smallest p-value pass the correction. */
    private static final int DRAWS_PER_CLAIM = 40;

    private static final int LEAST_GROUPS = 20;

    private final double level;
    private final long seed;
    private final Optional<int[]> groups;

    private ClaimTests(double level, long seed, Optional<int[]> groups) {
        this.level = level;
        this.seed = seed;
        this.groups = groups;
    }

    /** At a level of 5 % for all claims together, with images that are independent. */
    public static ClaimTests standard() {
        return new ClaimTests(0.05, 0, Optional.empty());
    }

    /**
     * With another chance that any claim is made which does not hold.
     *
     * @param level above 0 and below 1
     */
    public ClaimTests level(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, such as 0.05, got " + level);
        }
        return new ClaimTests(level, seed, groups);
    }

    /** With another seed of the bootstrap. */
    public ClaimTests seed(long seed) {
        return new ClaimTests(level, seed, groups);
    }

    /**
     * For images that are not independent, such as several crops of one photograph: those of one group are drawn together.
     *
     * @param groupOfImage a number for each image, the same for those that belong together
     */
    public ClaimTests groups(int... groupOfImage) {
        return new ClaimTests(level, seed, Optional.of(groupOfImage.clone()));
    }

    /**
     * All claims that the plane allows, in order of amounts, regimes and layers. None for a layer that was measured at one epoch only.
     *
     * @throws IllegalArgumentException if groups were given for another number of images, or fewer than 20
     */
    public List<TestedClaim> test(SeededPlane plane) {
        List<Question> questions = Questions.of(plane);
        List<Question> testable =
                questions.stream().filter(Question::isTestable).toList();
        Map<List<Object>, List<Comparison>> pools = new HashMap<>();
        testable.forEach(q -> q.testable()
                .forEach(c -> pools.computeIfAbsent(pool(q, c), p -> new ArrayList<>())
                        .add(c)));
        Map<List<Object>, NetworkVariation> variations = new HashMap<>();
        pools.forEach((pool, comparisons) -> variations.put(pool, NetworkVariation.of(comparisons)));
        int draws = Math.max(LEAST_DRAWS, DRAWS_PER_CLAIM * testable.size());
        List<Draft> drafts = new ArrayList<>();
        for (Question q : testable) {
            drafts.add(draft(q, c -> variations.get(pool(q, c)), draws));
        }
        double[] corrected = Holm.correct(drafts.stream().mapToDouble(Draft::p).toArray());
        List<TestedClaim> claims = new ArrayList<>();
        int next = 0;
        for (Question q : questions) {
            claims.add(
                    q.isTestable()
                            ? tested(q, drafts.get(next).effect(corrected[next++]), corrected.length)
                            : untestable(q));
        }
        return claims;
    }

    /** Comparisons of one kind, amount and regime share what they say of the variance over networks. */
    private static List<Object> pool(Question q, Comparison c) {
        return List.of(q.claim().kind(), q.claim().amount(), q.claim().regime(), c.networks());
    }

    /** What is known of a claim before the correction, in nats. */
    private record Draft(double size, double reach, double p) {
        Effect effect(double correctedP) {
            return new Effect(
                    Information.ofNats(size),
                    Information.ofNats(size - reach),
                    Information.ofNats(size + reach),
                    p,
                    correctedP);
        }
    }

    private Draft draft(Question q, Function<Comparison, NetworkVariation> variations, int draws) {
        List<Term> terms =
                q.testable().stream().map(c -> term(c, variations.apply(c))).toList();
        Term chosen = term(q.chosen(), variations.apply(q.chosen()));
        MaxStatistic largest = MaxStatistic.draw(terms, draws, seed);
        double error = chosen.standardError();
        double reach = error > 0 ? largest.quantile(1 - level) * error : 0;
        return new Draft(chosen.size(), reach, largest.p(chosen.statistic()));
    }

    private Term term(Comparison c, NetworkVariation networks) {
        double[] differences = c.differences();
        double mean = Arrays.stream(differences).average().orElseThrow();
        return new Term(
                mean,
                residuals(differences, mean),
                networks.variance(c) / c.networks(),
                networks.freedom(c),
                c.decoderVariance());
    }

    /** Deviations from the mean, of images or of groups of images. */
    private double[] residuals(double[] differences, double mean) {
        if (groups.isEmpty()) {
            return Arrays.stream(differences).map(d -> d - mean).toArray();
        }
        int[] groupOf = groups.orElseThrow();
        if (groupOf.length != differences.length) {
            throw new IllegalArgumentException("groups were given for " + groupOf.length + " images, but "
                    + differences.length + " were measured");
        }
        int[] names = Arrays.stream(groupOf).distinct().sorted().toArray();
        if (names.length < LEAST_GROUPS) {
            throw new IllegalArgumentException("groups of images are drawn again, which takes at least " + LEAST_GROUPS
                    + " of them, got " + names.length);
        }
        double[] sums = new double[names.length];
        for (int i = 0; i < differences.length; i++) {
            sums[Arrays.binarySearch(names, groupOf[i])] += differences[i] - mean;
        }
        return Arrays.stream(sums)
                .map(s -> s * names.length / differences.length)
                .toArray();
    }

    private TestedClaim tested(Question q, Effect effect, int tests) {
        Contrast contrast = q.chosen().contrast();
        Outcome outcome = contrast.verdict().outcome();
        Answer answer;
        String explanation;
        if (effect.correctedP() > level) {
            answer = Answer.NOT_SHOWN;
            explanation = "not shown: " + withinVariation(q, tests);
        } else if (outcome == Outcome.UNTESTABLE) {
            answer = Answer.UNTESTABLE;
            explanation = contrast.verdict().phrase();
        } else if (outcome == Outcome.NOT_CLAIMED) {
            answer = Answer.NOT_SHOWN;
            explanation = contrast.verdict().phrase().replaceFirst("^no:", "not shown:");
        } else {
            answer = effect.size().nats() > 0 ? Answer.HOLDS : Answer.OPPOSITE;
            explanation = answer.phrase();
        }
        return new TestedClaim(
                q.claim(), answer, explanation + about(q), Optional.of(effect), q.networks(), warnings(q));
    }

    private static String withinVariation(Question q, int tests) {
        String kind = q.networks() > 1 ? "images and networks" : "images";
        String of = tests == 1 ? "" : ", with " + tests + " claims tested at once";
        boolean all = q.networks() > 1 && Arrays.stream(q.chosen().byNetwork()).allMatch(d -> d > 0);
        return "within the variation over " + kind + of
                + (all ? "; the effect has this sign in each of the networks" : "");
    }

    private static String about(Question q) {
        int n = q.networks();
        String left = n < q.networksOfRegime() ? " of " + q.networksOfRegime() + ", others lack points" : "";
        return n == 1 ? " (this network only" + left + ")" : " (" + n + " networks" + left + ")";
    }

    private static TestedClaim untestable(Question q) {
        String reason = q.candidates().isEmpty()
                ? "cannot be tested: no network was measured at both ends"
                : q.chosen().contrast().verdict().phrase();
        return new TestedClaim(q.claim(), Answer.UNTESTABLE, reason, Optional.empty(), q.networks(), warnings(q));
    }

    private static List<String> warnings(Question q) {
        if (q.candidates().isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(q.chosen().base().estimate().warnings());
        all.addAll(q.chosen().top().estimate().warnings());
        return all.stream().distinct().toList();
    }
}
