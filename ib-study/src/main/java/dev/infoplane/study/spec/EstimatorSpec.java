package dev.infoplane.study.spec;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one quantity is measured: by a family of decoders, or by an estimator that needs none.
 *
 * @param estimator the id of a density family or of an estimator, for instance {@code label-knn}. A pooled family learns all points
 *     of the study together. With a family, the label's information is a lower bound, since the entropy of the labels is known, and
 *     the input's is decodable information
 * @param settings of the family or the estimator; those left out have their defaults. The number of {@code classes} is filled in
 */
public record EstimatorSpec(String estimator, Map<String, Object> settings) {
    /** PixelCNN++ decoders on closed forms, one network for all points. */
    public static final EstimatorSpec INPUT = new EstimatorSpec("pooled-pixelcnn", Map.of());

    /** Small classifiers. */
    public static final EstimatorSpec LABEL = new EstimatorSpec("classifier", Map.of());

    /** Takes a copy, in the order of names; refuses settings of nothing. */
    public EstimatorSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(settings)));
        if (estimator.isBlank() && !settings.isEmpty()) {
            throw new IllegalArgumentException("the settings " + settings.keySet()
                    + " need the id of the estimator or density family that they are for");
        }
    }

    /** Whether it names nothing. */
    public boolean isNone() {
        return estimator.isBlank();
    }

    /** The same with some settings replaced. */
    public EstimatorSpec with(Map<String, ?> others) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.putAll(others);
        return new EstimatorSpec(estimator, all);
    }
}
