package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a whole network takes, so that a wrong shape is refused in words instead of by a layer inside. */
public enum InputForm {
    /** No condition. */
    ANY(0, "") {
        @Override
        void require(Shape[] given, Shape @Nullable [] initialised) {}
    },
    /** Images {@code [batch, channels, height, width]}. */
    IMAGES(4, "[batch, channels, height, width]"),
    /** Vectors {@code [batch, values]}. */
    VECTORS(2, "[batch, values]");

    private final int dimensions;
    private final String words;

    InputForm(int dimensions, String words) {
        this.dimensions = dimensions;
        this.words = words;
    }

    /**
     * Refuses shapes of another form.
     *
     * @param initialised the shapes with which the parameters were made, or null before that
     */
    void require(Shape[] given, Shape @Nullable [] initialised) {
        if (given.length != 1 || given[0].dimension() != dimensions) {
            throw new IllegalArgumentException(
                    "this network takes one array " + words + ", got shapes " + Arrays.toString(given));
        }
        for (int axis = 1; axis < dimensions; axis++) {
            if (given[0].get(axis) < 1) {
                throw new IllegalArgumentException(
                        "every extent of an input " + words + " must be at least 1, got " + given[0]);
            }
        }
        if (initialised != null && initialised[0].get(1) != given[0].get(1)) {
            throw new IllegalArgumentException("this network was initialised for inputs " + words + " with "
                    + initialised[0].get(1) + " " + (dimensions == 4 ? "channels" : "values") + ", got " + given[0]);
        }
    }
}
