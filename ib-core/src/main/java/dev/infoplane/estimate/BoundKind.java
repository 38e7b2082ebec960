package dev.infoplane.estimate;

/** What an estimate claims about the mutual information it names. */
public enum BoundKind {
    /** In expectation not above the true value. */
    LOWER("lower bound"),
    /** In expectation not below the true value. */
    UPPER("upper bound"),
    /** The value itself, counted over the whole population; nothing was sampled. */
    EXACT("exact value"),
    /** Aims at the value itself, with a bias of unknown sign. */
    POINT("point estimate"),
    /**
     * Usable (V-) information, what one family of decoders can extract: a difference of two cross-entropies, neither an
     * upper nor a lower bound on mutual information (Xu et al. 2020).
     */
    DECODABLE("decodable information"),
    /** Another quantity that behaves like mutual information in some ways; neither an estimate of it nor a bound on it. */
    RELATED("related quantity, not mutual information");

    private final String phrase;

    BoundKind(String phrase) {
        this.phrase = phrase;
    }

    /** How a report names this claim, for instance {@code "lower bound"}. */
    public String phrase() {
        return phrase;
    }
}
