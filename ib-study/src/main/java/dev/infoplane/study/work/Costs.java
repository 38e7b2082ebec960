package dev.infoplane.study.work;

import dev.infoplane.study.network.NetworkLayout;
import dev.infoplane.study.spec.StudySpec;
import java.util.List;

/**
 * About how many seconds of one core tasks take. The factors were fitted to processor times of studies at 14 by 14 and 28 by 28 pixels
 * on a virtual machine whose two cores were busy; {@code StudyCostsTest} holds them to a factor of two. They order the work and say what
 * is left, and change no result.
 */
final class Costs {
    /** Reading, writing and warming up. */
    private static final double START = 0.2;

    private static final double START_OF_TRAINING = 1;

    /** Seconds for a multiplication in the engine where nothing else counts. */
    private static final double ENGINE = 0.6e-10;

    /** Seconds for the search for what is not linear in the activations of a point, at a few sub-pixels. */
    private static final double SEARCH = 1;

    private static final double LEARNING = 3; // forward, and backward twice as much
    private static final int COMPONENTS_OF = 4096;

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

    double images() {
        return START + 2e-8 * pixels * (heldOut + spec.data().network());
    }

    /** Images pass once forward and backward in each epoch; all are seen again at each epoch that is measured. */
    double network(NetworkLayout network, List<Integer> epochs) {
        int training = spec.data().network();
        double passes =
                LEARNING * epochs.get(epochs.size() - 1) * training + (double) epochs.size() * (training + heldOut);
        return START_OF_TRAINING + ENGINE * network.multiplications() * passes;
    }

    /** A regression for each place of the layer, and components of all its values; then each sub-pixel of each image. */
    double prepare(Estimators preparation, List<Integer> layer) {
        boolean isMap = layer.size() == 3;
        double values = values(layer);
        double cells = isMap ? (double) layer.get(1) * layer.get(2) : 1;
        double columns = isMap ? columns(preparation, layer) : values;
        double rows = spec.data().decoder();
        return SEARCH
                + withoutActivations(preparation)
                + 0.9e-10 * cells * rows * columns * columns
                + 0.6e-10 * rows * values * Math.min(values, COMPONENTS_OF);
    }

    private static double values(List<Integer> layer) {
        return layer.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
    }

    private static double columns(Estimators preparation, List<Integer> map) {
        int most = (int) ofForm(preparation, "widestWindow", 0);
        int side = most > 0 ? 5 : (int) ofForm(preparation, "window", 3);
        while (most > 0 && side > 1 && inWindow(map, side) > most) {
            side -= 2;
        }
        return inWindow(map, side);
    }

    /** A setting of a closed form, which may be part of another preparation. */
    private static double ofForm(Estimators preparation, String name, double otherwise) {
        return preparation.number("closedForm." + name, preparation.number(name, otherwise));
    }

    private static double inWindow(List<Integer> map, int side) {
        return (double) map.get(0) * Math.min(side, map.get(1)) * Math.min(side, map.get(2));
    }

    double withoutActivations(Estimators preparation) {
        double radius = ofForm(preparation, "causalRadius", 3);
        double neighbours = 2 * channels * radius * (radius + 1);
        return START + 1.4e-8 * heldOut * pixels * (20 + neighbours);
    }

    double pool(Estimators family) {
        return START_OF_TRAINING
                + (isCnn(family)
                        ? subPixelsOfAPool(family.number("poolSteps", 0))
                        : steps(family, family.number("steps", 1000)));
    }

    double unconditional(Estimators family) {
        double steps = family.number("marginalSteps", family.number("steps", 1000) / 2);
        return START_OF_TRAINING + (isCnn(family) ? subPixelsOfAPool(steps) : steps(family, steps));
    }

    /** A network for each point, from a pool of small networks. */
    private static boolean isCnn(Estimators family) {
        return family.has("width") && family.has("marginalSteps");
    }

    private static double subPixelsOfAPool(double steps) {
        return steps * 2048 * ofSubPixel(128, 4, 3);
    }

    private double steps(Estimators family, double steps) {
        return steps * family.number("batchSize", 32) * step(family);
    }

    /** Forward only, on the rows that validate and measure, after steps of the point's own if the family takes some. */
    double score(Estimators family) {
        double own = family.number(isCnn(family) ? "steps" : "ownSteps", 0);
        return START + 6e-7 * heldOut * pixels + steps(family, own) + scored * pass(family);
    }

    /** Networks of single points are trained again to draw from them. */
    double draw(Estimators family, int draws) {
        double own = isCnn(family) ? steps(family, family.number("steps", 0)) : 0;
        return START + own + 10 * draws * pass(family);
    }

    /** Seconds for one image, forward. */
    private double pass(Estimators family) {
        return family.has("hidden") ? pixels * step(family) / LEARNING : step(family) / 8;
    }

    /** Seconds for one unit of a batch, forward and backward: a sub-pixel for small networks, otherwise an image. */
    private double step(Estimators family) {
        if (family.has("hidden")) {
            return ofSubPixel(family.number("hidden", 128), family.number("radius", 4), family.number("layers", 3));
        }
        if (isCnn(family)) {
            double width = family.number("width", 24);
            return 1.5e-8 * pixels * width * width;
        }
        double filters = family.number("filters", 16);
        return 1.5e-9 * LEARNING * pixels * filters * (50 + 30 * filters * family.number("units", 1));
    }

    private static double ofSubPixel(double hidden, double radius, double layers) {
        return 1e-10 * LEARNING * hidden * (4 * radius * (radius + 1) + hidden * layers);
    }

    /** A small classifier, densities that learn one at a time, or an estimator. */
    double estimate(Estimators by, List<Integer> layer) {
        if (!by.isFamily()) {
            return START + pairs(layer) + critic(by, layer);
        }
        if (by.has("filters") || by.has("hidden")) {
            double steps = by.number("steps", 1000) + by.number("parentSteps", 0);
            return START_OF_TRAINING + steps(by, steps) + scored * pass(by);
        }
        return by.has(Parameters.CLASSES)
                ? START + by.number("steps", 1000) * (2e-3 + 4e-6 * values(layer))
                : prepare(by, layer);
    }

    /** An estimator that looks at all pairs of rows. */
    private double pairs(List<Integer> layer) {
        return 2e-9 * spec.data().measured() * spec.data().measured() * Math.min(values(layer), 1000);
    }

    /** An estimator that trains a network on batches of rows, if it says in how many steps. */
    private double critic(Estimators by, List<Integer> layer) {
        double width = by.number("width", 64);
        double weights = width * (pixels + values(layer) + width * by.number("layers", 2));
        return by.number("steps", 0) * (2e-3 + LEARNING * ENGINE * by.number("batch", 128) * weights);
    }
}
