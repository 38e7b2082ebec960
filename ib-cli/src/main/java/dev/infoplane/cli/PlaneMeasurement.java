package dev.infoplane.cli;

import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.util.Optional;

/** Measures the arrays of a folder into a store, once each. */
final class PlaneMeasurement {
    private final PlaneStore store;
    private final String run;
    private final PlaneQuantity ofX;
    private final Optional<PlaneQuantity> ofY;
    private final MeasuredBefore before;
    private final LayerWidths widths = new LayerWidths();

    PlaneMeasurement(PlaneStore store, String run, PlaneQuantity ofX, Optional<PlaneQuantity> ofY) {
        this.store = store;
        this.run = run;
        this.ofX = ofX;
        this.ofY = ofY;
        before = new MeasuredBefore(store, ofX, ofY);
    }

    /**
     * Measures an array unless the store has it.
     *
     * @return whether it was measured now
     * @throws IllegalArgumentException if the array does not fit the others, or has changed since it was measured, naming its file
     * @throws IllegalStateException if the store holds something else under its name
     */
    boolean measure(ActivationFolder.Item item, int position) throws IOException {
        PointKey key = new PointKey(run, item.epoch(), item.layer());
        Samples t = item.read();
        ofX.requireRows(t, item);
        ofY.ifPresent(y -> y.requireRows(t, item));
        widths.require(item, t.dimensions());
        Provenance from = new Provenance(
                Identity.of("network", 1).with("from", "arrays in files"),
                Identity.of("activations", 1)
                        .with(MeasuredBefore.COLUMNS, t.dimensions())
                        .with(MeasuredBefore.FILE, item.digest()),
                Optional.of(ofX.identity()),
                ofY.map(PlaneQuantity::identity),
                Optional.empty());
        before.requireSame(key, item, from);
        Optional<PlanePoint> there = store.find(key, from);
        if (there.isPresent()
                && (ofY.isEmpty() || there.get().labelInformation().isPresent())) {
            return false;
        }
        store.put(
                new PlanePoint(
                        key, Optional.of(ofX.measure(t, item)), ofY.map(y -> y.measure(t, item)), Optional.of(from)),
                position);
        return true;
    }
}
