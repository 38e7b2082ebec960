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

/** Turns captured activations into points of one run. */
final class Measuring implements AutoCloseable {
    private final String run;
    private final HeldOut heldOut;
    private final MiEstimator inputEstimator;
    private final MiEstimator labelEstimator;
    private final long seed;
    private final PlaneStore store;
    private final ProbeListener listener;
    private final Map<PointKey, PlanePoint> points = new LinkedHashMap<>();
    private MiEstimator.Prepared inputs;
    private MiEstimator.Prepared labels;

    Measuring(
            String run,
            HeldOut heldOut,
            MiEstimator inputEstimator,
            MiEstimator labelEstimator,
            long seed,
            PlaneStore store,
            ProbeListener listener) {
        this.run = run;
        this.heldOut = heldOut;
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

    PlanePoint measure(int epoch, String hookPoint, Samples activations) {
        PointKey key = new PointKey(run, epoch, hookPoint);
        activations.requireFinite("the activations at " + key);
        listener.onMeasuring(key);
        PlanePoint point = new PlanePoint(key, inputInformation(activations), labelInformation(activations));
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
        if (inputs != null) {
            inputs.close();
            inputs = null;
        }
        if (labels != null) {
            labels.close();
            labels = null;
        }
    }

    private boolean isComplete(PlanePoint point) {
        return (inputEstimator == null || point.inputInformation().isPresent())
                && (labelEstimator == null || point.labelInformation().isPresent());
    }

    private Optional<Estimate> inputInformation(Samples t) {
        if (inputEstimator == null) {
            return Optional.empty();
        }
        if (inputs == null) {
            inputs = inputEstimator.prepare(heldOut.inputs(), seed);
        }
        return Optional.of(inputs.estimate(t));
    }

    private Optional<Estimate> labelInformation(Samples t) {
        if (labelEstimator == null) {
            return Optional.empty();
        }
        if (labels == null) {
            labels = labelEstimator.prepare(heldOut.labels().orElseThrow(), seed);
        }
        return Optional.of(labels.estimate(t));
    }
}
