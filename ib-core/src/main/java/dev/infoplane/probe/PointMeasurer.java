package dev.infoplane.probe;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.probe.internal.session.SeededEstimator;
import dev.infoplane.probe.internal.session.StoredRun;
import dev.infoplane.storage.Identity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns captured activations into points of one run. */
final class PointMeasurer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PointMeasurer.class);

    private final String run;
    private final Optional<SeededEstimator> input;
    private final Optional<SeededEstimator> label;
    private final Optional<Identity> partOf;
    private final Optional<PlaneStore> store;
    private final ProbeListener listener;
    private final Map<PointKey, PlanePoint> points = new LinkedHashMap<>();

    PointMeasurer(
            String run,
            Optional<SeededEstimator> input,
            Optional<SeededEstimator> label,
            Optional<Identity> partOf,
            Optional<PlaneStore> store,
            ProbeListener listener) {
        this.run = run;
        this.input = input;
        this.label = label;
        this.partOf = partOf;
        this.store = store;
        this.listener = listener;
    }

    String run() {
        return run;
    }

    /** The point, if this session has measured it or found it in the store. */
    Optional<PlanePoint> find(int epoch, String hookPoint) {
        return Optional.ofNullable(points.get(key(epoch, hookPoint)));
    }

    /** @param unit what the numbers of epochs count */
    Provenance provenance(String unit, Identity network, Identity activations, ActivationSource source) {
        return new Provenance(
                network,
                activations,
                input.map(e -> e.identity(source.inputs()).with("counted", unit)),
                label.map(e -> e.identity(source.labels()).with("counted", unit)),
                partOf);
    }

    /**
     * Looks up a point in the store, and keeps it if it has all requested quantities.
     *
     * @throws IllegalStateException if the store holds something else of this run
     */
    boolean recall(int epoch, String hookPoint, Provenance from) {
        PointKey key = key(epoch, hookPoint);
        Optional<PlanePoint> stored = store.flatMap(s -> s.find(key, from))
                .filter(p -> isMeasured(input, p.inputInformation()) && isMeasured(label, p.labelInformation()));
        stored.ifPresent(p -> points.put(key, p));
        return stored.isPresent();
    }

    /** @throws IllegalStateException if the store holds something else of this run than what a point is measured from */
    void requireConsistent(int epoch, String hookPoint, Provenance from) {
        store.ifPresent(s -> s.find(key(epoch, hookPoint), from));
    }

    /** Measures the requested quantities that are not in the store. */
    PlanePoint measure(
            int epoch,
            String hookPoint,
            Provenance from,
            ActivationSource.Rows rows,
            UnaryOperator<Estimate> describe) {
        PointKey key = key(epoch, hookPoint);
        var t = rows.activations().remove(hookPoint).requireFinite("the activations at " + key);
        listener.onMeasuring(key);
        Optional<PlanePoint> stored = store.flatMap(s -> s.find(key));
        Optional<Provenance> storedFrom = stored.flatMap(PlanePoint::provenance);
        Optional<Estimate> storedLabel =
                stored.flatMap(PlanePoint::labelInformation).filter(e -> isMeasured(label, Optional.of(e)));
        if (storedLabel.isEmpty()) { // before I(X;T) is measured, which may take long
            label.ifPresent(e -> e.prepare(labels(rows)));
        }
        PlanePoint point = new PlanePoint(
                key,
                stored.flatMap(PlanePoint::inputInformation)
                        .filter(e -> isMeasured(input, Optional.of(e)))
                        .or(() -> input.map(e -> describe.apply(checked(e, e.estimate(rows.inputs(), t))))),
                storedLabel.or(() -> label.map(e -> describe.apply(checked(e, e.estimate(labels(rows), t))))),
                Optional.of(new Provenance(
                        from.network(),
                        from.activations(),
                        from.inputInformation().or(() -> storedFrom.flatMap(Provenance::inputInformation)),
                        from.labelInformation().or(() -> storedFrom.flatMap(Provenance::labelInformation)),
                        from.partOf())));
        store.ifPresent(s -> s.put(point, rows.positions().get(hookPoint)));
        points.put(key, point);
        listener.onMeasured(point);
        return point;
    }

    private static Samples labels(ActivationSource.Rows rows) {
        return rows.labels()
                .orElseThrow(() -> new IllegalStateException("I(T;Y) cannot be measured: the samples have no labels"));
    }

    /**
     * Checks that this session has not measured another network under the epoch.
     *
     * @throws IllegalStateException if it has
     */
    void requireSameNetwork(int epoch, Identity network) {
        boolean changed = points.values().stream()
                .filter(p -> p.key().epoch() == epoch)
                .flatMap(p -> p.provenance().stream())
                .anyMatch(from -> !from.network().equals(network));
        if (changed) {
            throw new IllegalStateException("the network has changed since epoch " + epoch + " of run '" + run
                    + "' was measured, so it cannot be measured under epoch " + epoch + " again; "
                    + TrainingCount.HOW_TO_ANNOUNCE);
        }
    }

    /** Another epoch at which this session knows a network with these parameters. */
    Optional<Integer> otherEpochOf(Identity network, int epoch) {
        return points.values().stream()
                .filter(p -> p.key().epoch() != epoch)
                .filter(p -> p.provenance()
                        .filter(from -> from.network().equals(network))
                        .isPresent())
                .map(p -> p.key().epoch())
                .findFirst();
    }

    /** What this session has measured or found in the store. */
    Set<Integer> epochs() {
        return points.keySet().stream().map(PointKey::epoch).collect(Collectors.toSet());
    }

    /** What the store holds of this run. */
    StoredRun stored() {
        return new StoredRun(store, run);
    }

    /** @param order in which the network computes the hook points */
    InformationPlane plane(List<String> order) {
        return InformationPlane.of(points.values().stream()
                .sorted(Comparator.comparingInt(p -> order.indexOf(p.key().hookPoint())))
                .toList());
    }

    /** Frees what the estimators kept. */
    @Override
    public void close() {
        input.ifPresent(SeededEstimator::close);
        label.ifPresent(SeededEstimator::close);
    }

    private PointKey key(int epoch, String hookPoint) {
        return new PointKey(run, epoch, hookPoint);
    }

    /** An estimate that says more settings than its estimator declares cannot be known for the same; it is made again. */
    private static boolean isMeasured(Optional<SeededEstimator> wanted, Optional<Estimate> stored) {
        return wanted.isEmpty() || stored.filter(wanted.get()::declares).isPresent();
    }

    private static Estimate checked(SeededEstimator estimator, Estimate estimate) {
        if (!estimator.declares(estimate)) {
            LOG.warn(
                    "the settings() of the estimator '{}' are not those of its estimates, {}; its stored points will not be"
                            + " recognised, and are measured again",
                    estimator.id(),
                    estimate.settings());
        }
        return estimate;
    }
}
