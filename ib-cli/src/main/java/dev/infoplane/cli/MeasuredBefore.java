package dev.infoplane.cli;

import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.util.Optional;

/**
 * What an output folder holds of arrays in files: what is measured into it again must be what was measured before. Other
 * contradictions, such as other settings, are for {@link PlaneStore} to find.
 */
final class MeasuredBefore {
    static final String COLUMNS = "dimensions";
    static final String FILE = "firstRows";
    static final String SAMPLES = "samples";
    private static final int SHOWN_DIGITS = 12;

    private final PlaneStore store;
    private final PlaneQuantity ofX;
    private final Optional<PlaneQuantity> ofY;

    MeasuredBefore(PlaneStore store, PlaneQuantity ofX, Optional<PlaneQuantity> ofY) {
        this.store = store;
        this.ofX = ofX;
        this.ofY = ofY;
    }

    /** @throws IllegalArgumentException if a file has changed, naming it, what was expected and what was found */
    void requireSame(PointKey key, ActivationFolder.Item item, Provenance now) {
        Optional<Provenance> same = store.find(key).flatMap(point -> ofFiles(point, now));
        if (same.isPresent()) {
            Provenance then = same.get();
            requireSameArray(item, now.activations(), then.activations());
            requireSameSide(item, ofX, then.inputInformation());
            ofY.ifPresent(y -> requireSameSide(item, y, then.labelInformation()));
        } else {
            store.plane().points().stream()
                    .filter(p -> p.key().run().equals(key.run())
                            && p.key().hookPoint().equals(key.hookPoint()))
                    .forEach(p -> ofFiles(p, now).ifPresent(then -> requireSameWidth(item, p.key(), now, then)));
        }
    }

    /** What a point was measured from, if that was an array in a file and not a running network. */
    private static Optional<Provenance> ofFiles(PlanePoint point, Provenance now) {
        return point.provenance().filter(then -> then.network().equals(now.network()));
    }

    private void requireSameArray(ActivationFolder.Item item, Identity now, Identity then) {
        if (!now.equals(then)) {
            throw new IllegalArgumentException(item.name() + " is not the file that " + item.what() + " in '"
                    + store.folder() + "' was measured from: expected " + described(then) + ", found " + described(now)
                    + ". It has changed since, or comes from another training. " + remedy());
        }
    }

    private static String described(Identity activations) {
        return LayerWidths.columns(activations.integer(COLUMNS)) + " and SHA-256 "
                + activations.text(FILE).substring(0, SHOWN_DIGITS) + "…";
    }

    private void requireSameWidth(ActivationFolder.Item item, PointKey other, Provenance now, Provenance then) {
        long columns = now.activations().integer(COLUMNS);
        long before = then.activations().integer(COLUMNS);
        if (columns != before) {
            throw new IllegalArgumentException("layer '" + item.layer() + "' has " + LayerWidths.columns(columns)
                    + " in " + item.name() + " and had " + before + " at epoch " + other.epoch()
                    + ", which was measured into '" + store.folder() + "' before. " + remedy());
        }
    }

    private void requireSameSide(ActivationFolder.Item item, PlaneQuantity quantity, Optional<Identity> then) {
        quantity.option()
                .ifPresent(name -> then.ifPresent(before -> {
                    if (!before.text(SAMPLES).equals(quantity.identity().text(SAMPLES))) {
                        throw new IllegalArgumentException(name + " holds other values than those that " + item.what()
                                + " in '" + store.folder()
                                + "' was measured against: it has changed since, is another"
                                + " file, or was not given then. " + remedy());
                    }
                }));
    }

    private String remedy() {
        return "Nothing was overwritten. Bring the old file back, choose another --out or --run, or delete '"
                + store.folder().resolve("points") + "' to measure everything again";
    }
}
