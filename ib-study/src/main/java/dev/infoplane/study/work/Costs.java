package dev.infoplane.study.work;

import dev.infoplane.study.network.NetworkLayout;
import dev.infoplane.study.spec.StudySpec;
import java.util.List;

/**
 * About how many seconds of one core tasks take, counted in the multiplications that they consist of. The factors were measured on one
 * core of 2.1 GHz; {@code docs/guide/studies.md} says how far estimates and measured times are apart. They order the work and say
 * what is left, and change no result.
 */
final class Costs {
    /** Reading and writing, and warming up. */
    private static final double START = 0.1;

    private static final double LEARNING = 3; // forward, and backward twice as much

    private final StudySpec spec;
    private final int channels;
    private final int pixels;
    private final int heldOut;
    private final int scored;

    Costs(StudySpec spec, StudyImages images) {
        this.spec = spec;
        channels = images.shape().get(0);
        pixels = images.heldOut().images().dimensions();
        heldOut = images.heldOut().size();
        scored = heldOut - spec.data().decoder();
    }

    /** Images pass once forward and backward in each epoch; all are seen again at each epoch that is measured. */
    double network(NetworkLayout network, List<Integer> epochs) {
        int training = spec.data().network();
        double passes =
                LEARNING * epochs.get(epochs.size() - 1) * training + (double) epochs.size() * (training + heldOut);
        return START + 1e-10 * network.multiplications() * passes;
    }

    /** A regression for each place of the layer, then a prediction of each sub-pixel of each image. */
    double prepare(Estimators preparation, List<Integer> layer) {
        boolean isMap = layer.size() == 3;
        double cells = isMap ? (double) layer.get(1) * layer.get(2) : 1;
        double columns = isMap
                ? columns(preparation, layer)
                : layer.stream().mapToInt(d -> d).reduce(1, (a, b) -> a * b);
        return withoutActivations(preparation)
                + 4e-11 * cells * spec.data().decoder() * columns * columns
                + 1e-10 * heldOut * pixels * columns;
    }

    private static double columns(Estimators preparation, List<Integer> map) {
        int most = (int) preparation.number("widestWindow", 0);
        int side = most > 0 ? 5 : (int) preparation.number("window", 3);
        while (most > 0 && side > 1 && values(map, side) > most) {
            side -= 2;
        }
        return values(map, side);
    }

    private static double values(List<Integer> map, int side) {
        return (double) map.get(0) * Math.min(side, map.get(1)) * Math.min(side, map.get(2));
    }

    double withoutActivations(Estimators preparation) {
        double radius = preparation.number("causalRadius", 3);
        double neighbours = 2 * channels * radius * (radius + 1);
        return START + 1e-9 * heldOut * pixels * (20 + neighbours);
    }

    double pool(Estimators family) {
        return START + family.number("steps", 1000) * family.number("batchSize", 32) * step(family);
    }

    double unconditional(Estimators family) {
        double steps = family.number("steps", 1000);
        return START + family.number("marginalSteps", steps / 2) * family.number("batchSize", 32) * step(family);
    }

    /** Forward only, on the rows that validate and measure, by the points' own networks if they have any. */
    double score(Estimators family) {
        double own = family.number("ownSteps", 0) * family.number("batchSize", 32) * step(family);
        return START + own + scored * passes(family) * step(family) / LEARNING;
    }

    double draw(Estimators family, int draws) {
        return START + draws * passes(family) * step(family);
    }

    /** How many units of a batch make an image: families of small networks take sub-pixels one by one. */
    private double passes(Estimators family) {
        return family.has("hidden") ? pixels : 1;
    }

    /** Seconds for one unit of a batch, forward and backward. */
    private double step(Estimators family) {
        if (family.has("hidden")) {
            double hidden = family.number("hidden", 128);
            double neighbours = 4 * family.number("radius", 4) * (family.number("radius", 4) + 1);
            return 1e-10 * LEARNING * hidden * (neighbours + hidden * family.number("layers", 3));
        }
        double filters = family.number("filters", 16);
        return 1e-10 * LEARNING * pixels * filters * (50 + 30 * filters * family.number("units", 1));
    }

    /** A small classifier, densities that learn one at a time, or an estimator that looks at all pairs of rows. */
    double estimate(Estimators by, List<Integer> layer) {
        double values = layer.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
        if (!by.isFamily()) {
            return START + 2e-9 * spec.data().measured() * spec.data().measured() * Math.min(values, 1000);
        }
        if (by.has("filters") || by.has("hidden")) {
            double steps = by.number("steps", 1000) + by.number("parentSteps", 0);
            return START + (steps * by.number("batchSize", 32) + scored * passes(by)) * step(by);
        }
        return by.has("classes") ? START + by.number("steps", 1000) * (1e-3 + 2e-7 * values) : prepare(by, layer);
    }
}
