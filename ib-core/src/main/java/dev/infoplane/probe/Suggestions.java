package dev.infoplane.probe;

import dev.infoplane.probe.internal.TorchModule;
import dev.infoplane.probe.internal.TorchModules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say when a name matches nothing. */
final class Suggestions {
    private static final int MOST_LISTED = 40;
    private static final int LONGEST = 200;

    private static final String TORCH_SCRIPT =
            "the modules inside a TorchScript model can be probed only in a copy of its"
                    + " archive written by TorchScript.expose(...)";

    private Suggestions() {}

    /** Says what was asked for, what comes nearest and what exists: inputs if these were meant, else outputs. */
    static String noMatch(String asked, boolean inputs, List<HookPoint> all) {
        List<HookPoint> listed = all.stream().filter(p -> p.isInput() == inputs).toList();
        String name = asked.replaceAll("^[^']*'|'$|\\\\", "");
        Map<HookPoint, Integer> distances = new IdentityHashMap<>();
        listed.forEach(p -> distances.put(p, distance(shortened(name), shortened(p.path()))));
        String nearest = listed.stream()
                .sorted(Comparator.comparingInt(distances::get))
                .limit(3)
                .map(p -> shortened(p.path()))
                .collect(Collectors.joining(", "));
        return "no hook point matches " + asked + "; nearest: " + nearest + "; available: " + paths(listed)
                + aboutOpaque(all).map(text -> "; " + text).orElse("");
    }

    /** What cannot be had, if there are blocks that their engines run as one piece. */
    static Optional<String> aboutOpaque(List<HookPoint> all) {
        return all.stream()
                .filter(HookPoint::isOpaque)
                .map(HookPoint::blockType)
                .distinct()
                .filter(type -> !type.equals(TorchModules.BLOCK_TYPE) || exposesNothing(all))
                .map(type -> type.equals(TorchModules.BLOCK_TYPE)
                        ? TORCH_SCRIPT
                        : "the engine runs a block of type " + type
                                + " as one piece: its inputs and outputs can be probed, nothing within it")
                .reduce((a, b) -> a + "; " + b);
    }

    private static boolean exposesNothing(List<HookPoint> all) {
        return all.stream().noneMatch(p -> p.blockType().equals(TorchModule.class.getSimpleName()));
    }

    /** The paths, joined by commas; the last of very many are only counted. */
    static String paths(List<HookPoint> points) {
        String listed =
                points.stream().limit(MOST_LISTED).map(p -> shortened(p.path())).collect(Collectors.joining(", "));
        return points.size() <= MOST_LISTED ? listed : listed + " and " + (points.size() - MOST_LISTED) + " more";
    }

    private static String shortened(String path) {
        int half = LONGEST / 2;
        return path.length() <= LONGEST ? path : path.substring(0, half) + "…" + path.substring(path.length() - half);
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
