package dev.infoplane.estimators.internal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The settings of what consists of a part with settings of its own, under names that never collide. */
public final class NestedSettings {
    private NestedSettings() {}

    /**
     * Joins both. A setting of the part whose name is taken gets the name of the part in front, as in {@code inner.slices}.
     * Different settings never become the same.
     *
     * @param own settings of the whole
     * @param part the name of the part
     * @param settings settings of the part
     */
    public static Map<String, String> of(Map<String, String> own, String part, Map<String, String> settings) {
        String prefix = part + ".";
        Map<String, String> joined = new TreeMap<>(own);
        settings.forEach((name, value) ->
                joined.put(own.containsKey(name) || name.startsWith(prefix) ? prefix + name : name, value));
        return Collections.unmodifiableMap(joined);
    }
}
