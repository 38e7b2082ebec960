package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PooledComparisonTest {
    @TempDir
    private Path folder;

    private Path table;

    @BeforeEach
    void name() {
        table = folder.resolve("table.csv");
    }

    private int run(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--preset=toy",
                "--regime=classifier",
                "--epoch=0",
                "--hidden=8",
                "--table=" + table,
                "--activations=" + folder.resolve("activations")));
        all.addAll(List.of(more));
        return PooledComparison.commandLine().execute(all.toArray(String[]::new));
    }

    @Test
    void aTableIsResumedAndBecomesAPage() throws Exception {
        assertThat(run("--steps=8", "--decoder-seed=1")).isZero();
        List<PooledTable.Line> first = PooledTable.linesOf(table);
        assertThat(first)
                .extracting(line -> line.key().layer())
                .containsExactlyInAnyOrder("stage1.out", "stage2.out", "stage3.out", "none");
        assertThat(first).allSatisfy(line -> assertThat(line.seconds().all()).isPositive());

        assertThat(run("--steps=8", "--decoder-seed=1,2")).isZero();
        assertThat(PooledTable.linesOf(table)).hasSize(8).containsAll(first);

        // what four times the steps gain needs the shorter pool once more
        assertThat(run("--steps=32,8", "--decoder-seed=1")).isZero();
        List<PooledTable.Line> both = PooledTable.linesOf(table);
        assertThat(both).hasSize(12);
        assertThat(both)
                .filteredOn(line -> line.key().steps() == 8 && line.key().seed() == 1)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.gain().gained()).isNotNaN())
                .extracting(PooledTable.Line::bits)
                .containsExactlyElementsOf(
                        first.stream().map(PooledTable.Line::bits).toList());

        String written = Files.readString(table);
        assertThat(run("--steps=32,8", "--decoder-seed=1")).isZero();
        assertThat(table).as("all is there").hasContent(written);

        Path page = folder.resolve("page.md");
        assertThat(run("--page=" + page)).isZero();
        assertThat(Files.readString(page))
                .contains("pooled, 8 steps of 8 units", "| classifier | stage1.out | 0 |", "| none | none | 0 |");
    }
}
