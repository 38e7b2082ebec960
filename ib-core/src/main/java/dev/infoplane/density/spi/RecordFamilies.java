package dev.infoplane.density.spi;

import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimate.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A provider whose settings are the components of a record. */
record RecordFamilies<F, R extends Record>(
        String id, R defaults, BiFunction<? super R, ? super LearningPlace, ? extends F> make)
        implements DensityProvider<F> {
    RecordFamilies {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("an id is lower case with hyphens, got '" + id + "'");
        }
    }

    @Override
    public List<Setting> settings() {
        return RecordSettings.settings(defaults);
    }

    @Override
    public F create(Map<String, ?> values, LearningPlace place) {
        return make.apply(RecordSettings.filled(id, defaults, values), place);
    }
}
