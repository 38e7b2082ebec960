package dev.infoplane.estimators.multivariate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A quantity that is a sum of joint entropies of some variables, each times a whole number: entropies, total correlation and
 * O-information differ in nothing else.
 *
 * @param terms the entropies, each of at least one variable
 */
record Combination(List<Term> terms) {
    /**
     * One joint entropy.
     *
     * @param times how often it counts
     * @param variables of which variables it is, ascending
     */
    record Term(int times, int... variables) {}

    /** H(X1, …, Xm). */
    static Combination joint(int m) {
        return new Combination(List.of(new Term(1, all(m))));
    }

    /** H(X1 | X2, …, Xm). */
    static Combination firstGivenOthers(int m) {
        return new Combination(List.of(new Term(1, all(m)), new Term(-1, without(m, 0))));
    }

    /** Σ H(Xj) - H(X1, …, Xm) (Watanabe 1960). */
    static Combination totalCorrelation(int m) {
        List<Term> terms = new ArrayList<>();
        IntStream.range(0, m).forEach(j -> terms.add(new Term(1, j)));
        terms.add(new Term(-1, all(m)));
        return new Combination(terms);
    }

    /** (m - 2) H(X1, …, Xm) + Σ [H(Xj) - H(all but Xj)] (Rosas et al. 2019). */
    static Combination oInformation(int m) {
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(m - 2, all(m)));
        for (int j = 0; j < m; j++) {
            terms.add(new Term(1, j));
            terms.add(new Term(-1, without(m, j)));
        }
        return new Combination(terms);
    }

    private static int[] all(int m) {
        return IntStream.range(0, m).toArray();
    }

    private static int[] without(int m, int left) {
        return Arrays.stream(all(m)).filter(j -> j != left).toArray();
    }
}
