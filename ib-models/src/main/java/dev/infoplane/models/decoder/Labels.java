package dev.infoplane.models.decoder;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Class labels: rows of one whole number from 0 to {@code classes} − 1.
 *
 * @param classes how many classes, at least 2
 */
record Labels(int classes) {
    Labels {
        if (classes < 2) {
            throw new IllegalArgumentException("a label needs at least 2 classes, got " + classes);
        }
    }

    /** @throws IllegalArgumentException naming the first row that is not a label */
    void require(Samples y) {
        if (y.rows() == 0) {
            throw new IllegalArgumentException("at least 1 label is needed, got none");
        }
        if (y.dimensions() != 1) {
            throw new IllegalArgumentException(
                    "labels must be one number a row, got rows of shape " + Arrays.toString(y.rowShape()));
        }
        for (int i = 0; i < y.rows(); i++) {
            float label = y.get(i, 0);
            if (!(label >= 0 && label < classes) || label != Math.rint(label)) {
                throw new IllegalArgumentException(
                        "labels must be whole numbers from 0 to " + (classes - 1) + ", got " + label + " in row " + i);
            }
        }
    }

    /** The frequency of each class, with one added to each count. */
    ConditionalDensity frequencies(Samples y) {
        double[] logFrequency = new double[classes];
        Arrays.fill(logFrequency, 1);
        for (int i = 0; i < y.rows(); i++) {
            logFrequency[(int) y.get(i, 0)]++;
        }
        for (int c = 0; c < classes; c++) {
            logFrequency[c] = Math.log(logFrequency[c] / (y.rows() + classes));
        }
        return new Frequencies(this, logFrequency);
    }

    private record Frequencies(Labels labels, double[] logFrequency) implements ConditionalDensity {
        @Override
        public double[] logLikelihood(Samples y, Samples t) {
            return logLikelihood(y);
        }

        @Override
        public double[] logLikelihood(Samples y) {
            labels.require(y);
            double[] nats = new double[y.rows()];
            Arrays.setAll(nats, i -> logFrequency[(int) y.get(i, 0)]);
            return nats;
        }

        @Override
        public LearningCurve learningCurve() {
            return new LearningCurve(List.of());
        }

        @Override
        public void close() {
            // nothing native is held
        }
    }
}
