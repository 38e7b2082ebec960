package dev.infoplane.models.closedform;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All points of a pool as their closed forms show them. Activations are read one point at a time; what is kept of each is
 * {@link PointMaps}.
 *
 * @param shape channels, height and width of an image
 * @param firstTeachingRow the first of the rows that may teach what comes after, see
 *     {@link Reconstruction#firstTeachingRow}
 * @param points in order of their names
 * @param none without activations
 * @param warnings about the activations of each point
 * @param warningsOfNone about images without activations
 */
public record ReconstructedPool(
        int[] shape,
        int firstTeachingRow,
        SortedMap<String, PointMaps> points,
        PointMaps none,
        Map<String, List<String>> warnings,
        List<String> warningsOfNone) {
    /**
     * Reconstructs the images from each point, and from their own causal pixels alone.
     *
     * @param x rows of all folds
     * @param points activations by name, rows matching x
     * @throws IllegalArgumentException if x are no images, or a point does not fit, naming it
     */
    public static ReconstructedPool of(
            ClosedForm form, Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points) {
        PoolImages images = PoolImages.of(form, x, folds);
        PoolImages.Prepared none = images.prepare(Optional.empty());
        SortedMap<String, PointMaps> all = new TreeMap<>();
        Map<String, List<String>> warnings = new TreeMap<>();
        new TreeMap<String, Supplier<Samples>>(points).forEach((name, reader) -> {
            Samples t = reader.get();
            try {
                PoolImages.Prepared point = images.prepare(Optional.of(t));
                all.put(name, point.maps());
                warnings.put(name, point.warningsThroughMaps());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the point '" + name + "': " + e.getMessage(), e);
            }
        });
        return new ReconstructedPool(
                x.rowShape(),
                form.firstTeachingRow(),
                Collections.unmodifiableSortedMap(all),
                none.maps(),
                Collections.unmodifiableMap(warnings),
                none.warningsThroughMaps());
    }
}
