package dev.infoplane.testkit;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.Capabilities.Invariance;

/** Samples under the maps that estimators may claim to be invariant under. */
final class Maps {
    private Maps() {}

    static Samples of(Invariance invariance, Samples samples) {
        float[] values = samples.toArray();
        int d = samples.dimensions();
        for (int i = 0; i < values.length; i++) {
            float v = values[i];
            values[i] = switch (invariance) {
                case SCALING -> v * (i % d % 2 == 0 ? 8 : -0.25f);
                case MONOTONE -> (float) (Math.sinh(v / 8) + 3);
                case RELABELLING -> v * -2 + 7;
            };
        }
        return Samples.of(values, samples.rowShape());
    }
}
