package dev.infoplane.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableOriginTest {
    private static final Identity ORIGIN = Identity.of("table", 1).with("steps", 10);
    private static final Identity OTHER = Identity.of("table", 1).with("steps", 20);

    @TempDir
    private Path folder;

    @Test
    void aTableIsResumedByWhatItWasMadeFromOnly() throws IOException {
        Path table = folder.resolve("table.csv");
        assertThatCode(() -> TableOrigin.require(table, ORIGIN)).doesNotThrowAnyException();
        assertThat(TableOrigin.rest(table)).isEmpty();

        Files.writeString(table, TableOrigin.line(ORIGIN) + "\na,b\n1,2\n");

        assertThatCode(() -> TableOrigin.require(table, ORIGIN)).doesNotThrowAnyException();
        assertThat(TableOrigin.rest(table)).containsExactly("a,b", "1,2");
        assertRefused(table, "steps: 20, was 10");
    }

    @Test
    void aTableThatDoesNotSayWhatItWasMadeFromIsNotResumed() throws IOException {
        Path table = folder.resolve("table.csv");
        for (String first : new String[] {"a,b", "# made by hand", "# {}"}) {
            Files.writeString(table, first + "\n1,2\n");
            assertRefused(table, "its first line does not say what it was made from");
        }
    }

    private static void assertRefused(Path table, String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TableOrigin.require(table, OTHER))
                .withMessageContaining("'" + table + "'")
                .withMessageContaining(reason);
    }
}
