package dev.infoplane.examples.study;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.PairedDifference;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Two points that differ in layer or in epoch, as measured in each of two planes: does the second say what the first says?
 *
 * @param about which points
 * @param first their difference in the first plane
 * @param second in the second
 */
record PlaneContrast(String about, PairedDifference first, PairedDifference second) {
    /** Whether the first plane claims that there is a difference, by the rule of the report. */
    boolean claimed() {
        return first.exceedsSamplingError() && first.exceedsUnsettled();
    }

    /** The second plane tells it from nothing, and with the same sign. */
    boolean agrees() {
        return second.exceedsSamplingError()
                && first.difference().bits() * second.difference().bits() > 0;
    }

    boolean reversed() {
        return second.exceedsSamplingError() && !agrees();
    }

    /**
     * Each layer less the one before it, at each epoch. Before any training the network is the same in all regimes, so that
     * epoch 0 counts once.
     */
    static List<PlaneContrast> layers(InformationPlane first, InformationPlane second, List<PointKey> common) {
        List<PlaneContrast> all = new ArrayList<>();
        List<String> names = first.hookPoints().stream()
                .filter(name -> common.stream().anyMatch(k -> k.hookPoint().equals(name)))
                .toList();
        for (PointKey key : common) {
            int at = names.indexOf(key.hookPoint());
            boolean again = key.epoch() == 0 && !key.run().equals(common.get(0).run());
            if (at > 0 && !again) {
                PointKey before = new PointKey(key.run(), key.epoch(), names.get(at - 1));
                if (common.contains(before)) {
                    String about = key.run() + ", epoch " + key.epoch() + ": " + key.hookPoint() + " less "
                            + before.hookPoint();
                    all.add(contrast(about, first, second, before, key));
                }
            }
        }
        return all;
    }

    /** Each epoch less the one before it, and the last less the first. */
    static List<PlaneContrast> epochs(InformationPlane first, InformationPlane second, List<PointKey> common) {
        List<PlaneContrast> all = new ArrayList<>();
        for (String run : first.runs()) {
            for (String hookPoint : first.hookPoints()) {
                List<Integer> epochs = new ArrayList<>(new TreeSet<>(common.stream()
                        .filter(k -> k.run().equals(run) && k.hookPoint().equals(hookPoint))
                        .map(PointKey::epoch)
                        .toList()));
                for (int i = 1; i < epochs.size(); i++) {
                    all.add(epochs(first, second, run, hookPoint, epochs.get(i - 1), epochs.get(i)));
                }
                if (epochs.size() > 2) {
                    all.add(epochs(first, second, run, hookPoint, epochs.get(0), epochs.get(epochs.size() - 1)));
                }
            }
        }
        return all;
    }

    private static PlaneContrast epochs(
            InformationPlane first, InformationPlane second, String run, String hookPoint, int from, int to) {
        return contrast(
                run + ", " + hookPoint + ": epoch " + to + " less " + from,
                first,
                second,
                new PointKey(run, from, hookPoint),
                new PointKey(run, to, hookPoint));
    }

    private static PlaneContrast contrast(
            String about, InformationPlane first, InformationPlane second, PointKey from, PointKey to) {
        return new PlaneContrast(
                about,
                input(first, to).minus(input(first, from)),
                input(second, to).minus(input(second, from)));
    }

    static Estimate input(InformationPlane plane, PointKey key) {
        return plane.find(key)
                .flatMap(PlanePoint::inputInformation)
                .orElseThrow(() -> new IllegalArgumentException("the point " + key + " has no I(X;T)"));
    }
}
