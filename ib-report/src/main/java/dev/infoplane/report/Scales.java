package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How epochs and hook points become colours, shapes and positions; the same in every chart of a plane. */
final class Scales {
    private static final int MOST_LEGEND_ENTRIES = 9;
    private static final double UNEVEN = 4;
    private static final double LEAST_TICK_SHARE = 0.07;
    /** The palette of Okabe and Ito, which colour-blind readers can tell apart, less its yellow and with black last. */
    private static final List<String> HUES =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000");
    /** Solid shapes, then hollow and crossed ones; their number shares no factor with that of the hues. */
    private static final List<Integer> SHAPES = List.of(16, 17, 15, 5, 6, 1, 2, 0, 4, 8, 7, 9);

    private Scales() {}

    private static List<Integer> epochs(InformationPlane plane) {
        return plane.points().stream()
                .map(p -> p.key().epoch())
                .distinct()
                .sorted()
                .toList();
    }

    /** Colour by the rank of the epoch on viridis, dark first, without its palest end. */
    static Map<String, Object> epochColour(InformationPlane plane) {
        Map<String, Object> scale = discrete("color", "epoch", epochNames(plane));
        scale.put("breaks", legendEpochs(plane));
        scale.put("scale_mapper_kind", "color_cmap");
        scale.put("option", "viridis");
        scale.put("end", 0.9);
        return scale;
    }

    static Map<String, Object> hookPointColour(InformationPlane plane) {
        return cycled("color", plane, HUES);
    }

    static Map<String, Object> hookPointShape(InformationPlane plane) {
        return cycled("shape", plane, SHAPES);
    }

    /** Where an epoch lies on the axis: evenly, or by log(1 + epoch) where they were measured ever more rarely. */
    static double position(int epoch, InformationPlane plane) {
        return logarithmic(plane) ? Math.log1p(epoch) : epoch;
    }

    /** The axis on which {@link #position} puts epochs: a tick at every epoch measured, as far as they have room. */
    static Map<String, Object> epochAxis(InformationPlane plane) {
        List<Integer> all = epochs(plane);
        double range = position(all.get(all.size() - 1), plane) - position(all.get(0), plane);
        List<Integer> ticks = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            double room = ticks.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : position(ticks.get(ticks.size() - 1), plane) - position(all.get(i), plane);
            if (room >= LEAST_TICK_SHARE * range) {
                ticks.add(all.get(i));
            }
        }
        ticks.sort(null);
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("aesthetic", "x");
        axis.put("name", logarithmic(plane) ? "epoch, on a scale of log(1 + epoch)" : "epoch");
        axis.put("breaks", ticks.stream().map(e -> position(e, plane)).toList());
        axis.put("labels", ticks.stream().map(String::valueOf).toList());
        return axis;
    }

    private static boolean logarithmic(InformationPlane plane) {
        List<Integer> all = epochs(plane);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 1; i < all.size(); i++) {
            least = Math.min(least, all.get(i) - all.get(i - 1));
            most = Math.max(most, all.get(i) - all.get(i - 1));
        }
        return most / (double) least >= UNEVEN;
    }

    private static Map<String, Object> cycled(String aesthetic, InformationPlane plane, List<?> values) {
        List<String> names = plane.hookPoints();
        List<Object> chosen = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            chosen.add(values.get(i % values.size()));
        }
        Map<String, Object> scale = discrete(aesthetic, "hook point", names);
        scale.put("values", chosen);
        return scale;
    }

    private static Map<String, Object> discrete(String aesthetic, String title, List<String> limits) {
        Map<String, Object> scale = new LinkedHashMap<>();
        scale.put("aesthetic", aesthetic);
        scale.put("name", title);
        scale.put("discrete", true);
        scale.put("limits", limits);
        return scale;
    }

    /** The epochs that a legend names: all, or some spread over all, first and last among them. */
    static List<String> legendEpochs(InformationPlane plane) {
        List<String> all = epochNames(plane);
        if (all.size() <= MOST_LEGEND_ENTRIES) {
            return all;
        }
        List<String> some = new ArrayList<>();
        for (int i = 0; i < MOST_LEGEND_ENTRIES; i++) {
            some.add(all.get(Math.round(i * (all.size() - 1f) / (MOST_LEGEND_ENTRIES - 1))));
        }
        return some;
    }

    private static List<String> epochNames(InformationPlane plane) {
        return epochs(plane).stream().map(String::valueOf).toList();
    }
}
