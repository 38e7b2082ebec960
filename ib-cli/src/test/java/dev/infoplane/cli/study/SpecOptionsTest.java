package dev.infoplane.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What options make of a spec. */
class SpecOptionsTest {
    private static final SpecNames NAMES = new SpecNames(
            new TreeSet<>(Set.of("pooled-pixelcnn", "pooled-context-mlp")), Set.of("classifier"), Set.of("ksg1"));

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit: {estimator: pooled-contxt-mlp} | audit | pooled-contxt-mlp | pooled-context-mlp",
                "input: {estimator: pooled-pixelcn}    | input | pooled-pixelcn    | pooled-pixelcnn",
                "label: {estimator: clasifier}         | label | clasifier         | classifier"
            })
    void aNameThatNothingHasIsAnsweredByTheNearest(String yaml, String quantity, String wrong, String nearest) {
        StudySpec spec = SpecFile.parse(yaml, "here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NAMES.require(spec))
                .withMessageStartingWith(
                        "no estimator for %s '%s'; did you mean %s? There are: ", quantity, wrong, nearest);
    }

    @Test
    void anAuditIsOfTheFamiliesThatLearnAllPointsTogether() throws IOException {
        StudySpec spec = spec("quick", "--audit", "nope");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NAMES.require(spec))
                .withMessageContaining("no estimator for audit 'nope'; did you mean ")
                .withMessageEndingWith("? There are: pooled-context-mlp, pooled-pixelcnn");
        NAMES.require(spec("quick", "--audit"));
    }
}
