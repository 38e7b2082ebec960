package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTableTest {
    private static final ComparisonTable.Key KEY =
            new ComparisonTable.Key("classifier", "SHARED_PARENT", 6, 4, 1, "stage1.out", 0);

    @TempDir
    private Path folder;

    @Test
    void linesOfAnotherPresetOrDataAreNotTakenForOnesOwn() throws IOException {
        Path file = folder.resolve("table.csv");
        LearningCurve curve =
                new LearningCurve(List.of(new LearningCurve.Point(1, 3.0), new LearningCurve.Point(4, 2.0)));
        ComparisonTable.open(file, origin("toy")).add(KEY, new double[] {1, 2}, curve, 1, 1);

        assertThat(ComparisonTable.open(file, origin("toy")).has(KEY)).isTrue();
        assertThat(ComparisonTable.linesOf(file))
                .singleElement()
                .satisfies(line -> assertThat(line.key()).isEqualTo(KEY));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ComparisonTable.open(file, origin("small")))
                .withMessageContaining("preset: \"small\", was \"toy\"");
    }

    @Test
    void aDataFolderThatIsNotThereIsAWrongOption() {
        assertThat(StartComparison.commandLine()
                        .execute("--data", folder.resolve("nope").toString()))
                .isEqualTo(2);
    }

    private static Identity origin(String preset) {
        return Identity.of("start comparison", 1).with("preset", preset);
    }
}
