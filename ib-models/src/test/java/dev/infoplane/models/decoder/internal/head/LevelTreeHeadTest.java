package dev.infoplane.models.decoder.internal.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTreeHeadTest {
    private static final int MIXTURES = 3;

    private static LevelScale scale(int levels) {
        return new LevelScale(levels, 0, levels - 1);
    }

    private static double[] probabilities(Head head, int levels, float[] parameters) {
        float[] x = new float[levels];
        float[] all = new float[levels * parameters.length];
        for (int v = 0; v < levels; v++) {
            x[v] = scale(levels).toNetwork(v);
            System.arraycopy(parameters, 0, all, v * parameters.length, parameters.length);
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray found = head.logProbability(
                    manager.create(x, new Shape(levels, 1, 1, 1)),
                    manager.create(all, new Shape(levels, 1, 1, parameters.length)));
            double[] p = new double[levels];
            Arrays.setAll(p, v -> Math.exp(found.getFloat(v, 0, 0)));
            return p;
        }
    }

    /** Components anywhere, of any width, and corrections of the given size. */
    private static float[] parameters(Head head, double size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] parameters = new float[head.parameters()];
        for (int k = 0; k < parameters.length; k++) {
            double g = random.nextGaussian();
            parameters[k] = (float) (k >= 3 * MIXTURES ? size * g : k >= 2 * MIXTURES ? 2 * g - 3 : g);
        }
        return parameters;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17, 20, 100, 256})
    void probabilitiesOfAllLevelsSumToOne(int levels) {
        Head head = new LevelTreeHead(MIXTURES, scale(levels));
        for (long seed = 1; seed < 5; seed++) {
            assertThat(Arrays.stream(probabilities(head, levels, parameters(head, 5, seed)))
                            .sum())
                    .isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 256})
    void withoutCorrectionsItIsTheMixture(int levels) {
        Head head = new LevelTreeHead(MIXTURES, scale(levels));
        Head mixture = new LogisticMixture(1, MIXTURES, scale(levels), BinMass.EXACT);
        float[] parameters = parameters(head, 0, 2);
        double[] expected = probabilities(mixture, levels, Arrays.copyOf(parameters, mixture.parameters()));
        double[] found = probabilities(head, levels, parameters);
        for (int v = 0; v < levels; v++) {
            assertThat(found[v]).isCloseTo(expected[v], within(2e-3 * expected[v] + 1e-7));
        }
    }

    /** The upper two bits for sure, and the lower six as the mixture has them. */
    @Test
    void correctionsCutARangeOut() {
        Head head = new LevelTreeHead(MIXTURES, scale(256));
        float[] parameters = parameters(head, 0, 3);
        double[] before = probabilities(head, 256, parameters);
        parameters[3 * MIXTURES] = 40;
        parameters[3 * MIXTURES + 2] = -40;
        double[] after = probabilities(head, 256, parameters);
        double inside = Arrays.stream(before, 128, 192).sum();
        for (int v = 0; v < 256; v++) {
            assertThat(after[v]).isCloseTo(v >= 128 && v < 192 ? before[v] / inside : 0, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 256})
    void drawsFollowTheProbabilities(int levels) {
        Head head = new LevelTreeHead(MIXTURES, scale(levels));
        float[] parameters = parameters(head, 2, 4);
        double[] expected = probabilities(head, levels, parameters);
        int draws = 40_000;
        int[] counts = new int[levels];
        SplittableRandom random = new SplittableRandom(3);
        float[] pixel = new float[1];
        for (int i = 0; i < draws; i++) {
            head.draw(parameters, 0, pixel, 1, random);
            counts[Math.round((pixel[0] + 1) / 2 * (levels - 1))]++;
        }
        for (int v = 0; v < levels; v++) {
            double p = expected[v];
            assertThat(counts[v] / (double) draws).isCloseTo(p, within(5 * Math.sqrt(p / draws) + 1e-4));
        }
    }
}
