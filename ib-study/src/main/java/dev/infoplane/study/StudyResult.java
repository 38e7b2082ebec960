package dev.infoplane.study;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.work.StudyMeasurements;
import dev.infoplane.study.work.StudyPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a study has found. */
public final class StudyResult {
    private final Study study;
    private final Path folder;
    private final Manifest manifest;
    private final StudyMeasurements measurements;
    private final PlaneStore points;

    StudyResult(Study study, Path folder, Manifest manifest, ResultStore store) throws IOException {
        this.study = study;
        this.folder = folder;
        this.manifest = manifest;
        measurements = new StudyMeasurements(study.spec(), study.images(), study.graph(), store);
        points = StudyPoints.open(folder, study.identity());
    }

    /** Writes the points that can be measured and are not there yet, and the tables. */
    void writePoints() throws IOException {
        for (long seed : study.spec().decoderSeeds()) {
            Map<StudyPoint, Estimate> inputs = measurements.inputs(seed);
            for (StudyPoint point : study.graph().points()) {
                Optional<Estimate> label = measurements.label(point, seed);
                if (inputs.containsKey(point) && label.isPresent()) {
                    for (PointKey key : point.keys()) {
                        write(point, study.keyBy(seed, key), inputs.get(point), label.get());
                    }
                }
            }
        }
        points.writeTable();
    }

    /**
     * Refuses a plane with holes.
     *
     * @throws IOException if a point is missing, naming one
     */
    void requireAllPoints() throws IOException {
        for (long seed : study.spec().decoderSeeds()) {
            for (StudyPoint point : study.graph().points()) {
                for (PointKey key : point.keys()) {
                    if (points.find(study.keyBy(seed, key)).isEmpty()) {
                        throw new IOException(
                                "results of " + key + " in the folder 'work' were damaged while they were read;"
                                        + " start the study again, which makes them again");
                    }
                }
            }
        }
    }

    private void write(StudyPoint point, PointKey key, Estimate input, Estimate label) {
        PlanePoint measured = new PlanePoint(
                key, Optional.of(input), Optional.of(label), Optional.of(provenance(point, key, input, label)));
        if (points.find(key).isEmpty()) {
            points.put(measured, point.position());
        }
    }

    private Provenance provenance(StudyPoint point, PointKey key, Estimate input, Estimate label) {
        return new Provenance(
                Identity.of("network of a study", 2)
                        .with("run", key.run())
                        .with("values", "after epoch " + key.epoch()),
                Identity.of("activations of a study", 1).with("hookPoint", key.hookPoint()),
                Optional.of(Identity.of("input information", 1).with("settings", input.settings())),
                Optional.of(Identity.of("label information", 1).with("settings", label.settings())),
                Optional.of(study.identity()));
    }

    /** The study. */
    public Study study() {
        return study;
    }

    /** The folder of the results. */
    public Path folder() {
        return folder;
    }

    /** What the folder was made from and with. */
    public Manifest manifest() {
        return manifest;
    }

    /** The points. */
    public InformationPlane plane() {
        return points.plane();
    }

    /**
     * How well the network of each run of the plane did on held-out images: by run, metric and epoch.
     *
     * @throws IOException if results cannot be read
     */
    public Map<String, Map<String, SortedMap<Integer, Double>>> metrics() throws IOException {
        Map<String, Map<String, SortedMap<Integer, Double>>> byRun = new TreeMap<>();
        for (StudyPoint point : study.graph().points()) {
            for (long seed : study.spec().decoderSeeds()) {
                String run = study.keyBy(seed, point.keys().get(0)).run();
                if (!byRun.containsKey(run) && !measurements.metrics(point).isEmpty()) {
                    byRun.put(run, measurements.metrics(point));
                }
            }
        }
        return byRun;
    }

    /**
     * The images drawn from a point, if any were: by the first decoder seed alone.
     *
     * @throws IOException if they cannot be read
     */
    public Optional<Samples> drawn(PointKey key) throws IOException {
        long first = study.spec().decoderSeeds().get(0);
        for (StudyPoint point : study.graph().points()) {
            if (point.keys().stream().map(k -> study.keyBy(first, k)).anyMatch(key::equals)) {
                return measurements.drawn(point.drawn());
            }
        }
        return Optional.empty();
    }

    /**
     * The images drawn without activations, if any were.
     *
     * @throws IOException if they cannot be read
     */
    public Optional<Samples> drawnWithoutActivations() throws IOException {
        return measurements.drawn(study.graph().firstPool().flatMap(pool -> pool.drawn()));
    }
}
