package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples images = Samples.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 1, 2, 2);

    @Test
    void rowsAreLaidOneAfterTheOther() {
        assertThat(images.rows()).isEqualTo(3);
        assertThat(images.dimensions()).isEqualTo(4);
        assertThat(images.rowShape()).containsExactly(1, 2, 2);
        assertThat(images.get(2, 1)).isEqualTo(9);
        assertThat(images).hasToString("Samples[3 rows of [1, 2, 2]]");
    }

    @Test
    void labelsAreRowsOfOneNumber() {
        Samples labels = Samples.ofLabels(3, -1, 1 << 24);

        assertThat(labels.rowShape()).isEmpty();
        assertThat(labels.dimensions()).isOne();
        assertThat(labels.toArray()).containsExactly(3, -1, 16777216);
    }

    @Test
    void labelsThatAFloatCannotTellApartAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.ofLabels(0, (1 << 24) + 1))
                .withMessageContaining("16777217")
                .withMessageContaining("row 1");
    }

    @Test
    void vectorsMustBeOfOneLength() {
        assertThat(Samples.of(new double[][] {{1, 2}, {3, 4}}).get(1, 0)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(new double[][] {{1, 2}, {3}}))
                .withMessageContaining("the first, 2,")
                .withMessageContaining("vector 1 has 1");
    }

    @Test
    void aBrokenLastRowIsRefusedWithBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(new float[7], 2, 2))
                .withMessageContaining("[2, 2] take 4 values")
                .withMessageContaining("7 values");
    }

    @Test
    void shapesWithoutExtentOrBeyondAnArrayAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(new float[4], 2, 0))
                .withMessageContaining("[2, 0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(new float[4], 1 << 20, 1 << 20))
                .withMessageContaining("[1048576, 1048576]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.reshape(3))
                .withMessageContaining("4 values")
                .withMessageContaining("[3]");
    }

    @Test
    void aSliceSeesItsOwnRowsAndNoOthers() {
        Samples last = images.slice(1, 3);

        assertThat(last.toArray()).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(last.slice(1, 2).toArray()).containsExactly(8, 9, 10, 11);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> last.get(2, 0))
                .withMessage("row 2 of 2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> images.slice(2, 4))
                .withMessage("rows 2 to 4 of 3");
    }

    @Test
    void aPositionBeyondTheRowIsRefusedAndNotReadFromTheNextRow() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> images.get(0, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> images.get(1, -1));
    }

    @Test
    void selectedRowsComeInTheOrderAskedFor() {
        assertThat(images.select(2, 0, 2).toArray()).containsExactly(8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> images.select(0, 3))
                .withMessage("row 3 of 3");
    }

    @Test
    void copiesDoNotReachBack() {
        images.toArray()[0] = 99;
        images.rowShape()[0] = 99;
        float[] row = new float[6];
        images.copyRow(1, row, 2);

        assertThat(row).containsExactly(0, 0, 4, 5, 6, 7);
        assertThat(images.get(0, 0)).isZero();
        assertThat(images.rowShape()).containsExactly(1, 2, 2);
    }

    @Test
    void aReshapedRowKeepsItsValues() {
        Samples flat = images.slice(1, 2).reshape(4);

        assertThat(flat.rowShape()).containsExactly(4);
        assertThat(flat.toArray()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void theFirstValueThatIsNotFiniteIsNamedWithItsRow() {
        Samples t = Samples.of(new float[] {0, 1, 2, Float.NaN, 4, Float.POSITIVE_INFINITY}, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> t.requireFinite("t"))
                .withMessage("every value of t must be finite, got NaN in row 1, position 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> t.slice(2, 3).requireFinite("pixels"))
                .withMessage("every value of pixels must be finite, got Infinity in row 0, position 1");
        assertThat(t.slice(0, 1).requireFinite("t").rows()).isOne();
    }

    @Test
    void matchedSamplesHaveEqualAndEnoughRows() {
        Samples.requireMatched(images, Samples.ofLabels(1, 2, 3), 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.requireMatched(images, Samples.ofLabels(1, 2), 1))
                .withMessageContaining("got 3 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.requireMatched(images, Samples.ofLabels(1, 2, 3), 4))
                .withMessage("at least 4 samples are needed, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.requireMatched(images, Samples.of(new float[] {1, Float.NaN, 2}), 1))
                .withMessageContaining("value of t")
                .withMessageContaining("row 1");
    }

    @Test
    void aTransposedSideIsNamed() {
        Samples column = Samples.of(new float[50], 1);
        Samples wide = Samples.of(new float[500], 50);

        assertThatThrownBy(() -> Samples.requireMatched(column, wide, 1))
                .hasMessageContaining(
                        "got 50 and 10; t looks transposed: it has 10 rows of 50 values, and x has 50 rows")
                .hasMessageContaining("give its transpose");
        assertThatThrownBy(() -> Samples.requireMatched(wide, column, 1))
                .hasMessageContaining(
                        "got 10 and 50; x looks transposed: it has 10 rows of 50 values, and t has 50 rows");
        assertThatThrownBy(() -> Samples.requireMatched(wide, Samples.of(new float[150], 50), 1))
                .hasMessageContaining("got 10 and 3; both look transposed: each has rows of 50 values");
        assertThatThrownBy(() -> Samples.requireMatched(Samples.of(new float[50], 50), column, 1))
                .hasMessageContaining("got 1 and 50; x looks transposed: it has 1 rows of 50 values");
        assertThatThrownBy(() -> Samples.requireMatched(column, Samples.of(new float[50], 50), 1))
                .hasMessageContaining("got 50 and 1; t looks transposed: it has 1 rows of 50 values");
        assertThatThrownBy(() -> Samples.requireMatched(column, Samples.of(new float[49], 1), 1))
                .hasMessage("x and t must have the same number of rows, got 50 and 49");
    }

    @Test
    void twoTransposedSidesThatMatchAreNamed() {
        Samples row = Samples.of(new float[50], 50);
        Samples rows = Samples.of(new float[500], 50);

        assertThatThrownBy(() -> Samples.requireMatched(row, Samples.of(new float[50], 50), 4))
                .hasMessageContaining("at least 4 samples are needed, got 1; both look transposed");
        assertThat(Samples.lookTransposed(rows, Samples.of(new float[500], 50))).isPresent();
        assertThat(Samples.lookTransposed(rows, Samples.of(new float[400], 40))).isEmpty();
        assertThat(Samples.lookTransposed(Samples.of(new float[500], 5), Samples.of(new float[500], 5)))
                .isEmpty();
        assertThat(Samples.lookTransposed(Samples.of(new float[500], 1, 50), Samples.of(new float[500], 1, 50)))
                .as("maps")
                .isEmpty();
    }
}
