package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates that tell samples apart read the whole entropy of labels, whatever the labels are, and say so. */
class CeilingTest {
    private static final int N = 1000;

    private static Stream<MiEstimator> tellingSamplesApart() {
        return Stream.of(
                Binning.fixedWidth(0.5),
                Binning.layerRange(30),
                Discrete.plugIn(),
                PairwiseDistance.lower(0.1),
                PairwiseDistance.upper(0.1));
    }

    @ParameterizedTest
    @MethodSource("tellingSamplesApart")
    void labelsThatHaveNothingToDoWithActivationsReadTheirEntropyAndItIsSaid(MiEstimator estimator) {
        Estimate estimate = estimator.estimate(labels(), Samples.of(normals(100, 0), 100), 1);
        assertThat(estimate.value().nats()).isCloseTo(Math.log(10), within(0.05));
        assertThat(estimate.warnings())
                .singleElement()
                .asString()
                .startsWith("at its ceiling")
                .contains("of H(x) = 2.303 nats", "1000 of 1000 samples of t lie alone");
    }

    @ParameterizedTest
    @MethodSource("tellingSamplesApart")
    void classesThatDoLieApartAreNoCeiling(MiEstimator estimator) {
        float[] clusters = new float[N];
        Random random = new Random(2);
        for (int i = 0; i < N; i++) {
            clusters[i] = 5 * (i % 10) + 0.01f * random.nextInt(3);
        }
        Estimate estimate = estimator.estimate(labels(), Samples.of(clusters, 1), 1);
        assertThat(estimate.value().nats()).isCloseTo(Math.log(10), within(0.05));
        assertThat(estimate.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tellingSamplesApart")
    void aVariableWithoutEntropyHasNoCeiling(MiEstimator estimator) {
        Estimate estimate = estimator.estimate(Samples.ofLabels(new int[N]), Samples.of(normals(100, 3), 100), 1);
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void narrowKernelsThatTellSamplesApartAreSaidToBeAtLnN() {
        Samples x = Samples.of(normals(1, 4));
        Samples t = Samples.of(normals(100, 5), 100);
        MatrixRenyi narrow = new MatrixRenyi(MatrixRenyi.standard().alpha(), 0.001, 200);
        assertThat(narrow.estimate(x, t, 1).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("at its ceiling"));
        assertThat(MatrixRenyi.standard().estimate(x, x, 1).warnings())
                .noneSatisfy(w -> assertThat(w).startsWith("at its ceiling"));
    }

    @Test
    void neighboursOfASideWhoseValuesRepeatAreNoContinuousVariables() {
        Samples t = Samples.of(normals(1, 6));
        for (Ksg ksg : new Ksg[] {Ksg.one(), Ksg.two()}) {
            assertThat(ksg.estimate(labels(), t, 0).warnings())
                    .contains(
                            "values repeat: 990 of 1000 rows of x are copies of others, so x is not continuous; use an"
                                    + " estimator for mixed or discrete variables");
            assertThat(ksg.estimate(t, labels(), 0).warnings())
                    .anySatisfy(w -> assertThat(w).contains("990 of 1000 rows of t are"));
            assertThat(ksg.estimate(Samples.of(normals(1, 7)), t, 0).warnings()).isEmpty();
        }
    }

    @Test
    void neighboursThatCannotShowMoreSaySo() {
        Draws strong = Draws.gaussianPairs(2000, 1, Math.sqrt(1 - Math.exp(-20)), 1); // 10 nats
        Draws weak = Draws.gaussianPairs(2000, 1, 0.99, 1);
        for (MarginalTransform margins : MarginalTransform.values()) {
            for (MiEstimator estimator : new MiEstimator[] {
                Ksg.one().withMargins(margins), Ksg.two().withMargins(margins), new MixedKsg(5, margins, 1)
            }) {
                assertThat(estimator.estimate(strong.x(), strong.t(), 0).warnings())
                        .as(estimator.toString())
                        .anySatisfy(
                                w -> assertThat(w).startsWith("at its ceiling").contains("among 2000 samples"));
                assertThat(estimator.estimate(weak.x(), weak.t(), 0).warnings())
                        .as(estimator.toString())
                        .isEmpty();
            }
        }
        assertThat(LocalNonuniformity.standard()
                        .estimate(strong.x(), strong.t(), 0)
                        .warnings())
                .noneSatisfy(w -> assertThat(w).startsWith("at its ceiling"));
    }

    @Test
    void aGaussianFitOfNothingAndASingleOutlierAreNoAlarm() {
        for (int seed = 0; seed < 25; seed++) {
            Draws few = Draws.gaussianPairs(50, 1, 0, seed);
            assertThat(Ksg.two().estimate(few.x(), few.t(), 0).warnings()).isEmpty();
            Draws many = Draws.gaussianPairs(500, 1, 0, seed);
            float[] x = many.x().toArray();
            float[] t = many.t().toArray();
            x[0] = 100;
            t[0] = 100;
            for (MiEstimator estimator :
                    new MiEstimator[] {MixedKsg.standard(), LocalNonuniformity.standard(), KozachenkoLeonenko.standard()
                    }) {
                assertThat(estimator.estimate(Samples.of(x), Samples.of(t), 0).warnings())
                        .as(estimator.id())
                        .isEmpty();
            }
        }
    }

    @Test
    void heavyTailsDoNotHideThatNeighbourhoodsAreTooWide() {
        Draws draws = Draws.gaussianPairs(1000, 5, 0.8, 3);
        Samples[] cauchy = {draws.x(), draws.t()};
        for (int side = 0; side < 2; side++) {
            float[] values = cauchy[side].toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.tan(Math.PI * (0.5 * Erf.erf(values[i] / Math.sqrt(2))));
            }
            cauchy[side] = Samples.of(values, 5);
        }
        assertThat(MixedKsg.standard().estimate(cauchy[0], cauchy[1], 0).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("outside the regime"));
    }

    @Test
    void kernelsThatSeeAllRowsAsFarApartSayThatTheyAreNearTheirCeiling() {
        Samples x = Samples.of(Arrays.copyOf(normals(512, 10), 300 * 512), 512);
        Samples t = Samples.of(Arrays.copyOf(normals(512, 11), 300 * 512), 512);
        assertThat(MatrixRenyi.standard().estimate(x, t, 0).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("at its ceiling"));
    }

    @Test
    void aCorrectedValueBesideItsCeilingIsNotMistakenForIt() {
        Samples x = Samples.of(normals(1, 12));
        assertThat(Discrete.millerMadow().estimate(x, x, 0).warnings())
                .singleElement()
                .asString()
                .endsWith("; this is of the plug-in, and no correction can mend it");
    }

    @Test
    void neighbourhoodsThatAreNotLocalAreSaidSoInAnyUnit() {
        float[] x = normals(512, 8);
        float[] t = normals(512, 9);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 0.001f;
            t[i] *= 0.001f;
        }
        for (MiEstimator estimator : new MiEstimator[] {
            Ksg.one().withMargins(MarginalTransform.AS_THEY_ARE), new MixedKsg(5, MarginalTransform.AS_THEY_ARE, 1)
        }) {
            assertThat(estimator
                            .estimate(Samples.of(x, 512), Samples.of(t, 512), 0)
                            .warnings())
                    .as(estimator.id())
                    .anySatisfy(w -> assertThat(w).startsWith("outside the regime"));
        }
    }

    private static Samples labels() {
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            labels[i] = i % 10;
        }
        return Samples.ofLabels(labels);
    }

    private static float[] normals(int columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[N * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
