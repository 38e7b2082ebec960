package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DecoderTruthsTest {
    @TempDir
    private Path folder;

    @Test
    void aTableOfOtherSettingsIsNotResumed() throws Exception {
        Path table = folder.resolve("truths.csv");
        String content = "# {\"images\":12500,\"kind\":\"decoder truths\",\"steps\":1500,\"version\":1}\nheader\n";
        Files.writeString(table, content);
        StringWriter error = new StringWriter();
        CommandLine program = DecoderTruths.commandLine().setErr(new PrintWriter(error));

        int exit = program.execute("--table", table.toString(), "--steps", "2", "--images", "50");

        assertThat(exit).isEqualTo(1);
        assertThat(error.toString()).contains("holds other results (images: 50, was 12500; steps: 2, was 1500)");
        assertThat(table).content().isEqualTo(content);
    }
}
