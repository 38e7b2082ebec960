package dev.infoplane.cli.study;

import dev.infoplane.cli.text.NearestName;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.study.spec.StudySpec;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a study can name as its estimators: for the input all there is, for the label what measures point by point, for the audit
 * families that learn all points together.
 *
 * @param pooled families that learn all points together
 * @param families that learn one density at a time
 * @param estimators that need no density
 */
record SpecNames(Set<String> pooled, Set<String> families, Set<String> estimators) {
    /** What the class path brings. */
    static SpecNames installed() {
        DensityRegistry densities = DensityRegistry.load();
        return new SpecNames(
                densities.pooledIds(), densities.ids(), EstimatorRegistry.load().ids());
    }

    /**
     * Refuses names that nothing has. Where no family is installed, the study itself says what brings some.
     *
     * @throws IllegalArgumentException with the nearest name, and those there are
     */
    void require(StudySpec spec) {
        if (pooled.isEmpty() && families.isEmpty()) {
            return;
        }
        Set<String> pointwise = union(families, estimators);
        require("input", spec.input().estimator(), union(pooled, pointwise));
        require("label", spec.label().estimator(), pointwise);
        if (!spec.audit().isNone()) {
            require("audit", spec.audit().estimator(), pooled);
        }
    }

    private void require(String quantity, String id, Set<String> fit) {
        if (!union(pooled, union(families, estimators)).contains(id)) {
            throw new IllegalArgumentException(NearestName.unknown("estimator for " + quantity, id, fit));
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
