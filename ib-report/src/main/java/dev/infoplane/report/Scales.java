package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How epochs and hook points become colours, shapes and positions; the same in every chart of a plane. */
final class Scales {
    private static final int MOST_LEGEND_ENTRIES = 9;
    private static final double UNEVEN = 4;
    private static final double LEAST_TICK_SHARE = 0.07;
    /** After the palette of Okabe and Ito, which colour-blind readers can tell apart, its pale colours darkened. */
    static final List<String> HUES =
            List.of("#0072b2", "#d55e00", "#008a64", "#b85a92", "#2b88bd", "#a87400", "#000000");
    /** The dark part of plasma (Smith and van der Walt 2015), evenly spaced; every colour stands out from white by 3:1. */
    private static final List<Integer> EPOCHS = List.of(0x0d0887, 0x46039f, 0x7201a8, 0x9c179e, 0xbd3786, 0xd8576b);
    /** Solid shapes, then hollow and crossed ones; their number shares no factor with that of the hues. */
    private static final List<Integer> SHAPES = List.of(16, 17, 15, 5, 6, 1, 2, 0, 4, 8, 7, 9);

    private Scales() {}

    static List<Integer> epochs(InformationPlane plane) {
        return plane.points().stream()
                .map(p -> p.key().epoch())
                .distinct()
                .sorted()
                .toList();
    }

    /** Colour by the rank of the epoch, dark first. */
    static Map<String, Object> epochColour(InformationPlane plane) {
        List<String> names = epochNames(plane);
        Map<String, Object> scale = discrete("color", "epoch", names);
        scale.put("breaks", legendEpochs(plane));
        scale.put("values", epochColours(names.size()));
        return scale;
    }

    static List<String> epochColours(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> epochColour(count == 1 ? 0 : i / (count - 1.0)))
                .toList();
    }

    private static String epochColour(double share) {
        double position = share * (EPOCHS.size() - 1);
        int before = (int) Math.min(position, EPOCHS.size() - 2);
        double weight = position - before;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = EPOCHS.get(before) >> shift & 0xff;
            int high = EPOCHS.get(before + 1) >> shift & 0xff;
            rgb |= (int) Math.round(low + weight * (high - low)) << shift;
        }
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    static Map<String, Object> hookPointColour(InformationPlane plane) {
        return cycled("color", "hook point", plane.hookPoints(), HUES);
    }

    static Map<String, Object> hookPointShape(InformationPlane plane) {
        return cycled("shape", "hook point", plane.hookPoints(), SHAPES);
    }

    static Map<String, Object> runColour(InformationPlane plane) {
        return cycled("color", "run", plane.runs(), HUES);
    }

    static Map<String, Object> runShape(InformationPlane plane) {
        return cycled("shape", "run", plane.runs(), SHAPES);
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

    static boolean logarithmic(InformationPlane plane) {
        List<Integer> all = epochs(plane);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 1; i < all.size(); i++) {
            least = Math.min(least, all.get(i) - all.get(i - 1));
            most = Math.max(most, all.get(i) - all.get(i - 1));
        }
        return most / (double) least >= UNEVEN;
    }

    private static Map<String, Object> cycled(String aesthetic, String title, List<String> names, List<?> values) {
        List<Object> chosen = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            chosen.add(values.get(i % values.size()));
        }
        Map<String, Object> scale = discrete(aesthetic, title, names);
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
