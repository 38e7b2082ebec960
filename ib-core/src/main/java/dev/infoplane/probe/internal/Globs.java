package dev.infoplane.probe.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Globs over paths with dots: {@code *} within one part, {@code **} across parts. */
public final class Globs {
    private Globs() {}

    /** Whether the last part of the paths it matches is that of an input and of no output. */
    public static boolean endsInInputs(String glob) {
        Pattern last = pattern(glob.substring(glob.lastIndexOf('.') + 1));
        return glob.matches("(.*\\.)?in\\d*") || ends(last, "in") && !ends(last, "out");
    }

    private static boolean ends(Pattern last, String port) {
        return IntStream.range(1, 10)
                .anyMatch(n -> last.matcher(n == 1 ? port : port + n).matches());
    }

    /** The pattern of a glob: {@code *} stays within one part of a path, {@code **} crosses parts. */
    public static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        Matcher stars = Pattern.compile("\\*\\*\\.|\\*\\*|\\*").matcher(glob);
        int plain = 0;
        while (stars.find()) {
            regex.append(Pattern.quote(glob.substring(plain, stars.start())));
            regex.append(
                    switch (stars.group()) {
                        case "**." -> "(?:.*\\.)?";
                        case "**" -> ".*";
                        default -> "[^.]*";
                    });
            plain = stars.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(glob.substring(plain))).toString());
    }
}
