package dev.infoplane.study.hypothesis;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** An information plane whose runs are repetitions over seeds of networks and of decoders. All of them measured the same images. */
public final class SeededPlane {
    private final List<String> hookPoints;
    private final List<String> regimes;
    private final Map<Path, SortedMap<Integer, Map<Replicate, Estimate>>> paths = new HashMap<>();

    private record Path(Amount amount, String regime, String hookPoint) {}

    private SeededPlane(InformationPlane plane, Map<String, Replicate> replicates) {
        hookPoints = plane.hookPoints();
        regimes = replicates.values().stream().map(Replicate::regime).distinct().toList();
        for (PlanePoint p : plane.points()) {
            for (Amount amount : Amount.values()) {
                amount.of(p).ifPresent(e -> put(amount, replicates.get(p.key().run()), p, e));
            }
        }
    }

    private void put(Amount amount, Replicate replicate, PlanePoint point, Estimate estimate) {
        paths.computeIfAbsent(new Path(amount, replicate.regime(), point.key().hookPoint()), k -> new TreeMap<>())
                .computeIfAbsent(point.key().epoch(), k -> new HashMap<>())
                .put(replicate, estimate);
    }

    /**
     * Says which repetition each run of a plane is.
     *
     * @param replicateOfRun from the name of a run
     * @throws IllegalArgumentException if two runs are the same repetition, naming both
     */
    public static SeededPlane of(InformationPlane plane, Function<String, Replicate> replicateOfRun) {
        Map<String, Replicate> replicates = new TreeMap<>();
        Map<Replicate, String> runs = new HashMap<>();
        for (String run : plane.runs()) {
            Replicate replicate = replicateOfRun.apply(run);
            replicates.put(run, replicate);
            String before = runs.put(replicate, run);
            if (before != null) {
                throw new IllegalArgumentException("the runs '" + before + "' and '" + run + "' are both " + replicate
                        + "; give one of them another seed");
            }
        }
        return new SeededPlane(plane, replicates);
    }

    /** A plane whose runs are named as {@link Replicate#ofRun} reads them; other runs are regimes of their own. */
    public static SeededPlane of(InformationPlane plane) {
        return of(plane, Replicate::ofRun);
    }

    List<String> regimes() {
        return regimes;
    }

    /** In the order of the layers. */
    List<String> hookPoints() {
        return hookPoints;
    }

    /** By epoch, what each repetition measured; empty if nothing was measured there. */
    SortedMap<Integer, Map<Replicate, Estimate>> path(Amount amount, String regime, String hookPoint) {
        return paths.getOrDefault(new Path(amount, regime, hookPoint), Collections.emptySortedMap());
    }
}
