package dev.infoplane.cli.text;

import java.util.Locale;

/** Times as people read them. */
public final class Durations {
    private Durations() {}

    /** Hours, minutes and seconds, such as {@code 1:05:09}. */
    public static String of(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
