package dev.infoplane.estimate.spi;

import dev.infoplane.estimate.MiEstimator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One kind of estimator: its id, what it can do, what can be set, and how it is made. */
public interface EstimatorProvider {
    /** A short stable name, lower case with hyphens, for instance {@code "ksg1"}; also the id of what it makes. */
    String id();

    /** What it can do and what it needs. */
    Capabilities capabilities();

    /** What can be set, with types and defaults. */
    List<Setting> settings();

    /**
     * Makes an estimator.
     *
     * @param values settings by name, each of its type or as text; those left out have their defaults. The settings of an
     *     estimate make the estimator again that gave it
     * @throws IllegalArgumentException for an unknown name (the message lists what exists), a value of the wrong type and
     *     a value that the estimator refuses
     */
    MiEstimator create(Map<String, ?> values);

    /**
     * A provider whose settings are the components of a record: {@code int}, {@code long}, {@code double}, {@code boolean},
     * {@code String} or an enum. Checks belong in the record's compact constructor.
     *
     * @param <R> the record
     * @param defaults the record with default values
     * @param make makes the estimator from the filled record; the identity if the estimator is the record
     * @param fixed components that keep their values: they are no settings, and only what they are is accepted
     */
    static <R extends Record> EstimatorProvider of(
            String id, Capabilities capabilities, R defaults, Function<R, MiEstimator> make, String... fixed) {
        return new RecordProvider<>(id, capabilities, defaults, make, List.of(fixed));
    }
}
