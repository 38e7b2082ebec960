package dev.infoplane.study.network;

import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.Samples;
import java.util.List;

/** The regimes of Darlow &amp; Storkey 2020, and those of users by name. */
public final class Regimes {
    /** To name the class. */
    public static final Regime CLASSIFIER = new Standard("classifier") {
        @Override
        public Loss loss() {
            return Loss.softmaxCrossEntropyLoss();
        }

        @Override
        public Samples wanted(Samples images, Samples labels) {
            return labels;
        }
    };

    /** To give back the image. */
    public static final Regime AUTOENCODER = new Standard("autoencoder") {
        @Override
        public Loss loss() {
            return new MeanSquaredError();
        }

        @Override
        public Samples wanted(Samples images, Samples labels) {
            return images;
        }
    };

    private Regimes() {}

    static boolean isStandard(Regime regime) {
        return regime instanceof Standard;
    }

    private abstract static class Standard implements Regime {
        private final String name;

        Standard(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    /**
     * The regime of a name.
     *
     * @param name {@code classifier}, {@code autoencoder} or that of a class
     * @throws IllegalArgumentException if there is none, saying why
     */
    public static Regime of(String name) {
        for (Regime regime : List.of(CLASSIFIER, AUTOENCODER)) {
            if (regime.name().equals(name)) {
                return regime;
            }
        }
        return ClassNames.create(
                name, Regime.class, "regimes can be classifier, autoencoder or the name of a class that implements ");
    }
}
