package dev.infoplane.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldDoubtsTest {
    private static final int ROWS = 1200;

    private final Random random = new Random(3);

    /** A row of d values, each made from the number of the row. */
    private static Samples rows(int n, int d, IntToDoubleFunction value) {
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i / d);
        }
        return Samples.of(values, d);
    }

    static Stream<Arguments> draws() {
        return Stream.of(
                Arguments.of("normal", (Draw) Random::nextGaussian),
                Arguments.of("even bits", (Draw) r -> r.nextInt(2)),
                Arguments.of("rare bits", (Draw) r -> r.nextDouble() < 0.003 ? 1 : 0),
                Arguments.of("rectified, mostly zero", (Draw) r -> Math.max(0, r.nextGaussian() - 1.6)),
                Arguments.of("far from zero", (Draw) r -> 1e6 + r.nextInt(256)),
                Arguments.of("constant", (Draw) r -> 0.1));
    }

    private interface Draw {
        double from(Random random);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("draws")
    void rowsInRandomOrderAreNoReasonToWarn(String name, Draw draw) {
        for (int n : new int[] {12, 60, ROWS}) {
            for (int seed = 0; seed < 10; seed++) {
                Random own = new Random(seed);
                Samples rows = rows(n, 50, i -> draw.from(own));
                assertThat(FoldDoubts.ofInputs(rows, Folds.DEFAULT)).isEmpty();
                assertThat(FoldDoubts.ofActivations(rows, Folds.DEFAULT)).isEmpty();
                assertThat(FoldDoubts.ofInputs(rows(n, 1, i -> draw.from(own)), Folds.DEFAULT))
                        .isEmpty();
            }
        }
    }

    @Test
    void sortedRowsAreWarnedOfByTheirMeans() {
        Samples sorted = rows(ROWS, 4, i -> random.nextGaussian() + (i > 700 ? 1 : 0));

        assertThat(FoldDoubts.ofActivations(sorted, Folds.DEFAULT))
                .singleElement()
                .asString()
                .startsWith("rows that measure differ from rows that taught: t has mean")
                .endsWith("shuffle the rows of x and t together");
        assertThat(FoldDoubts.ofInputs(sorted, Folds.DEFAULT))
                .singleElement()
                .asString()
                .contains("x has mean");
    }

    @Test
    void copiesOfTheSameSamplesInBothPartsAreWarnedOf() {
        float[][] unique = new float[300][];
        for (int i = 0; i < unique.length; i++) {
            unique[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
        }
        Samples copies = chosen(unique, i -> random.nextInt(300));
        assertThat(FoldDoubts.ofActivations(copies, Folds.DEFAULT))
                .singleElement()
                .asString()
                .contains("occur among those that taught, value for value", "keep the copies of a sample in one fold");

        Samples fewStates = chosen(unique, i -> random.nextInt(50));
        assertThat(FoldDoubts.ofActivations(fewStates, Folds.DEFAULT)).isEmpty();
        Samples halfSilent = rows(ROWS, 3, i -> i % 2 == 0 ? 0 : random.nextGaussian());
        assertThat(FoldDoubts.ofActivations(halfSilent, Folds.DEFAULT)).isEmpty();
        Samples counts = rows(ROWS, 1, i -> random.nextInt(400));
        assertThat(FoldDoubts.ofActivations(counts, Folds.DEFAULT)).isEmpty();
    }

    private static Samples chosen(float[][] unique, IntUnaryOperator row) {
        float[] values = new float[ROWS * 2];
        for (int i = 0; i < ROWS; i++) {
            System.arraycopy(unique[row.applyAsInt(i)], 0, values, 2 * i, 2);
        }
        return Samples.of(values, 2);
    }

    @Test
    void rowsThatOnlySpreadFurtherAreWarnedOfToo() {
        Samples wider = rows(ROWS, 4, i -> random.nextGaussian() * (i > 900 ? 2 : 1));

        assertThat(FoldDoubts.ofActivations(wider, Folds.DEFAULT))
                .singleElement()
                .asString()
                .contains("t has mean square deviation");
    }

    @Test
    void aClassThatIsMeasuredAndWasNeverTaughtIsWarnedOf() {
        Samples labels = rows(ROWS, 1, i -> random.nextInt(i < 900 ? 2 : 3));

        assertThat(FoldDoubts.ofInputs(labels, Folds.DEFAULT)).hasSize(1);
    }

    /** All have mean 4 and mean square deviation 4. */
    @Test
    void labelsWhoseFrequenciesChangeAreWarnedOfWhereTheirMomentsDoNot() {
        int[] taught = {2, 2, 2, 2, 6, 6, 6, 6};
        int[] measured = {0, 4, 4, 4, 4, 4, 4, 8};
        Samples labels = rows(ROWS, 1, i -> (i < 900 ? taught : measured)[i % 8]);

        assertThat(FoldDoubts.ofInputs(labels, Folds.DEFAULT))
                .singleElement()
                .asString()
                .contains("the frequency of the label 4 is 0.000 in these and 0.7500 in those");
    }

    /** A column for each label would have more values than an array can. */
    @Test
    void ofManyRowsAndLabelsSomeRowsAreLookedAt() {
        Samples labels = rows(2_500_000, 1, i -> random.nextInt(1000));

        assertThat(FoldDoubts.ofInputs(labels, Folds.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aFewFarRowsThatMakeAllOthersLookAlikeAreWarnedOf(int far) {
        Samples rows = rows(ROWS, 4, i -> i < far ? 1000 * (i + 1) : random.nextInt(2));

        assertThat(FoldDoubts.ofActivations(rows, Folds.DEFAULT))
                .singleElement()
                .asString()
                .startsWith("t has far values in 4 of 4 columns that vary");
    }

    /** As at the edge of images, where most are empty: a tenth of the columns hardly varies but for a few rows. */
    @Test
    void placesWhereMostRowsAreAlikeAreNot() {
        float[] values = new float[ROWS * 50];
        for (int i = 0; i < values.length; i++) {
            boolean isEdge = i % 50 < 5;
            values[i] = (float) (random.nextGaussian() * (isEdge && i / 50 % 100 > 0 ? 1e-3 : 1));
        }
        assertThat(FoldDoubts.ofActivations(Samples.of(values, 50), Folds.DEFAULT))
                .isEmpty();
    }

    @Test
    void twoClustersAreNot() {
        Samples rows = rows(ROWS, 4, i -> random.nextInt(2) + 0.01 * random.nextGaussian());
        assertThat(FoldDoubts.ofActivations(rows, Folds.DEFAULT)).isEmpty();
    }

    @Test
    void oneFarValueAmongManyColumnsIsNot() {
        float[] values = new float[ROWS * 100];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[7] = 1e4f;
        assertThat(FoldDoubts.ofActivations(Samples.of(values, 100), Folds.DEFAULT))
                .isEmpty();
    }
}
