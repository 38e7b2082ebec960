package dev.infoplane.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    private static List<String> split(String cell) {
        return List.of(cell.split(" [|] "));
    }

    @Test
    void textsWithOtherSeparatorsAreFoundAgainInACell() {
        List<String> texts = List.of("overfitting: costs 2 bits; more rows would help", "near ln n, of 3", "H(X|T)");

        assertThat(split(CsvTable.list(texts))).isEqualTo(texts);
        assertThat(CsvTable.list(List.of())).isEmpty();
    }

    @Test
    void aSeparatorInsideATextLosesItsSpaces() {
        assertThat(split(CsvTable.list(List.of("q(x | t)", "| b", "a |", "c | | d"))))
                .containsExactly("q(x|t)", "|b", "a|", "c||d");
    }

    @Test
    void asManyTextsAreFoundAsWentIn() {
        Random random = new Random(1);
        for (int trial = 0; trial < 1000; trial++) {
            List<String> texts = Stream.generate(() -> text(random))
                    .limit(1 + random.nextInt(4))
                    .toList();

            assertThat(split(CsvTable.list(texts))).as("%s", texts).hasSameSizeAs(texts);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("w");
        IntStream.range(0, random.nextInt(8)).forEach(i -> text.append(" |;a,\n".charAt(random.nextInt(6))));
        return text.toString();
    }

    @Test
    void aRowOfAnotherLengthThanTheHeaderIsRefused() {
        assertThatThrownBy(() -> CsvTable.of("a", "b").add(1)).hasMessageContaining("2 cells");
    }
}
