package dev.infoplane.study.work;

import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.estimate.spi.Setting;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.spec.EstimatorSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What an id in a spec names: a pooled family, a family that learns one density at a time, or an estimator. */
final class Estimators {
    private enum Sort {
        POOLED,
        FAMILY,
        ESTIMATOR
    }

    /** Of steps, units, neighbours and the like: a thousand times what the largest study needs. */
    private static final int MOST = 100_000_000;

    private final EstimatorSpec spec;
    private final Sort sort;
    private final Map<String, Object> settings;

    private Estimators(EstimatorSpec spec, Sort sort, Map<String, Object> settings) {
        this.spec = spec;
        this.sort = sort;
        this.settings = settings;
    }

    /**
     * Finds what a spec names and checks its settings.
     *
     * @param quantity for messages
     * @param classes that labels have
     * @throws IllegalArgumentException if there is no such id, or the settings are refused
     */
    static Estimators of(String quantity, EstimatorSpec spec, int classes) {
        DensityRegistry densities = DensityRegistry.load();
        EstimatorRegistry estimators = EstimatorRegistry.load();
        String id = spec.estimator();
        boolean isPooled = densities.pooledIds().contains(id);
        boolean isFamily = densities.ids().contains(id);
        boolean isEstimator = estimators.ids().contains(id);
        if (isEstimator && (isPooled || isFamily)) {
            throw new IllegalArgumentException(
                    quantity + ".estimator '" + id + "' is the id of a density family and of an estimator");
        }
        if (!isEstimator && !isPooled && !isFamily) {
            TreeSet<String> all = new TreeSet<>(densities.ids());
            all.addAll(densities.pooledIds());
            throw new IllegalArgumentException(
                    "no estimator '" + id + "' for " + quantity + "; there are the density families "
                            + all + (all.isEmpty() ? " (ib-models brings some)" : "") + " and the estimators "
                            + estimators.ids());
        }
        Map<String, Object> settings = new TreeMap<>(spec.settings());
        Estimators found =
                new Estimators(spec, isPooled ? Sort.POOLED : isFamily ? Sort.FAMILY : Sort.ESTIMATOR, settings);
        if (isFamily && found.known().anyMatch(s -> s.name().equals(Parameters.CLASSES))) {
            settings.putIfAbsent(Parameters.CLASSES, classes);
        }
        try {
            found.described();
            found.known().forEach(found::requirePossible);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(quantity + ".settings: " + e.getMessage(), e);
        }
        return found;
    }

    /** What can be set. */
    private Stream<Setting> known() {
        return switch (sort) {
            case POOLED -> DensityRegistry.load().pooledFamily(spec.estimator()).settings().stream();
            case FAMILY -> DensityRegistry.load().family(spec.estimator()).settings().stream();
            case ESTIMATOR -> EstimatorRegistry.load().provider(spec.estimator()).settings().stream();
        };
    }

    /** Of a setting whose type is right. */
    private void requirePossible(Setting setting) {
        Object given = settings.get(setting.name());
        if (setting.type() == int.class && given != null && Integer.parseInt(given.toString()) > MOST) {
            throw new IllegalArgumentException(setting.name() + " must be at most " + MOST + ", got " + given);
        }
    }

    /** The ids of families that learn all points together. */
    static Set<String> pooledIds() {
        return new TreeSet<>(DensityRegistry.load().pooledIds());
    }

    /** What it names, with all settings that the study gives it. */
    EstimatorSpec spec() {
        return new EstimatorSpec(spec.estimator(), settings);
    }

    /** Whether there is such a setting, said or not. */
    boolean has(String setting) {
        return described().containsKey(setting);
    }

    /** A number among the settings, defaults included; what stands for it if there is none of this name. */
    double number(String setting, double otherwise) {
        try {
            return Double.parseDouble(described().getOrDefault(setting, Double.toString(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** What makes closed forms of points, for a family that learns all points together. */
    Estimators preparation() {
        PointPreparation prepares = staged().preparation();
        Estimators made = new Estimators(
                new EstimatorSpec(prepares.id(), prepares.choices()), Sort.FAMILY, new TreeMap<>(prepares.choices()));
        if (!made.described().equals(prepares.settings())) {
            throw new IllegalArgumentException("the family '" + spec.estimator() + "' prepares points by "
                    + prepares.settings() + ", which the density family '" + prepares.id()
                    + "' cannot be told: it makes "
                    + made.described());
        }
        return made;
    }

    /** A family that prepares points as another one does, unless its settings say how to. */
    Estimators preparingLike(Estimators other) {
        Map<String, Object> shared = new TreeMap<>(staged().preparation().choices());
        shared.keySet().retainAll(known().map(Setting::name).toList());
        if (!Collections.disjoint(shared.keySet(), settings.keySet())) {
            return this;
        }
        Map<String, Object> all = new TreeMap<>(other.staged().preparation().choices());
        all.keySet().retainAll(shared.keySet());
        all.putAll(settings);
        return new Estimators(spec, sort, all);
    }

    /** Whether both give the same numbers by the same seed. */
    boolean isSameAs(Estimators other) {
        return spec.estimator().equals(other.spec.estimator()) && described().equals(other.described());
    }

    private StagedFamily staged() {
        return Work.staged(
                DensityRegistry.load().pooledFamily(spec.estimator()).create(settings, LearningPlace.ANYWHERE));
    }

    boolean isPooled() {
        return sort == Sort.POOLED;
    }

    boolean isFamily() {
        return sort == Sort.FAMILY;
    }

    /** A task's work with what it names, its settings, and what it says of itself: defaults and its revision. */
    Identity in(Identity work) {
        return work.with(sort == Sort.ESTIMATOR ? Parameters.ESTIMATOR : Parameters.FAMILY, spec.estimator())
                .with(Parameters.SETTINGS, settings)
                .with("described", described());
    }

    /** Of the code behind it and what it is made of, by setting. */
    Map<String, String> revisions() {
        Map<String, String> revisions = new TreeMap<>(described());
        revisions.keySet().removeIf(name -> !name.equals("revision") && !name.endsWith(".revision"));
        return revisions;
    }

    private Map<String, String> described() {
        return switch (sort) {
            case POOLED -> staged().settings();
            case FAMILY ->
                DensityRegistry.load()
                        .family(spec.estimator())
                        .create(settings, LearningPlace.ANYWHERE)
                        .settings();
            case ESTIMATOR ->
                EstimatorRegistry.load().create(spec.estimator(), settings).settings();
        };
    }
}
