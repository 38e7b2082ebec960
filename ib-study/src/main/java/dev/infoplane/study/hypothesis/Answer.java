package dev.infoplane.study.hypothesis;

/** What a test says about a claim. */
public enum Answer {
    /** The claim holds. */
    HOLDS("holds"),
    /** The opposite holds. */
    OPPOSITE("the opposite holds"),
    /** Neither the claim nor its opposite was shown. */
    NOT_SHOWN("not shown"),
    /** The data do not allow the test. */
    UNTESTABLE("cannot be tested");

    private final String phrase;

    Answer(String phrase) {
        this.phrase = phrase;
    }

    /** The answer in words. */
    public String phrase() {
        return phrase;
    }
}
