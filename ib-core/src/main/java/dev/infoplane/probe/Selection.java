package dev.infoplane.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses hook points by globs: {@code *} within one part of a path, {@code **} across parts. */
final class Selection {
    private final List<String> globs;

    Selection(List<String> globs) {
        this.globs = globs;
    }

    /**
     * The points that any glob matches, in the order of the points.
     *
     * @throws IllegalArgumentException if a glob matches nothing, saying what exists and what comes nearest
     */
    List<HookPoint> choose(List<HookPoint> all) {
        for (String glob : globs) {
            Pattern pattern = pattern(glob);
            if (all.stream().noneMatch(p -> pattern.matcher(p.path()).matches())) {
                throw new IllegalArgumentException(noMatch(glob, all));
            }
        }
        List<Pattern> patterns = globs.stream().map(Selection::pattern).toList();
        return all.stream()
                .filter(p -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(p.path()).matches()))
                .toList();
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        Matcher stars = Pattern.compile("\\*\\*|\\*").matcher(glob);
        int plain = 0;
        while (stars.find()) {
            regex.append(Pattern.quote(glob.substring(plain, stars.start())));
            regex.append(stars.group().equals("**") ? ".*" : "[^.]*");
            plain = stars.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(glob.substring(plain))).toString());
    }

    private static String noMatch(String glob, List<HookPoint> all) {
        List<String> paths = all.stream().map(HookPoint::path).toList();
        List<String> nearest = new ArrayList<>(paths);
        nearest.sort(Comparator.comparingInt(p -> distance(glob, p)));
        return "no hook point matches '" + glob + "'; nearest: "
                + String.join(", ", nearest.subList(0, Math.min(3, nearest.size()))) + "; available: "
                + String.join(", ", paths);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
