package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the drawings on a page show of a large plane, so that the page stays small enough to open: some epochs, spread over
 * all, and learning curves of some hook points. Tables and data hold everything.
 */
final class Thinning {
    private static final int MOST_POINTS = 600;
    private static final int MOST_PANELS = 24;

    private Thinning() {}

    /** The plane itself, or its points at a few epochs if it has many. */
    static InformationPlane epochs(InformationPlane plane) {
        if (plane.points().size() <= MOST_POINTS) {
            return plane;
        }
        Set<String> kept = Set.copyOf(Scales.legendEpochs(plane));
        return InformationPlane.of(plane.points().stream()
                .filter(p -> kept.contains(String.valueOf(p.key().epoch())))
                .toList());
    }

    /** The plane itself, or some of its runs and hook points if a panel for each would be too many. */
    static InformationPlane panels(InformationPlane plane) {
        List<String> runs = spread(plane.runs(), MOST_PANELS);
        List<String> hooks = spread(plane.hookPoints(), Math.max(1, MOST_PANELS / runs.size()));
        if (runs.size() == plane.runs().size()
                && hooks.size() == plane.hookPoints().size()) {
            return plane;
        }
        return InformationPlane.of(plane.points().stream()
                .filter(p ->
                        runs.contains(p.key().run()) && hooks.contains(p.key().hookPoint()))
                .toList());
    }

    /** What a caption says about what a drawing leaves out; empty if that is nothing. */
    static String note(InformationPlane drawn, InformationPlane whole) {
        List<String> parts = new ArrayList<>();
        add(parts, Scales.epochs(drawn).size(), Scales.epochs(whole).size(), "epochs");
        add(parts, drawn.runs().size(), whole.runs().size(), "runs");
        add(parts, drawn.hookPoints().size(), whole.hookPoints().size(), "hook points");
        return parts.isEmpty() ? "" : "Drawn here: " + String.join(", ", parts) + ". The tables hold all points.";
    }

    private static void add(List<String> parts, int drawn, int all, String what) {
        if (drawn < all) {
            parts.add(drawn + " of " + all + " " + what);
        }
    }

    /** All of them, or so many spread over all, the first and the last among them if there are two or more. */
    private static List<String> spread(List<String> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        Set<String> some = new LinkedHashSet<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get(most == 1 ? 0 : Math.round(i * (all.size() - 1f) / (most - 1))));
        }
        return List.copyOf(some);
    }
}
