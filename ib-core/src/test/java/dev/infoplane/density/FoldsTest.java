package dev.infoplane.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.Samples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 12, 13, 100, 101, 1999})
    void everyRowHasExactlyOneRole(int rows) {
        Samples all = numbered(rows);
        Folds folds = new Folds(3, 2, 1);

        float[] inOrder = new float[rows];
        int position = 0;
        for (Samples part : new Samples[] {folds.fit(all), folds.validate(all), folds.measure(all)}) {
            for (int i = 0; i < part.rows(); i++) {
                inOrder[position++] = part.get(i, 0);
            }
        }

        assertThat(position).isEqualTo(rows);
        assertThat(inOrder).isEqualTo(all.toArray());
    }

    @ParameterizedTest
    @CsvSource({"12, 8, 1, 3", "1200, 800, 100, 300"})
    void theDefaultIsEightOneAndThreeInTwelve(int rows, int fit, int validate, int measure) {
        Samples all = numbered(rows);

        assertThat(Folds.DEFAULT.fit(all).rows()).isEqualTo(fit);
        assertThat(Folds.DEFAULT.validate(all).rows()).isEqualTo(validate);
        assertThat(Folds.DEFAULT.measure(all).rows()).isEqualTo(measure);
        assertThat(Folds.DEFAULT).hasToString("8:1:3");
    }

    @Test
    void partsMayBeNumbersOfRows() {
        Folds folds = new Folds(700, 100, 200);

        assertThat(folds.fit(numbered(1000)).rows()).isEqualTo(700);
        assertThat(folds.measure(numbered(1000)).rows()).isEqualTo(200);
    }

    @Test
    void partsAsLargeAsIntegersGoDoNotOverflow() {
        Folds folds = new Folds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(folds.fit(numbered(30)).rows()).isEqualTo(10);
        assertThat(folds.validate(numbered(30)).rows()).isEqualTo(10);
        assertThat(folds.measure(numbered(30)).rows()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, -3"})
    void aRoleWithoutAPartIsRefused(int fit, int validate, int measure) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Folds(fit, validate, measure))
                .withMessageContaining("fit = " + fit)
                .withMessageContaining("validate = " + validate)
                .withMessageContaining("measure = " + measure);
    }

    @Test
    void tooFewRowsAreRefusedWithTheirNumber() {
        assertThatCode(() -> Folds.DEFAULT.requireEnough(numbered(12))).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.DEFAULT.requireEnough(numbered(2)))
                .withMessageContaining("2 samples")
                .withMessageContaining("8 : 1 : 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Folds.DEFAULT.requireEnough(numbered(0)));
    }

    private static Samples numbered(int rows) {
        return Samples.ofLabels(IntStream.range(0, rows).toArray());
    }
}
