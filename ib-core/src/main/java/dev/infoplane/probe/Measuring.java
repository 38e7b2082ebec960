package dev.infoplane.probe;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns captured activations into points of one run. */
final class Measuring implements AutoCloseable {
    private final String run;
    private final MiEstimator inputEstimator;
    private final MiEstimator labelEstimator;
    private final long seed;
    private final PlaneStore store;
    private final ProbeListener listener;
    private final Map<PointKey, PlanePoint> points = new LinkedHashMap<>();
    private Bound inputs;
    private Bound labels;

    /** An estimator bound to the samples it was prepared with. */
    private record Bound(Samples to, MiEstimator.Prepared prepared) {}

    Measuring(
            String run,
            MiEstimator inputEstimator,
            MiEstimator labelEstimator,
            long seed,
            PlaneStore store,
            ProbeListener listener) {
        this.run = run;
        this.inputEstimator = inputEstimator;
        this.labelEstimator = labelEstimator;
        this.seed = seed;
        this.store = store;
        this.listener = listener;
    }

    String run() {
        return run;
    }

    /** The point, if it is measured already, here or in the store, with all that is asked for. */
    Optional<PlanePoint> find(int epoch, String hookPoint) {
        PointKey key = new PointKey(run, epoch, hookPoint);
        Optional<PlanePoint> known = Optional.ofNullable(points.get(key));
        if (known.isEmpty() && store != null) {
            known = store.find(key).filter(this::isComplete);
            known.ifPresent(p -> points.put(key, p));
        }
        return known;
    }

    PlanePoint measure(int epoch, String hookPoint, ActivationSource.Rows rows, UnaryOperator<Estimate> describe) {
        PointKey key = new PointKey(run, epoch, hookPoint);
        Samples t = rows.activations().remove(hookPoint).requireFinite("the activations at " + key);
        listener.onMeasuring(key);
        PlanePoint point = new PlanePoint(
                key,
                inputInformation(rows, t).map(describe),
                labelInformation(rows, t).map(describe));
        points.put(key, point);
        if (store != null) {
            store.put(point);
        }
        listener.onMeasured(point);
        return point;
    }

    InformationPlane plane() {
        return InformationPlane.of(points.values());
    }

    /** Frees what the estimators kept. */
    @Override
    public void close() {
        inputs = release(inputs);
        labels = release(labels);
    }

    private boolean isComplete(PlanePoint point) {
        return (inputEstimator == null || point.inputInformation().isPresent())
                && (labelEstimator == null || point.labelInformation().isPresent());
    }

    private Optional<Estimate> inputInformation(ActivationSource.Rows rows, Samples t) {
        if (inputEstimator == null) {
            return Optional.empty();
        }
        inputs = bind(inputs, inputEstimator, rows.inputs());
        return Optional.of(inputs.prepared.estimate(t));
    }

    private Optional<Estimate> labelInformation(ActivationSource.Rows rows, Samples t) {
        if (labelEstimator == null) {
            return Optional.empty();
        }
        labels = bind(
                labels,
                labelEstimator,
                rows.labels()
                        .orElseThrow(() ->
                                new IllegalStateException("I(T;Y) cannot be measured: the samples have no labels")));
        return Optional.of(labels.prepared.estimate(t));
    }

    /** Prepares once for the same samples. */
    private Bound bind(Bound before, MiEstimator estimator, Samples to) {
        if (before != null && before.to == to) {
            return before;
        }
        release(before);
        return new Bound(to, estimator.prepare(to, seed));
    }

    private static Bound release(Bound bound) {
        if (bound != null) {
            bound.prepared.close();
        }
        return null;
    }
}
