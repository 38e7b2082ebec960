package dev.infoplane.estimate.spi;

import dev.infoplane.estimate.MiEstimator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A provider whose settings are the components of a record. */
record RecordProvider<R extends Record>(
        String id, Capabilities capabilities, R defaults, Function<R, MiEstimator> make, List<String> fixed)
        implements EstimatorProvider {
    RecordProvider {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("an id is lower case with hyphens, got '" + id + "'");
        }
        Objects.requireNonNull(capabilities, "capabilities");
        try {
            RecordSettings.settings(defaults);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<Setting> settings() {
        return RecordSettings.settings(defaults).stream()
                .filter(setting -> !fixed.contains(setting.name()))
                .toList();
    }

    @Override
    public MiEstimator create(Map<String, ?> values) {
        List<String> names = settings().stream().map(Setting::name).toList();
        for (String name : values.keySet()) {
            if (name == null) {
                throw new IllegalArgumentException("a setting of " + id + " has no name");
            }
            if (fixed.contains(name)) {
                RecordSettings.requireValue(id, defaults, name, values.get(name));
            } else {
                RecordSettings.requireKnown(id, name, names);
            }
        }
        return make.apply(RecordSettings.with(id, defaults, values));
    }
}
