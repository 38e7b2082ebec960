package dev.infoplane.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Globs over paths with dots: {@code *} within one part, {@code **} across parts. */
final class Globs {
    private Globs() {}

    static Pattern pattern(String glob) {
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
