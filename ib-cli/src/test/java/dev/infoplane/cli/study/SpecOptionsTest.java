package dev.infoplane.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What options make of a spec. */
class SpecOptionsTest {
    @TempDir
    private Path folder;

    private static StudySpec spec(String study, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(study));
        all.addAll(List.of(options));
        return CommandLine.populateCommand(new SpecOptions(), all.toArray(String[]::new))
                .spec();
    }

    /** The preset measures the epochs 0, 1, 5 and 30, and audits the last. */
    @ParameterizedTest
    @CsvSource({"0:1:5:30, 30", "0:5, 5", "5:0, 5", "0, 0", "30:60, 30", "60, 60", "20:40, 40"})
    void anAuditOfTheLastEpochIsOneOfTheNearestThatIsMeasured(String measured, int audited) throws IOException {
        StudySpec spec = spec("quick", "--epoch", measured.replace(':', ','));
        assertThat(spec.audit().epochs()).containsExactly(audited);
        assertThat(spec.audit().settings()).containsEntry("marginalSteps", 500);
    }

    @Test
    void noiseOfSomeEpochsStaysAtAsManyOrFewer() throws IOException {
        Path study = Files.writeString(
                folder.resolve("study.yaml"), "epochs: {at: [0, 10, 20]}\nnoise: {sigmas: [0.5], epochs: [0, 20]}\n");
        assertThat(spec(study.toString(), "--epoch", "1,12,30").noise().epochs())
                .containsExactly(1, 12);
        assertThat(spec(study.toString(), "--epoch", "12").noise().epochs()).containsExactly(12);
        assertThat(spec(study.toString(), "--noise", "0.1,1").noise().epochs()).containsExactly(0, 20);
    }

    @Test
    void anAuditOfAllEpochsStaysOne() throws IOException {
        assertThat(spec("fashion", "--epoch", "1,2").audit().epochs()).isEmpty();
    }

    @Test
    void anAuditThatIsAskedForReadsAllPoints() throws IOException {
        StudySpec same = spec("quick", "--audit", "--epoch", "0,5");
        assertThat(same.audit().epochs()).isEmpty();
        assertThat(same.audit().settings()).isEqualTo(Map.of("steps", 1000, "marginalSteps", 500));
        StudySpec other = spec("quick", "--audit=context-cnn");
        assertThat(other.audit().estimator()).isEqualTo("context-cnn");
        assertThat(other.audit().epochs()).isEmpty();
        assertThat(other.audit().settings()).isEmpty();
    }
}
