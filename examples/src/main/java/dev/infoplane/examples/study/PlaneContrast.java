package dev.infoplane.examples.study;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.contrast.Verdict;
import dev.infoplane.estimate.Estimate;
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
record PlaneContrast(String about, Contrast first, Contrast second) {
    /** Whether the first plane claims that there is a difference. */
    boolean claimed() {
        return first.verdict().outcome() == Verdict.Outcome.CLAIMED;
    }

    /** Whether the first plane does not allow the test. */
    boolean untestable() {
        return first.verdict().outcome() == Verdict.Outcome.UNTESTABLE;
    }

    /** Whether the second plane tells the difference from zero, with the sign it has in the first. */
    boolean agrees() {
        return secondSign() != 0 && secondSign() == sign(first);
    }

    boolean reversed() {
        return secondSign() != 0 && secondSign() == -sign(first);
    }

    /** 0 if the second plane does not tell the difference from zero. */
    private int secondSign() {
        boolean told =
                second.paired().filter(PairedDifference::exceedsSamplingError).isPresent();
        return told ? sign(second) : 0;
    }

    private static int sign(Contrast contrast) {
        return contrast.paired()
                .map(d -> (int) Math.signum(d.difference().nats()))
                .orElse(0);
    }

    /**
     * Each layer minus the one before it, at each epoch. Before any training the network is the same in all regimes, so that
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
                    String about = key.run() + ", epoch " + key.epoch() + ": " + key.hookPoint() + " minus "
                            + before.hookPoint();
                    all.add(contrast(about, first, second, before, key));
                }
            }
        }
        return all;
    }

    /** Each epoch minus the one before it, and the last minus the first. */
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
                run + ", " + hookPoint + ": epoch " + to + " minus " + from,
                first,
                second,
                new PointKey(run, from, hookPoint),
                new PointKey(run, to, hookPoint));
    }

    private static PlaneContrast contrast(
            String about, InformationPlane first, InformationPlane second, PointKey from, PointKey to) {
        return new PlaneContrast(
                about,
                Contrast.between(input(first, from), input(first, to)),
                Contrast.between(input(second, from), input(second, to)));
    }

    static Estimate input(InformationPlane plane, PointKey key) {
        return plane.find(key)
                .flatMap(PlanePoint::inputInformation)
                .orElseThrow(() -> new IllegalArgumentException("the point " + key + " has no I(X;T)"));
    }
}
