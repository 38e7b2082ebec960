package dev.infoplane.cli.study;

import java.util.Locale;

/** Times as people read them. */
final class Durations {
    private Durations() {}

    static String of(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
