package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.Samples;
import java.util.stream.IntStream;

/** Several variables with matched rows. */
public final class Variables {
    private Variables() {}

    /** The units of a layer: each column of some samples as a variable of its own. */
    public static Samples[] columns(Samples layer) {
        int n = layer.rows();
        return IntStream.range(0, layer.dimensions())
                .mapToObj(j -> {
                    float[] column = new float[n];
                    for (int i = 0; i < n; i++) {
                        column[i] = layer.get(i, j);
                    }
                    return Samples.of(column);
                })
                .toArray(Samples[]::new);
    }

    static void require(int leastVariables, int leastRows, Samples... variables) {
        if (variables.length < leastVariables) {
            throw new IllegalArgumentException(
                    "at least " + leastVariables + " variables are needed, got " + variables.length);
        }
        for (int j = 0; j < variables.length; j++) {
            if (variables[j].rows() != variables[0].rows()) {
                throw new IllegalArgumentException("all variables must have the same number of rows, got "
                        + variables[0].rows() + " in the first and " + variables[j].rows() + " in number " + (j + 1));
            }
            variables[j].requireFinite("variable " + (j + 1));
        }
        if (variables[0].rows() < leastRows) {
            throw new IllegalArgumentException(
                    "at least " + leastRows + " samples are needed, got " + variables[0].rows());
        }
    }
}
