package dev.infoplane.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void numbersAreRowsWithOrWithoutAHeader() throws IOException {
        assertThat(DataFiles.read(file("a.csv", "1,2\n3,4.5\n")).samples().toArray())
                .containsExactly(1, 2, 3, 4.5f);
        assertThat(DataFiles.read(file("b.csv", "x, t\n1, 2\n3, -1e-3\n"))
                        .samples()
                        .toArray())
                .containsExactly(1, 2, 3, -1e-3f);
        assertThat(DataFiles.read(file("c.tsv", "1\t2\n3\t4\n")).samples().dimensions())
                .isEqualTo(2);
        assertThat(DataFiles.read(file("d.csv", "y\n0\n1\n")).samples().rowShape())
                .isEmpty();
    }

    @Test
    void theMarkThatSpreadsheetsBeginFilesWithIsNoPartOfTheFirstCell() throws IOException {
        assertThat(DataFiles.read(file("a.csv", "\uFEFF1,2\n3,4\n")).samples().toArray())
                .containsExactly(1, 2, 3, 4);
        assertThat(DataFiles.read(file("b.csv", "\uFEFFx,t\n1,2\n") + ":x")
                        .samples()
                        .toArray())
                .containsExactly(1);
    }

    /** Also beyond what is read at once, where the parser and not the reader meets it. */
    @Test
    void otherEncodingsAndOpenQuotesAreNamed() throws IOException {
        Path latin =
                Files.write(folder.resolve("a.csv"), "gr\u00f6\u00dfe,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        Path wide = Files.write(folder.resolve("b.csv"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));
        Path late = Files.write(
                folder.resolve("c.csv"), ("1,2\n".repeat(9000) + "\u00f6,2\n").getBytes(StandardCharsets.ISO_8859_1));
        for (Path file : List.of(latin, wide, late)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DataFiles.read(file.toString()))
                    .withMessage("'" + file + "' cannot be read: it is not text in UTF-8; save it in this encoding");
        }
        String open = file("d.csv", "a,b\n1,\"2\n3,4\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataFiles.read(open))
                .withMessageStartingWith("'" + open + "' cannot be read: ");
    }

    @Test
    void otherSeparatorsAndNamesOfClassesAreGuessed() throws IOException {
        String semicolons = file("a.csv", "1;2\n3;4\n");
        String classes = file("b.csv", "1,cat\n2,dog\n");

        assertThatThrownBy(() -> DataFiles.read(semicolons)).hasMessageContaining("separated by commas, or by tabs");
        assertThatThrownBy(() -> DataFiles.read(classes)).hasMessageContaining("labels have to be numbered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "a.csv | 1,5\\n0,25\\n1,05 | '05' in line 3 looks like a part of a number with a decimal comma",
                "b.csv | 3,1\\n-0,4 | '-0' in line 2 looks like a part",
                "c.csv | x\\n1,5\\n | line 2 has 2 cells, the first has 1; a comma ends a cell, and decimals take a point",
                "d.csv | 1\\n1,5\\n | decimals take a point",
                "e.csv | \"1,5\",\"2,5\"\\n\"3,5\",\"4,5\" | '1,5' in line 1, column 1 is not a number; decimals take a point",
                "f.csv | x,t\\n\"1,5\",2 | '1,5' in line 2, column 1 is not a number; decimals take a point",
                "g.tsv | 1,5\\t2,5\\n3,5\\t4,5 | '1,5' in line 1, column 1 is not a number; decimals take a point",
                "h.tsv | 1,500\\t2\\n3\\t4 | '1,500' in line 1, column 1 is not a number; decimals take a point",
                "i.csv | 1,5;2,5\\n3,5;4,5 | '5;2' in line 1, column 2 is not a number; cells are separated by commas",
                "j.csv | 1;2 | '1;2' in line 1, column 1 is not a number; cells are separated by commas",
                "k.tsv | x\\n1;2 | '1;2' in line 2, column 1 is not a number; cells are separated by commas",
            })
    void otherDecimalsAndSeparatorsAreRefused(String name, String text, String message) throws IOException {
        String file = file(name, text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThatThrownBy(() -> DataFiles.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRowOfNumbersWithAGapIsNoLineOfNames() throws IOException {
        String gap = file("a.csv", "1.5,n/a\n2.5,3\n");

        assertThatThrownBy(() -> DataFiles.read(gap)).hasMessageContaining("'n/a' in line 1, column 2 is not a number");
    }

    @Test
    void anIndexWithoutANameIsReadOnlyIfItIsChosen() throws IOException {
        String table = file("a.csv", ",x,t\n0,1.5,2\n1,2.5,3\n");

        assertThatThrownBy(() -> DataFiles.read(table)).hasMessageContaining("column 1 has no name");
        assertThat(DataFiles.read(table + ":x,t").samples().toArray()).containsExactly(1.5f, 2, 2.5f, 3);
    }

    @Test
    void columnsThatAreNumberedFromZeroAreNoSample() throws IOException {
        String table = file("a.csv", "0,1\n0.5,0.25\n");
        String bits = file("b.csv", "0,1\n1,0\n");

        assertThatThrownBy(() -> DataFiles.read(table)).hasMessageContaining("its first line numbers the columns");
        assertThat(DataFiles.read(bits).samples().rows()).isEqualTo(2);
        String single = file("c.csv", "0\n0.5\n1.25\n");
        String rectified = file("d.csv", "0\n0.5\n0\n");
        assertThatThrownBy(() -> DataFiles.read(single)).hasMessageContaining("its first line numbers the columns");
        assertThat(DataFiles.read(rectified).samples().rows()).isEqualTo(3);
    }

    @Test
    void zerosWithASignAreNumbersWhereDecimalsHavePoints() throws IOException {
        assertThat(DataFiles.read(file("a.csv", "0.53,2\n-0,-1.06\n")).samples().toArray())
                .containsExactly(0.53f, 2, -0f, -1.06f);
        assertThat(DataFiles.read(file("b.csv", "01,0.53\n")).samples().toArray())
                .containsExactly(1, 0.53f);
    }

    @Test
    void namesMayBeAnythingIfOtherColumnsAreChosen() throws IOException {
        assertThat(DataFiles.read(file("a.csv", "label,0.5\n1,2\n") + ":0.5")
                        .samples()
                        .toArray())
                .containsExactly(2);
        assertThat(DataFiles.read(file("b.csv", "\"dose; mg\",t\n1,2\n") + ":t")
                        .samples()
                        .toArray())
                .containsExactly(2);
    }

    @Test
    void namesOfClassesThatJavaTakesForNumbersAreNone() throws IOException {
        String classes = file("a.csv", "y\n1d\n2f\n");
        String missing = file("b.csv", "y\nnan\n-inf\n1.e2\n.5\n");

        assertThatThrownBy(() -> DataFiles.read(classes))
                .hasMessageContaining("'1d' in line 2, column 1 is not a number");
        assertThat(DataFiles.read(missing).samples().toArray())
                .containsExactly(Float.NaN, Float.NEGATIVE_INFINITY, 100, 0.5f);
    }

    @Test
    void columnsAreChosenByNameOrNumber() throws IOException {
        String file = file("a.csv", "x,t,y\n1,2,3\n4,5,6\n");

        assertThat(DataFiles.read(file + ":y,x").samples().toArray()).containsExactly(3, 1, 6, 4);
        assertThat(DataFiles.read(file + ":2").samples().toArray()).containsExactly(2, 5);
        assertThatThrownBy(() -> DataFiles.read(file + ":z")).hasMessageContaining("has no column 'z'; it has x, t, y");
        assertThatThrownBy(() -> DataFiles.read(file + ":4")).hasMessageContaining("has no column '4'");
    }

    @Test
    void whatIsNoNumberIsNamedWithItsLine() throws IOException {
        String text = file("a.csv", "1,2\n3,four\n");
        String gap = file("b.csv", "1,2\n3,\n");
        String ragged = file("c.csv", "1,2\n3\n");

        assertThatThrownBy(() -> DataFiles.read(text))
                .hasMessageContaining("'four' in line 2, column 2 is not a number");
        assertThatThrownBy(() -> DataFiles.read(gap)).hasMessageContaining("'' in line 2, column 2 is not a number");
        assertThatThrownBy(() -> DataFiles.read(ragged)).hasMessageContaining("line 2 has 1 cells, the first has 2");
        String empty = file("d.csv", "");
        assertThatThrownBy(() -> DataFiles.read(empty).samples()).hasMessageContaining("without a value");
    }

    @Test
    void whatCannotBeSamplesIsNamed() throws IOException {
        String far = file("far.csv", "1000000000.25\n1000000000.5\n1000000000.75\n");
        String empty = file("empty.csv", "x,t\n");
        String capitals = file("A.CSV", "1,2\n3,4\n");

        assertThatThrownBy(() -> DataFiles.samples(far))
                .hasMessageContaining("far.csv': float32 cannot hold the values of column 0 apart")
                .hasMessageContaining("in NumPy");
        assertThatThrownBy(() -> DataFiles.samples(empty))
                .hasMessageContaining("empty.csv'")
                .hasMessageContaining("without a value");
        assertThat(DataFiles.samples(capitals).rows()).isEqualTo(2);
    }

    @Test
    void filesThatAreNotThereOrUnknownAreNamed() throws IOException {
        String other = file("a.parquet", "1");

        assertThatThrownBy(() -> DataFiles.read(folder + "/none.npy"))
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none.npy");
        assertThatThrownBy(() -> DataFiles.read(folder.toString())).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> DataFiles.read(other)).hasMessageContaining(".npy, .npz, .csv or .tsv");
        Npy.write(folder.resolve("b.npy"), Samples.ofLabels(1));
        assertThatThrownBy(() -> DataFiles.read(folder.resolve("b.npy") + ":x"))
                .hasMessageContaining("':x' means nothing");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Samples samples = Samples.of(new float[] {1.5f, -2, 1e-7f, 4}, 2);
        Csv.write(folder.resolve("a.csv"), samples);

        assertThat(Csv.read(folder.resolve("a.csv")).samples().toArray()).isEqualTo(samples.toArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "1.5\\n2.5\\n\\n3.5 | line 3 is empty",
                "x\\n1.5\\n\\n3.5 | line 3 is empty",
                "1.5\\n\"\"\\n3.5 | line 2 is empty",
                "x,t\\n1,2\\n3, | if the value is missing",
                "x,t\\n1,2\\nNA,3 | if the value is missing",
                "x,t\\n1,2\\n3,null | if the value is missing",
                "x,t\\n1 2,3\\n4 5,6 | cells are separated by commas",
                "x,t\\n1\\t2,3\\n4\\t5,6 | cells are separated by commas"
            })
    void missingValuesAndOtherSeparatorsAreNamed(String text, String message) throws IOException {
        String source = file("gap.csv", text.replace("\\n", "\n").replace("\\t", "\t") + "\n");

        assertThatThrownBy(() -> DataFiles.read(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void emptyLinesAroundNumbersAndBetweenRowsOfSeveralCellsAreNoRows() throws IOException {
        assertThat(DataFiles.samples(file("around.csv", "\n\nx\n\n1.5\n2.5\n\n\n"))
                        .rows())
                .isEqualTo(2);
        assertThat(DataFiles.samples(file("between.csv", "x,t\n1.5,2\n\n2.5,3\n"))
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void namesBehindTheMarkOfACommentAreNames() throws IOException {
        String source = file("numpy.csv", "# x,t\n1.5,2\n2.5,3\n");
        assertThat(DataFiles.samples(source + ":x").get(1, 0)).isEqualTo(2.5f);
        assertThat(DataFiles.samples(source + ":t").get(1, 0)).isEqualTo(3f);
    }

    @Test
    void aColonWithoutANameIsRefused() throws IOException {
        String source = file("e.csv", "x,t\n1,2\n");
        assertThatThrownBy(() -> DataFiles.read(source + ":")).hasMessageContaining("nothing is named after the colon");
    }
}
