package dev.infoplane.estimate.spi;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the components of a record as settings: an estimator that is a record of its options describes itself. */
public final class RecordSettings {
    private RecordSettings() {}

    /**
     * The components of a record as text, by name.
     *
     * @param options the record
     * @param without components to leave out, such as a number of threads that changes no result
     */
    public static Map<String, String> describe(Record options, String... without) {
        Set<String> left = Set.of(without);
        Map<String, String> settings = new TreeMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            if (!left.contains(component.getName())) {
                settings.put(component.getName(), String.valueOf(value(options, component)));
            }
        }
        return settings;
    }

    static Object value(Record options, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + options, e);
        }
    }
}
