package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The truths of chains, against sums over all images. */
class ChainImagesTest {
    private static final int LEVELS = 4;
    private static final int WIDTH = 4;

    private static double[] random(int count, SplittableRandom random) {
        double[] p = new double[count];
        Arrays.setAll(p, k -> -Math.log(random.nextDouble()));
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    private static double[][] kernel(int count, SplittableRandom random) {
        double[][] kernel = new double[count][];
        Arrays.setAll(kernel, k -> random(count, random));
        return kernel;
    }

    /** A chain that is neither symmetric nor stationary. */
    private static LevelChain chain(int levels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new LevelChain(random(levels, random), kernel(levels, random));
    }

    /** The entropy of what a function shows of one row of all colours, {@code [colour · width]}, by summing over all rows. */
    private static double bruteForce(ChainImages images, Function<int[], List<Integer>> seen) {
        int levels = images.row().levels();
        int values = images.width() * (1 + images.colours().size());
        Map<List<Integer>, Double> probabilities = new HashMap<>();
        int[] row = new int[values];
        for (int number = 0; number < Math.pow(levels, values); number++) {
            for (int j = 0, rest = number; j < values; j++, rest /= levels) {
                row[j] = rest % levels;
            }
            double p = 1;
            for (int j = 0; j < values; j++) {
                int colour = j / images.width();
                p *= colour > 0
                        ? images.colours().get(colour - 1)[row[j - images.width()]][row[j]]
                        : j == 0 ? images.row().first()[row[j]] : images.row().step()[row[j - 1]][row[j]];
            }
            probabilities.merge(seen.apply(row), p, Double::sum);
        }
        return probabilities.values().stream()
                .mapToDouble(p -> -p * Math.log(p) / Math.log(2))
                .sum();
    }

    private static List<Integer> columns(int[] row, int width, int stride) {
        return IntStream.range(0, row.length)
                .filter(j -> j % width % stride == 0)
                .mapToObj(j -> row[j])
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyColumnOfAnyChainHoldsTheEntropyOfItsEnumeration(int stride) {
        ChainImages images = ChainImages.grey(chain(LEVELS, 3), 5, WIDTH);
        double truth = 5 * bruteForce(images, row -> columns(row, WIDTH, stride));
        assertThat(images.bitsOfEveryColumn(stride)).isCloseTo(truth, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void upperBitsOfAnyChainHoldTheEntropyOfTheirEnumeration(int dropped) {
        ChainImages images = ChainImages.grey(chain(LEVELS, 4), 3, WIDTH);
        double truth = 3
                * bruteForce(
                        images,
                        row -> Arrays.stream(row).mapToObj(v -> v >> dropped).toList());
        assertThat(images.bitsOfUpper(dropped)).isCloseTo(truth, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyColumnOfThreeColoursHoldsTheEntropyOfItsEnumeration(int stride) {
        ChainImages images = new ChainImages(
                chain(3, 5), List.of(kernel(3, new SplittableRandom(6)), kernel(3, new SplittableRandom(7))), 2, 2);
        double truth = 2 * bruteForce(images, row -> columns(row, 2, stride));
        assertThat(images.bitsOfEveryColumn(stride)).isCloseTo(truth, within(1e-10));
        assertThat(images.bitsOfFirstColour())
                .isCloseTo(2 * bruteForce(images, row -> List.of(row[0], row[1])), within(1e-10));
    }

    /** A chain of two levels that flip is the source that {@link Sources} computes by another formula. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void chainsOfTwoLevelsAgreeWithMarkovRows(int stride) {
        LevelChain row = LevelChain.flips(Sources.FLIP);
        assertThat(ChainImages.grey(row, 16, 32).bitsOfEveryColumn(stride))
                .isCloseTo(Sources.markovBits(16, 32, stride), within(1e-9));
        double[][] colour = LevelChain.flips(Sources.COLOUR_FLIP).step();
        assertThat(ChainImages.coloured(row, colour, 16, 32).bitsOfEveryColumn(stride))
                .isCloseTo(Sources.colouredBits(16, 32, stride), within(1e-9));
    }

    /** 4×6 images of 256 levels, as in the report that a decoder read 10.63 and 46.8 bits of these. */
    @Test
    void theChainsOf256LevelsHoldWhatWasComputedForThemElsewhere() {
        ChainImages images = ChainImages.grey(LevelChain.autoregressive(256, 1, 6), 4, 6);
        assertThat(images.bitsOfUpper(6)).isCloseTo(15.63, within(0.005));
        assertThat(images.bitsOfEveryColumn(2)).isCloseTo(76.0, within(0.05));
        assertThat(images.bits()).isCloseTo(131.18, within(0.005));
    }

    @Test
    void anAutoregressionBeginsInItsStationaryDistribution() {
        LevelChain chain = LevelChain.autoregressive(64, 0.9, 3);
        double[] after = chain.at(5);
        for (int i = 0; i < 64; i++) {
            assertThat(after[i]).isCloseTo(chain.first()[i], within(1e-12));
        }
        assertThat(chain.first()[0]).isLessThan(0.5 * chain.first()[31]);
    }

    /** The mean of −log2 p over drawn images is the entropy, so images and truths are of one distribution. */
    @Test
    void drawnImagesCostTheirEntropyOnAverage() {
        double[][] colour = kernel(16, new SplittableRandom(8));
        ChainImages images = ChainImages.coloured(LevelChain.autoregressive(16, 0.8, 2), colour, 4, 6);
        Samples x = images.draw(4000, 1);
        double[] bits = new double[x.rows()];
        for (int i = 0; i < bits.length; i++) {
            for (int j = 0; j < x.dimensions(); j++) {
                int level = (int) x.get(i, j);
                double p = j >= 24
                        ? colour[(int) x.get(i, j - 24)][level]
                        : j % 6 == 0
                                ? images.row().first()[level]
                                : images.row().step()[(int) x.get(i, j - 1)][level];
                bits[i] -= Math.log(p) / Math.log(2);
            }
        }
        double mean = Arrays.stream(bits).average().orElseThrow();
        double variance = Arrays.stream(bits).map(b -> (b - mean) * (b - mean)).sum() / bits.length;
        assertThat(mean).isCloseTo(images.bits(), within(4 * Math.sqrt(variance / bits.length)));
        assertThat(images.draw(4000, 1).toArray()).isEqualTo(x.toArray());
    }

    @Test
    void partsOfImagesAreTakenAtTheirPlaces() {
        Samples x = Samples.of(new float[] {255, 64, 3, 128, 1, 2}, 3, 1, 2);
        assertThat(ChainImages.firstColour(x).toArray()).containsExactly(255, 64);
        assertThat(ChainImages.withoutLowerBits(x, 6).toArray()).containsExactly(3, 1, 0, 2, 0, 0);
    }
}
