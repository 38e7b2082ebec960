package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCnnComparisonTest {
    @TempDir
    private Path folder;

    private int run(Path table, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--preset=toy",
                "--regime=classifier",
                "--epoch=0",
                "--width=4",
                "--pool-steps=20",
                "--marginal-steps=20",
                "--table=" + table,
                "--activations=" + folder.resolve("activations")));
        all.addAll(List.of(more));
        return OwnCnnComparison.commandLine().execute(all.toArray(String[]::new));
    }

    private static double bits(Path table, String layer) throws Exception {
        return PooledTable.linesOf(table).stream()
                .filter(line -> line.key().layer().equals(layer))
                .findFirst()
                .orElseThrow()
                .bits();
    }

    @Test
    void aTableIsResumedAndTheControlIsATableOfItsOwn() throws Exception {
        Path table = folder.resolve("table.csv");
        assertThat(run(table, "--steps=8")).isZero();
        List<PooledTable.Line> first = PooledTable.linesOf(table);
        assertThat(first)
                .extracting(line -> line.key().layer())
                .containsExactlyInAnyOrder("stage1.out", "stage2.out", "stage3.out", "none");
        assertThat(first).allSatisfy(line -> assertThat(line.seconds().all()).isPositive());

        String written = Files.readString(table);
        assertThat(run(table, "--steps=8")).isZero();
        assertThat(table).as("all is there").hasContent(written);

        assertThat(run(table, "--steps=8", "--other-images"))
                .as("another kind of table")
                .isNotZero();
        assertThat(table).hasContent(written);

        Path control = folder.resolve("control.csv");
        assertThat(run(control, "--steps=8", "--other-images")).isZero();
        assertThat(bits(control, "none")).isEqualTo(bits(table, "none"));
        assertThat(bits(control, "stage1.out")).isNotEqualTo(bits(table, "stage1.out"));
    }
}
