package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Doubles become floats without loss, or not in silence. */
class FloatRoundingTest {
    private static double[][] column(int n, IntToDoubleFunction value) {
        return IntStream.range(0, n)
                .mapToObj(i -> new double[] {0, value.applyAsDouble(i)})
                .toArray(double[][]::new);
    }

    static Stream<Arguments> farFromZero() {
        Random random = new Random(1);
        return Stream.of(
                Arguments.of("a large offset", column(2000, i -> 1e8 + random.nextGaussian())),
                Arguments.of("time stamps in milliseconds", column(2000, i -> 1.7e12 + random.nextInt(86_400_000))),
                Arguments.of("time stamps in seconds", column(2000, i -> 1.7e9 + 86_400 * random.nextDouble())),
                Arguments.of("few large ids", column(2000, i -> 2e7 + i % 4)),
                Arguments.of("many large ids", column(50_000, i -> 3e8 + 17 * i)),
                Arguments.of("two ids once each", column(2, i -> 2e7 + i)),
                Arguments.of("two numbers with fractions that become one", column(2, i -> 1e9 + 0.25 + 0.25 * i)),
                Arguments.of("levels that differ late", column(300, i -> 1 + 1e-9 * (i % 3))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("farFromZero")
    void valuesThatFloatCannotHoldApartAreRefusedOrStandardisedOnRequest(String what, double[][] vectors) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(vectors))
                .withMessageContaining("column 1")
                .withMessageContaining("would both become")
                .withMessageContaining("Samples.standardised");
        Samples held = Samples.standardised(vectors);
        assertThat(held.isStandardised()).isTrue();
        assertThat(held.toString()).contains("standardised");
        long distinct = Arrays.stream(vectors).mapToDouble(v -> v[1]).distinct().count();
        long kept = IntStream.range(0, held.rows())
                .mapToObj(i -> held.get(i, 1))
                .distinct()
                .count();
        assertThat(kept).isGreaterThanOrEqualTo(distinct - 2);
        double squares = 0;
        for (int i = 0; i < held.rows(); i++) {
            squares += held.get(i, 1) * held.get(i, 1) / held.rows();
            assertThat(held.get(i, 0)).isZero();
        }
        assertThat(squares).isCloseTo(1, within(1e-4));
    }

    static Stream<Arguments> heldByFloat() {
        Random random = new Random(2);
        return Stream.of(
                Arguments.of("normal", column(20_000, i -> random.nextGaussian())),
                Arguments.of("uniform", column(200_000, i -> random.nextDouble())),
                Arguments.of("a little off zero", column(20_000, i -> 20 + random.nextGaussian())),
                Arguments.of("heavy tails", column(20_000, i -> Math.tan(Math.PI * (random.nextDouble() - 0.5)))),
                Arguments.of("many magnitudes", column(20_000, i -> Math.exp(100 * (random.nextDouble() - 0.5)))),
                Arguments.of("levels of grey", column(20_000, i -> random.nextInt(256) / 255.0)),
                Arguments.of("labels", column(20_000, i -> random.nextInt(10))),
                Arguments.of(
                        "rectified units", column(2000, i -> Math.max(0, random.nextGaussian() / 4 + i % 7 * 1e-9))),
                Arguments.of("few values that nearly meet", column(2000, i -> i % 3 * 0.1 + i % 2 * 1e-12)),
                Arguments.of("saturated units", column(2000, i -> Math.tanh(3 + 4 * random.nextGaussian()))),
                Arguments.of("a constant", column(20_000, i -> Math.PI * 1e9)),
                Arguments.of("two classes far apart", column(20_000, i -> 1e12 * (i % 2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heldByFloat")
    void ordinaryValuesAreTakenAsTheyAre(String what, double[][] vectors) {
        Samples samples = Samples.of(vectors);
        assertThat(samples.isStandardised()).isFalse();
        assertThat(samples.get(7, 1)).isEqualTo((float) vectors[7][1]);
    }

    @Test
    void numbersBeyondFloatAreNamedAsTheyWereGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(new double[][] {{1, 2}, {3, -1e60}}))
                .withMessageContaining("-1.0E60 in row 1, column 1")
                .withMessageContaining("Samples.standardised");
        assertThat(Samples.standardised(new double[][] {{1e300}, {-1e300}, {1.7e308}})
                        .requireFinite("x")
                        .toArray())
                .doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.standardised(new double[][] {{1}, {Double.NaN}}))
                .withMessage("every value must be finite, got NaN in row 1, column 0");
    }

    @Test
    void standardisedSamplesStaySoInEveryPartOfThem() {
        Samples samples = Samples.standardised(new double[][] {{1, 2}, {3, 4}, {5, 7}});
        assertThat(samples.slice(1, 2).isStandardised()).isTrue();
        assertThat(samples.select(0, 2).isStandardised()).isTrue();
        assertThat(samples.reshape(2, 1).isStandardised()).isTrue();
        assertThat(samples.get(1, 0)).isZero();
    }

    @Test
    void anOutlierDoesNotCostTheOthersTheirDifferences() {
        Random random = new Random(3);
        Samples held = Samples.standardised(column(1000, i -> i == 0 ? 1e16 : 1e8 + random.nextGaussian()));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> held.get(i, 1))
                        .distinct()
                        .count())
                .isGreaterThan(990);
    }
}
