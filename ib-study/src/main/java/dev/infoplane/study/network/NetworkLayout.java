package dev.infoplane.study.network;

import dev.infoplane.probe.HookPoint;
import dev.infoplane.probe.HookPoints;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The extents of a network.
 *
 * @param hookPoints that a study measures, in the order in which the network computes them, with the shape of what passes by for one
 *     image
 * @param multiplications about how many it takes to compute one image: every parameter once for each place of its layer
 */
public record NetworkLayout(Map<String, List<Integer>> hookPoints, double multiplications) {
    /** Takes a copy. */
    public NetworkLayout {
        hookPoints = Collections.unmodifiableMap(new LinkedHashMap<>(hookPoints));
    }

    static NetworkLayout of(HookPoints all, List<HookPoint> chosen) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        chosen.forEach(point -> shapes.putIfAbsent(point.path(), shape(point)));
        return new NetworkLayout(
                shapes,
                all.stream()
                        .filter(point -> !point.isInput() && hasNothingWithin(point, all))
                        .mapToDouble(point -> Math.max(0, point.parameters()) * (double) places(point))
                        .sum());
    }

    private static List<Integer> shape(HookPoint point) {
        return point.sampleShape().stream().map(d -> d.getKey().intValue()).toList();
    }

    private static boolean hasNothingWithin(HookPoint point, HookPoints all) {
        String block = point.path().substring(0, point.path().lastIndexOf('.') + 1);
        return all.stream()
                .noneMatch(
                        other -> other.path().startsWith(block) && other.path().indexOf('.', block.length()) >= 0);
    }

    private static long places(HookPoint point) {
        return point.shape().dimension() == 4
                ? point.shape().get(2) * point.shape().get(3)
                : 1;
    }
}
