package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/** Checks of row shapes. */
final class RowShapes {
    private RowShapes() {}

    static void require(String what, Samples samples, int[] shape) {
        if (!Arrays.equals(samples.rowShape(), shape)) {
            throw new IllegalArgumentException(what + " must have rows of shape " + Arrays.toString(shape) + ", got "
                    + Arrays.toString(samples.rowShape()));
        }
    }
}
