package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A side that lies on a curve or a surface, or nearly so, is flat by itself; that is no dependence on the other side. */
class CurvedSidesTest {
    private static final int N = 1000;

    /** A point of two or three coordinates from a uniform number on [-2, 2] and a source of noise. */
    private interface Curve extends BiFunction<Double, Random, double[]> {}

    private static Arguments of(String name, int dimensions, Curve curve) {
        return Arguments.of(name, dimensions, curve);
    }

    static Stream<Arguments> thin() {
        return Stream.of(
                of("a sigmoid", 1, (u, r) -> new double[] {u, Math.tanh(u)}),
                of("a parabola", 1, (u, r) -> new double[] {u, u * u}),
                of("a circle", 1, (u, r) -> new double[] {Math.cos(u * Math.PI / 2), Math.sin(u * Math.PI / 2)}),
                of("a spiral", 1, (u, r) -> new double[] {(3 + u) * Math.cos(4 * u), (3 + u) * Math.sin(4 * u)}),
                of("a wave in space", 1, (u, r) -> new double[] {u, Math.sin(2 * u), Math.cos(3 * u)}),
                of("a sphere", 2, (u, r) -> {
                    double[] p = {r.nextGaussian(), r.nextGaussian(), r.nextGaussian()};
                    double length = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
                    return new double[] {p[0] / length, p[1] / length, p[2] / length};
                }),
                of("a roll", 2, (u, r) -> {
                    double angle = 7 + 2 * u;
                    return new double[] {angle * Math.cos(angle), 10 * r.nextDouble(), angle * Math.sin(angle)};
                }));
    }

    static Stream<Arguments> noisy() {
        return Stream.of(
                of("a sigmoid", 1, (u, r) -> new double[] {u, Math.tanh(u) + 0.05 * r.nextGaussian()}),
                of("a wave", 1, (u, r) -> new double[] {u, Math.sin(3 * u) + 0.02 * r.nextGaussian()}),
                of("a parabola", 1, (u, r) -> new double[] {u, u * u + 0.1 * r.nextGaussian()}));
    }

    private static Samples points(Curve curve, Random random) {
        double[][] points = new double[N][];
        for (int i = 0; i < N; i++) {
            points[i] = curve.apply(random.nextDouble(-2, 2), random);
        }
        return Samples.of(points);
    }

    private static Samples normals(Random random) {
        float[] values = new float[N];
        for (int i = 0; i < N; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource({"thin", "noisy"})
    void theCorrectionReadsNothingFromWhatASideIsByItself(String name, int dimensions, Curve curve) {
        Random random = new Random(3);
        Samples x = points(curve, random);
        Samples t = normals(random);
        Estimate oneWay = LocalNonuniformity.standard().estimate(x, t, 0);
        assertThat(oneWay.value().nats()).isCloseTo(0, within(0.06));
        assertThat(LocalNonuniformity.standard().estimate(t, x, 0).value().nats())
                .isCloseTo(0, within(0.06));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("thin")
    void entropiesOfColumnsThatFillFewerDimensionsAreSaidToBeNone(String name, int dimensions, Curve curve) {
        Random random = new Random(4);
        Samples x = points(curve, random);
        Samples t = normals(random);
        KozachenkoLeonenko estimator = KozachenkoLeonenko.standard();
        Estimate estimate = estimator.estimate(x, t, 0);
        assertThat(estimate.warnings())
                .anySatisfy(w -> assertThat(w)
                        .matches("no density: neighbourhoods of x grow as in (%d.[0-2]|%d.[89]) dimensions .*"
                                .formatted(dimensions, dimensions - 1)));
        assertThat(estimator.entropy(x).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("no density: neighbourhoods of samples"));
        assertThat(Math.abs(estimate.value().nats()))
                .isLessThan(1.96 * estimate.standardError().orElseThrow().nats());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("noisy")
    void entropiesThatDoNotCancelAreNotReadInSilence(String name, int dimensions, Curve curve) {
        Random random = new Random(5);
        Estimate estimate = KozachenkoLeonenko.standard().estimate(points(curve, random), normals(random), 0);
        assertThat(estimate.warnings()).isNotEmpty();
        assertThat(Math.abs(estimate.value().nats()))
                .isLessThan(1.96 * estimate.standardError().orElseThrow().nats());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource({"thin", "noisy"})
    void dependenceAlongACurveIsStillRead(String name, int dimensions, Curve curve) {
        if (dimensions > 1) {
            return;
        }
        Random random = new Random(6);
        double[][] x = new double[N][];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            double u = random.nextDouble(-2, 2);
            x[i] = curve.apply(u, random);
            t[i][0] = u + random.nextDouble(-1, 1);
        }
        // U uniform of width 4 plus noise uniform of width 2: ln 2 + 1/4; some is lost to the curves' own noise and at
        // crossings
        double truth = Math.log(2) + 0.25;
        Estimate estimate = LocalNonuniformity.standard().estimate(Samples.of(x), Samples.of(t), 0);
        if (!name.equals("a circle")) {
            assertThat(estimate.value().nats()).isBetween(truth - 0.2, truth + 0.1);
        }
    }
}
