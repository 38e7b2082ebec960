package dev.infoplane.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.infoplane.storage.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedTableTest {
    private static final Identity ORIGIN = Identity.of("test", 1).with("width", 8);
    private static final String HEADER = "model,samples,epoch,error";

    @TempDir
    private Path folder;

    private ResumedTable open() throws Exception {
        return new ResumedTable(folder.resolve("table.csv"), ORIGIN, HEADER, 2);
    }

    @Test
    void whatIsThereIsFoundByTheFirstCells() throws Exception {
        ResumedTable first = open();
        assertThat(first.has("network", 10)).isFalse();
        first.add(List.of("network,10,0,3.5", "network,10,1,"));
        open().add(List.of("network,100,0,1.5"));

        ResumedTable resumed = open();
        assertThat(resumed.has("network", 10)).isTrue();
        assertThat(resumed.has("network", 100)).isTrue();
        assertThat(resumed.has("network", 1)).isFalse();
        assertThat(resumed.has("network")).isFalse();
        assertThat(Files.readAllLines(folder.resolve("table.csv")))
                .containsExactly(
                        TableOrigin.line(ORIGIN), HEADER, "network,10,0,3.5", "network,10,1,", "network,100,0,1.5");
    }

    @Test
    void tablesOfOtherSettingsOrColumnsAreRefused() throws Exception {
        open().add(List.of("network,10,0,3.5"));
        Path table = folder.resolve("table.csv");
        assertThatIOException()
                .isThrownBy(() -> new ResumedTable(table, Identity.of("test", 1).with("width", 9), HEADER, 2))
                .withMessageContaining("width: 9, was 8");
        assertThatIOException()
                .isThrownBy(() -> new ResumedTable(table, ORIGIN, HEADER + ",seconds", 2))
                .withMessageContaining("has other columns; expected 'model,samples,epoch,error,seconds'");
    }
}
