package dev.infoplane.study.work;

import dev.infoplane.study.spec.StudySpec;

/** About how many seconds of one core tasks take: enough to begin with the longest chain and to say what is left. */
final class Costs {
    private static final double START = 0.5;

    private final StudySpec spec;
    private final int pixels;
    private final int heldOut;

    Costs(StudySpec spec, StudyImages images) {
        this.spec = spec;
        pixels = images.heldOut().images().dimensions();
        heldOut = images.heldOut().size();
    }

    double network(int epochs) {
        return START + 2e-6 * epochs * spec.data().network() * pixels;
    }

    double prepare() {
        return START + 6e-6 * heldOut * pixels;
    }

    double pool(Estimators family) {
        return START + 2.4e-5 * family.number("steps", 1000) * family.number("batchSize", 32) * pixels;
    }

    double unconditional(Estimators family) {
        return pool(family) / 2;
    }

    double score() {
        return START + 8e-6 * (heldOut - spec.data().decoder()) * pixels;
    }

    double draw() {
        return START + 0.01 * pixels;
    }

    double estimate(Estimators by) {
        return START + 0.01 * by.number("steps", 1000);
    }
}
