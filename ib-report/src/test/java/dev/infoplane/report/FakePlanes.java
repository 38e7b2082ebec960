package dev.infoplane.report;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Planes made up for tests: the shapes are those of a study, the numbers mean nothing. */
final class FakePlanes {
    static final List<String> HOOK_POINTS = List.of("stem.out", "stage1.out", "stage2.out", "stage3.out");
    static final List<Integer> EPOCHS = List.of(0, 1, 3, 10, 30, 60);
    private static final int SAMPLES = 400;
    private static final double LN2 = Math.log(2);

    private FakePlanes() {}

    static InformationPlane study() {
        List<PlanePoint> points = new ArrayList<>();
        for (String run : List.of("classifier", "autoencoder")) {
            for (int epoch : EPOCHS) {
                for (int depth = 0; depth < HOOK_POINTS.size(); depth++) {
                    points.add(point(run, epoch, depth));
                }
            }
        }
        return InformationPlane.of(points);
    }

    private static PlanePoint point(String run, int epoch, int depth) {
        boolean classifier = run.equals("classifier");
        double time = Math.log1p(epoch);
        double fit = 25 * (1 - Math.exp(-time));
        double forget = classifier ? 4 * depth * Math.max(0, time - 2) : 1.5 * depth * Math.max(0, time - 2.5);
        double bits = 150 - 32 * depth + fit - forget;
        double label = (classifier ? 2.2 : 1.5)
                + (classifier ? 0.9 : 0.25) * (1 - Math.exp(-time * (1 + depth) / 4))
                - 0.1 * depth;
        PointKey key = new PointKey(run, epoch, HOOK_POINTS.get(depth));
        Estimate.Builder input = learned(
                Estimate.ofPointwise(pointwise(bits, 25, key.hashCode()), BoundKind.DECODABLE, "decoder-bound")
                        .inputDimensions(196)
                        .settings(Map.of("family", "pixelcnn")),
                curve(700 - bits, 60, 300, 0.008 + 0.004 * (3 - depth)));
        if (depth == 3 && epoch > 0) {
            input.warning("the learning curve was still falling");
        }
        Estimate labels = learned(
                        Estimate.ofPointwise(
                                pointwise(label, 0.6, key.hashCode() + 1L), BoundKind.LOWER, "classifier-bound"),
                        curve(3.32 - label, 1, 200, 0.03))
                .build();
        return new PlanePoint(key, Optional.of(input.build()), Optional.of(labels));
    }

    /** Contributions in nats with the given mean and spread in bits. */
    static double[] pointwise(double meanBits, double spreadBits, long seed) {
        Random random = new Random(seed);
        Random common = new Random(1);
        double[] values = new double[SAMPLES];
        Arrays.setAll(
                values, i -> LN2 * (meanBits + spreadBits * (common.nextGaussian() + 0.2 * random.nextGaussian())));
        return values;
    }

    static LearningCurve curve(double endBits, double dropBits, int steps, double rate) {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int step = 0; step <= steps; step += steps / 10) {
            points.add(new LearningCurve.Point(step, LN2 * (endBits + dropBits * Math.exp(-rate * step))));
        }
        List<LearningCurve.Annealed> annealed = new ArrayList<>();
        for (int step : new int[] {steps / 8, steps / 4, steps / 2, steps}) {
            annealed.add(new LearningCurve.Annealed(step, LN2 * (endBits + dropBits * Math.exp(-rate * step)), 0));
        }
        return new LearningCurve(points, annealed);
    }

    /** An estimate by a decoder that learned so, and reads every encoding alike. */
    static Estimate.Builder learned(Estimate.Builder estimate, LearningCurve curve) {
        ConvergenceGap.of(curve).ifPresent(estimate::convergenceGap);
        return estimate.learningCurve(curve).decoderSpread(Information.ZERO);
    }

    static Estimate bits(double bits, BoundKind bound) {
        return Estimate.of(Information.ofBits(bits), bound, "made-up", 100).build();
    }

    static PlanePoint point(String run, int epoch, String hookPoint, Estimate input, Estimate label) {
        return new PlanePoint(
                new PointKey(run, epoch, hookPoint), Optional.ofNullable(input), Optional.ofNullable(label));
    }
}
