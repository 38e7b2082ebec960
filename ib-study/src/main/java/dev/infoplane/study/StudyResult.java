package dev.infoplane.study;

import com.google.common.collect.Iterables;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.work.Pool;
import dev.infoplane.study.work.StudyMeasurements;
import dev.infoplane.study.work.StudyPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a study has found. */
public final class StudyResult {
    private static final String AUDIT = "audit";
    private static final String NOISE = "noise-";

    private final Study study;
    private final Path folder;
    private final Manifest manifest;
    private final TaskTimes times;
    private final StudyMeasurements measurements;
    private final PlaneStore points;
    private final Optional<PlaneStore> audit;
    private final SortedMap<Double, PlaneStore> throughNoise = new TreeMap<>();

    StudyResult(Study study, StudyFolder own, ResultStore store) throws IOException {
        this.study = study;
        times = new TaskTimes(study.graph().tasks(), store);
        folder = own.path();
        manifest = own.manifest();
        measurements = new StudyMeasurements(study.spec(), study.images(), study.graph(), store);
        points = StudyPoints.open(folder, study.identity());
        audit = study.graph().audit().isPresent()
                ? Optional.of(StudyPoints.open(folder.resolve(AUDIT), study.identity()))
                : Optional.empty();
        if (study.graph().noise().isPresent()) {
            for (double sigma :
                    Iterables.concat(List.of(0.0), study.spec().noise().sigmas())) {
                throughNoise.put(sigma, StudyPoints.open(folder.resolve(NOISE + sigma), study.identity()));
            }
        }
    }

    /** Writes the points that can be measured and are not there yet, and the tables. */
    void writePoints() throws IOException {
        for (long seed : study.spec().decoderSeeds()) {
            Map<StudyPoint, Estimate> inputs = measurements.inputs(seed);
            for (StudyPoint point : study.graph().points()) {
                Optional<Estimate> label = measurements.label(point, seed);
                if (inputs.containsKey(point) && label.isPresent()) {
                    for (PointKey key : point.keys()) {
                        write(points, point, study.keyBy(seed, key), inputs.get(point), label);
                    }
                }
            }
        }
        points.writeTable();
        if (audit.isPresent()) {
            writeInputs(audit.get(), measurements.audit());
        }
        SortedMap<Double, Map<StudyPoint, Estimate>> noisy = measurements.throughNoise();
        for (Map.Entry<Double, PlaneStore> e : throughNoise.entrySet()) {
            writeInputs(e.getValue(), noisy.get(e.getKey()));
        }
        AtomicFiles.write(folder.resolve(MetricTable.FILE), MetricTable.csv(byNetwork()));
        AtomicFiles.write(folder.resolve(TaskTimes.FILE), times.csv());
    }

    private void writeInputs(PlaneStore store, Map<StudyPoint, Estimate> inputs) throws IOException {
        inputs.forEach((point, input) ->
                point.keys().forEach(key -> write(store, point, firstKey(key), input, Optional.empty())));
        store.writeTable();
    }

    private PointKey firstKey(PointKey key) {
        return study.keyBy(study.spec().decoderSeeds().get(0), key);
    }

    /**
     * Refuses a plane with holes.
     *
     * @throws IOException if a point is missing, naming one
     */
    void requireAllPoints() throws IOException {
        for (StudyPoint point : study.graph().points()) {
            for (PointKey key : point.keys()) {
                for (long seed : study.spec().decoderSeeds()) {
                    require(points, study.keyBy(seed, key));
                }
                if (study.spec().audit().measuredAt(key.epoch())) {
                    require(audit.orElseThrow(), firstKey(key));
                }
                for (PlaneStore store : throughNoise.values()) {
                    if (study.spec().noise().measuredAt(key.epoch())) {
                        require(store, firstKey(key));
                    }
                }
            }
        }
    }

    private static void require(PlaneStore store, PointKey key) throws IOException {
        if (store.find(key).isEmpty()) {
            throw new IOException("results of " + key + " in the folder 'work' were damaged while they were read;"
                    + " start the study again, which makes them again");
        }
    }

    private void write(PlaneStore store, StudyPoint point, PointKey key, Estimate input, Optional<Estimate> label) {
        if (store.find(key).isEmpty()) {
            PlanePoint measured =
                    new PlanePoint(key, Optional.of(input), label, Optional.of(provenance(key, input, label)));
            store.put(measured, point.position());
        }
    }

    private Provenance provenance(PointKey key, Estimate input, Optional<Estimate> label) {
        return new Provenance(
                Identity.of("network of a study", 2)
                        .with("run", key.run())
                        .with("values", "after epoch " + key.epoch()),
                Identity.of("activations of a study", 1).with("hookPoint", key.hookPoint()),
                Optional.of(Identity.of("input information", 1).with("settings", input.settings())),
                label.map(l -> Identity.of("label information", 1).with("settings", l.settings())),
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

    /** The points as the family of the audit reads them, by the first decoder seed; empty if there is none. */
    public Optional<InformationPlane> audit() {
        return audit.map(PlaneStore::plane);
    }

    /** How many processor seconds the tasks of a pool took, if all of them are known. */
    public OptionalDouble processorSeconds(Pool pool) {
        return times.processorSeconds(pool.tasks());
    }

    /** The points through noise by its amount, 0 among them; empty if the study asks for none. */
    public SortedMap<Double, InformationPlane> throughNoise() {
        SortedMap<Double, InformationPlane> planes = new TreeMap<>();
        throughNoise.forEach((sigma, store) -> planes.put(sigma, store.plane()));
        return planes;
    }

    /**
     * How well the network of each run of the plane did: by run, metric and epoch.
     *
     * @throws IOException if results cannot be read
     */
    public Map<String, Map<String, SortedMap<Integer, Double>>> metrics() throws IOException {
        Map<String, Map<String, SortedMap<Integer, Double>>> byRun = new TreeMap<>();
        byNetwork()
                .forEach((network, metrics) ->
                        study.spec().decoderSeeds().forEach(seed -> byRun.put(study.runBy(seed, network), metrics)));
        return byRun;
    }

    private Map<String, Map<String, SortedMap<Integer, Double>>> byNetwork() throws IOException {
        Map<String, Map<String, SortedMap<Integer, Double>>> byNetwork = new TreeMap<>();
        for (StudyPoint point : study.graph().points()) {
            String network = point.keys().get(0).run();
            if (!byNetwork.containsKey(network) && !measurements.metrics(point).isEmpty()) {
                byNetwork.put(network, measurements.metrics(point));
            }
        }
        return byNetwork;
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
                return measurements.drawn(point);
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
        return measurements.drawnWithout();
    }
}
