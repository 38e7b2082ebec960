package dev.infoplane.examples.classic;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far I(X;T) of each layer fell from its highest value to the last epoch. */
final class Compression {
    static final List<String> HEADER = List.of(
            "| estimator | run | layer | highest I(X;T), bits | at epoch | last, bits | fall, bits |",
            "|---|---|---|---|---|---|---|");

    private Compression() {}

    static List<String> rows(String estimator, InformationPlane plane) {
        List<String> rows = new ArrayList<>();
        for (String run : plane.runs()) {
            for (String layer : plane.hookPoints()) {
                List<PlanePoint> path = plane.trajectory(run, layer);
                PlanePoint highest = path.get(0);
                for (PlanePoint point : path) {
                    highest = bits(point) > bits(highest) ? point : highest;
                }
                double last = bits(path.get(path.size() - 1));
                rows.add(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %.3f | %d | %.3f | %.3f |",
                        estimator,
                        run,
                        layer,
                        bits(highest),
                        highest.key().epoch(),
                        last,
                        bits(highest) - last));
            }
        }
        return rows;
    }

    private static double bits(PlanePoint point) {
        return point.inputInformation().orElseThrow().value().bits();
    }

    /** What a page on one estimator must say first. */
    static String finding(String estimator) {
        return switch (estimator) {
            case "binning" ->
                "What falls is how many cells of width 0.07 the 4096 inputs spread over. Saturated tanh units"
                        + " push them into the cells at -1 and 1; ReLU units have no such end.";
            case "pairwise" ->
                "Information about activations to which noise of variance 0.001 was added in thought: the"
                        + " network has no such noise. It falls when activations draw together against that noise.";
            default ->
                "Of a network without noise, to the last bit of its floats. It hardly moves: whatever the other two"
                        + " show is their noise or their cells, not the network's loss of information.";
        };
    }
}
