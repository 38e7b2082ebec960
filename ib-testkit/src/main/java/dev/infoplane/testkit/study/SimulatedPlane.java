package dev.infoplane.testkit.study;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.hypothesis.Replicate;
import dev.infoplane.study.hypothesis.SeededPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Planes whose changes are known, to measure how often a rule claims what is not there and finds what is. I(X;T) of every image is
 * drawn directly, without a network: what the image is like (standard deviation 10 nats, the same at all points), what is
 * particular to the image at this point (1 nat), and what is particular to the network.
 *
 * @param layers how many hook points, {@code layer0}, {@code layer1}, …
 * @param networks how many networks
 * @param images how many images are measured
 * @param change in nats: every layer gains it between the first and the middle epoch, loses it until the last, and layers hold that
 *     much less than the one before; 0 for a plane without changes
 * @param noise of images
 * @param networkNoise of networks
 * @param networkDeviation standard deviation of what is particular to a network, in nats
 * @param imagesOfGroup how many images share what is particular to a point, such as crops of one photograph; 1 for none
 */
public record SimulatedPlane(
        int layers,
        int networks,
        int images,
        double change,
        Noise noise,
        NetworkNoise networkNoise,
        double networkDeviation,
        int imagesOfGroup) {
    /** The epochs of all simulated planes. */
    public static final List<Integer> EPOCHS = List.of(0, 1, 3, 10, 30, 100);

    private static final int PEAK = 2;
    private static final double COMMON = 10;

    /** How contributions of images are distributed, with mean zero and a standard deviation near one. */
    public enum Noise {
        /** Normal. */
        NORMAL,
        /** Student's t with three degrees of freedom: heavy tails. */
        HEAVY,
        /** An exponential, shifted: skewed. */
        SKEWED;

        private double draw(Random random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case HEAVY -> {
                    double squares = 0;
                    for (int i = 0; i < 3; i++) {
                        squares += Math.pow(random.nextGaussian(), 2);
                    }
                    yield random.nextGaussian() / Math.sqrt(squares);
                }
                case SKEWED -> -Math.log1p(-random.nextDouble()) - 1;
            };
        }
    }

    /** How what is particular to a network differs over layers and epochs. */
    public enum NetworkNoise {
        /** Independent at every point. */
        INDEPENDENT,
        /** The same for all layers of a network at one epoch. */
        SHARED_BY_LAYERS,
        /** It adds up from epoch to epoch. */
        RANDOM_WALK,
        /** Independent, and three times as large in the last layer. */
        LOUD_LAST_LAYER,
        /** Independent with heavy tails, and ten times as large in the first layer. */
        HEAVY_FIRST_LAYER,
        /** Independent, and a third as large in each layer as in the one before; so are changes and what is particular to images. */
        FALLING;

        private double draw(Random random) {
            return this == HEAVY_FIRST_LAYER ? Noise.HEAVY.draw(random) : random.nextGaussian();
        }

        private double ofNetwork(int layer, int layers) {
            return switch (this) {
                case LOUD_LAST_LAYER -> layer == layers - 1 ? 3 : 1;
                case HEAVY_FIRST_LAYER -> layer == 0 ? 10 : 1;
                default -> ofImages(layer);
            };
        }

        private double ofImages(int layer) {
            return this == FALLING ? Math.pow(3, -layer) : 1;
        }
    }

    /** A plane of three layers without changes, from one network that has nothing particular, and 200 independent images. */
    public static SimulatedPlane still() {
        return new SimulatedPlane(3, 1, 200, 0, Noise.NORMAL, NetworkNoise.INDEPENDENT, 0, 1);
    }

    /** With so many networks and what is particular to each. */
    public SimulatedPlane networks(int number, NetworkNoise kind, double deviation) {
        return new SimulatedPlane(layers, number, images, change, noise, kind, deviation, imagesOfGroup);
    }

    /** With other noise of images. */
    public SimulatedPlane noise(Noise other) {
        return new SimulatedPlane(
                layers, networks, images, change, other, networkNoise, networkDeviation, imagesOfGroup);
    }

    /** With images in groups of so many. */
    public SimulatedPlane imagesOfGroup(int number) {
        return new SimulatedPlane(layers, networks, images, change, noise, networkNoise, networkDeviation, number);
    }

    /** With changes of so many nats. */
    public SimulatedPlane change(double nats) {
        return new SimulatedPlane(layers, networks, images, nats, noise, networkNoise, networkDeviation, imagesOfGroup);
    }

    /** With so many layers and images. */
    public SimulatedPlane size(int layers, int images) {
        return new SimulatedPlane(
                layers, networks, images, change, noise, networkNoise, networkDeviation, imagesOfGroup);
    }

    /** The group of each image. */
    public int[] groups() {
        int[] groups = new int[images];
        for (int i = 0; i < images; i++) {
            groups[i] = i / imagesOfGroup;
        }
        return groups;
    }

    /** A plane of one regime, a run for each network. Estimates are converged, and read every encoding alike. */
    public SeededPlane draw(long seed) {
        Random random = new Random(seed);
        double[] common = new double[images];
        for (int i = 0; i < images; i++) {
            common[i] = COMMON * noise.draw(random);
        }
        List<PlanePoint> points = new ArrayList<>();
        for (int network = 0; network < networks; network++) {
            double[][] particular = particular(random);
            for (int e = 0; e < EPOCHS.size(); e++) {
                for (int layer = 0; layer < layers; layer++) {
                    double scale = networkNoise.ofImages(layer);
                    double mean = 100 + particular[e][layer] + change * (scale * profile(e) - layer);
                    points.add(point(network, EPOCHS.get(e), layer, contributions(mean, scale, common, random)));
                }
            }
        }
        return SeededPlane.of(
                InformationPlane.of(points),
                run -> new Replicate("regime", Long.parseLong(run.substring("network ".length())), 0));
    }

    private double[] contributions(double mean, double scale, double[] common, Random random) {
        double[] nats = new double[images];
        double particular = 0;
        for (int i = 0; i < images; i++) {
            particular = i % imagesOfGroup == 0 ? noise.draw(random) : particular;
            nats[i] = mean + common[i] + scale * particular;
        }
        return nats;
    }

    private double[][] particular(Random random) {
        double[][] values = new double[EPOCHS.size()][layers];
        for (int e = 0; e < EPOCHS.size(); e++) {
            double shared = networkNoise.draw(random);
            for (int layer = 0; layer < layers; layer++) {
                double own = networkNoise.draw(random);
                values[e][layer] = networkDeviation
                        * networkNoise.ofNetwork(layer, layers)
                        * (networkNoise == NetworkNoise.SHARED_BY_LAYERS ? shared : own);
                if (networkNoise == NetworkNoise.RANDOM_WALK && e > 0) {
                    values[e][layer] += values[e - 1][layer];
                }
            }
        }
        return values;
    }

    private static double profile(int epoch) {
        return epoch <= PEAK
                ? epoch / (double) PEAK
                : (EPOCHS.size() - 1 - epoch) / (double) (EPOCHS.size() - 1 - PEAK);
    }

    private static PlanePoint point(int network, int epoch, int layer, double[] nats) {
        Estimate estimate = Estimate.ofPointwise(nats, BoundKind.DECODABLE, "simulated")
                .settings(Map.of("revision", "1"))
                .convergenceGap(ConvergenceGap.NONE)
                .decoderSpread(Information.ZERO)
                .build();
        return new PlanePoint(
                new PointKey("network " + network, epoch, "layer" + layer), Optional.of(estimate), Optional.empty());
    }
}
