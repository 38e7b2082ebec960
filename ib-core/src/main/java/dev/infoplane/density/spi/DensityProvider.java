package dev.infoplane.density.spi;

import dev.infoplane.estimate.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One kind of density family: its id, what can be set, and how it is made.
 *
 * @param <F> {@link dev.infoplane.density.DensityFamily} or {@link dev.infoplane.density.PooledFamily}
 */
public interface DensityProvider<F> {
    /** A short stable name, lower case with hyphens, for instance {@code "pixelcnn"}. */
    String id();

    /** What can be set, with types and defaults. */
    List<Setting> settings();

    /**
     * Makes a family.
     *
     * @param values settings by name, each of its type or as text; those left out have their defaults
     * @param place where it learns
     * @throws IllegalArgumentException for an unknown name (the message lists what exists), a value of the wrong type and a
     *     value that the family refuses
     */
    F create(Map<String, ?> values, LearningPlace place);

    /**
     * A provider whose settings are the components of a record: {@code int}, {@code long}, {@code double}, {@code boolean},
     * {@code String} or an enum.
     *
     * @param <F> the sort of family
     * @param <R> the record
     * @param defaults the record with default values
     * @param make makes the family from the filled record
     */
    static <F, R extends Record> DensityProvider<F> of(
            String id, R defaults, BiFunction<? super R, ? super LearningPlace, ? extends F> make) {
        return new RecordFamilies<>(id, defaults, make);
    }
}
