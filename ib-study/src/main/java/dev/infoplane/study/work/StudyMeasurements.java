package dev.infoplane.study.work;

import dev.infoplane.density.LearnedPoint;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.PooledScores;
import dev.infoplane.density.spi.DensityBounds;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointCodec;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.store.DamagedBlobException;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what tasks have measured, and makes estimates of it. Small: activations and images of others are never read. */
public final class StudyMeasurements {
    private static final int SHOWN = 16;

    private final StudySpec spec;
    private final StudyImages images;
    private final StudyGraph graph;
    private final ResultStore store;

    /** Of a study whose tasks are done as far as they could be. */
    public StudyMeasurements(StudySpec spec, StudyImages images, StudyGraph graph, ResultStore store) {
        this.spec = spec;
        this.images = images;
        this.graph = graph;
        this.store = store;
    }

    /**
     * I(X;T) of the points that could be measured.
     *
     * @param seed of the decoders
     * @throws IOException if results cannot be read
     */
    public Map<StudyPoint, Estimate> inputs(long seed) throws IOException {
        if (!graph.pools().isEmpty()) {
            return byPoint(members(graph.pools().get(seed)), 0);
        }
        Map<StudyPoint, Estimate> estimates = new LinkedHashMap<>();
        for (StudyPoint point : graph.points()) {
            Optional<PlanePoint> found = point(point.inputs().get(seed));
            if (found.isPresent()) {
                estimates.put(point, found.get().inputInformation().orElseThrow());
            }
        }
        return estimates;
    }

    /**
     * I(X;T) of the points by the family of the audit; empty if there is none.
     *
     * @throws IOException if results cannot be read
     */
    public Map<StudyPoint, Estimate> audit() throws IOException {
        return graph.audit().isEmpty()
                ? Map.of()
                : byPoint(members(graph.audit().get()), 0);
    }

    /**
     * I(X; T + N(0, σ²)) of points by the share of the layer's deviation that σ is, 0 among them; empty if nothing was asked for.
     *
     * @throws IOException if results cannot be read
     */
    public SortedMap<Double, Map<StudyPoint, Estimate>> throughNoise() throws IOException {
        SortedMap<Double, Map<StudyPoint, Estimate>> bySigma = new TreeMap<>();
        if (graph.noise().isPresent()) {
            Map<String, Estimate> members = members(graph.noise().get());
            bySigma.put(0.0, byPoint(members, 0));
            spec.noise().sigmas().forEach(sigma -> bySigma.put(sigma, byPoint(members, sigma)));
        }
        return bySigma;
    }

    private Map<StudyPoint, Estimate> byPoint(Map<String, Estimate> members, double sigma) {
        Map<StudyPoint, Estimate> estimates = new LinkedHashMap<>();
        for (StudyPoint point : graph.points()) {
            Optional.ofNullable(members.get(Pool.member(point.name(), sigma)))
                    .ifPresent(estimate -> estimates.put(point, estimate));
        }
        return estimates;
    }

    private Map<String, Estimate> members(Pool pool) throws IOException {
        Optional<PooledScores> reference = scores(pool.reference());
        Map<String, LearnedPoint> learned = new TreeMap<>();
        for (Map.Entry<String, StudyTask> member : pool.scores().entrySet()) {
            Optional<PooledScores> scores = scores(member.getValue());
            Optional<byte[]> facts = bytes(member.getValue(), Work.FACTS);
            if (scores.isPresent() && facts.isPresent()) {
                PointFacts known = PointFacts.of(facts.get());
                learned.put(member.getKey(), new LearnedPoint(scores.get(), known.values(), known.noise()));
            }
        }
        if (reference.isEmpty() || learned.isEmpty()) {
            return Map.of();
        }
        PooledFamily family = DensityRegistry.load()
                .pooledFamily(pool.family().estimator())
                .create(pool.family().settings(), LearningPlace.ANYWHERE);
        String name = pool.scores().size() + " points, "
                + pool.learned().id().digest().substring(0, SHOWN);
        return DensityBounds.load()
                .of(
                        family,
                        images.folds(),
                        images.heldOut().images(),
                        new DensityBounds.Learned<>(learned, reference.get(), name));
    }

    /**
     * The information of a point before all are measured; empty if something that it follows from is missing.
     *
     * @param seed of the decoders
     * @throws IOException if results cannot be read
     */
    public Optional<Information> preview(StudyPoint point, long seed) throws IOException {
        if (graph.pools().isEmpty()) {
            return point(point.inputs().get(seed))
                    .flatMap(PlanePoint::inputInformation)
                    .map(Estimate::value);
        }
        Pool pool = graph.pools().get(seed);
        Optional<PooledScores> own = scores(pool.scores().get(point.name()));
        Optional<PooledScores> reference = scores(pool.reference());
        return own.flatMap(o -> reference.map(r -> Information.ofNats(mean(o) - mean(r))));
    }

    private static double mean(PooledScores scores) {
        double sum = 0;
        for (double v : scores.logLikelihood()) {
            sum += v;
        }
        return sum / scores.logLikelihood().length;
    }

    /**
     * I(T;Y) of a point, if it was measured.
     *
     * @param seed of the decoders
     * @throws IOException if it cannot be read
     */
    public Optional<Estimate> label(StudyPoint point, long seed) throws IOException {
        return point(point.labels().get(seed)).flatMap(PlanePoint::labelInformation);
    }

    /**
     * Images drawn from a point by the first decoder seed, if any were.
     *
     * @throws IOException if they cannot be read
     */
    public Optional<Samples> drawn(StudyPoint point) throws IOException {
        return drawn(graph.firstPool().map(pool -> pool.drawn().get(point.name())));
    }

    /**
     * Images drawn without activations, if any were.
     *
     * @throws IOException if they cannot be read
     */
    public Optional<Samples> drawnWithout() throws IOException {
        return drawn(graph.firstPool().flatMap(Pool::drawnWithout));
    }

    private Optional<Samples> drawn(Optional<StudyTask> task) throws IOException {
        return task.isEmpty() ? Optional.empty() : read(task.get(), Work.DRAWN, SamplesFile::read);
    }

    /**
     * How well the network of a point did on held-out images, by metric and epoch; empty if it was not trained, and for an untrained
     * network that several regimes share, since each of them measures it again.
     *
     * @throws IOException if results cannot be read
     */
    public Map<String, SortedMap<Integer, Double>> metrics(StudyPoint point) throws IOException {
        Map<String, SortedMap<Integer, Double>> metrics = new TreeMap<>();
        Optional<byte[]> lines = point.keys().size() > 1 ? Optional.empty() : bytes(point.network(), Work.METRICS);
        for (String line : new String(lines.orElse(new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] cells = line.split(",");
            metrics.computeIfAbsent(cells[1], name -> new TreeMap<>())
                    .put(Integer.parseInt(cells[0]), Double.parseDouble(cells[2]));
        }
        return metrics;
    }

    private Optional<PlanePoint> point(StudyTask task) throws IOException {
        Optional<byte[]> json = bytes(task, Work.ESTIMATE);
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(PointCodec.read(new String(json.get(), StandardCharsets.UTF_8)));
    }

    private Optional<PooledScores> scores(StudyTask task) throws IOException {
        return read(task, Work.SCORES, in -> PooledScores.read(new DataInputStream(in)));
    }

    private Optional<byte[]> bytes(StudyTask task, String output) throws IOException {
        return read(task, output, InputStream::readAllBytes);
    }

    /** Reads from a stored output. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** What a task has put out, if it is done. An output that is damaged is forgotten, so that its task is done again. */
    private <T> Optional<T> read(StudyTask task, String output, Reader<T> reader) throws IOException {
        Optional<TaskResult> result = store.find(task.id());
        if (result.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.open(result.get().output(output))) {
            return Optional.of(reader.read(in));
        } catch (DamagedBlobException e) {
            store.discard(task.id(), e.blob());
            throw new IOException(
                    e.getMessage() + "; it was forgotten, start the study again, which does '" + task.label()
                            + "' again",
                    e);
        }
    }
}
