package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import dev.infoplane.estimate.Information;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyDataTest {
    private final Preset toy = Preset.Name.toy.preset();

    @Test
    void theEntropyOfBalancedLabelsIsThatOfAUniformChoice() throws IOException {
        assertThat(StudyData.load(null, toy, 1).labelEntropy().nats())
                .isCloseTo(Information.ofUniformChoice(10).nats(), within(1e-12));
    }

    @Test
    void theIdentityHasNamesThatDoNotFollowTheCodeAndNoJvm() throws IOException {
        String identity =
                StudyIdentity.of("toy", toy, 1, StudyData.load(null, toy, 1)).json();
        assertThat(JsonParser.parseString(identity).getAsJsonObject().keySet())
                .containsExactlyInAnyOrder(
                        "kind",
                        "version",
                        "preset",
                        "seed",
                        "data",
                        "images",
                        "network",
                        "epochs",
                        "hookPoints",
                        "decoder",
                        "learningCurveChecks",
                        "labelDecoder",
                        "drawn",
                        "engineThreads",
                        "platform",
                        "infoplane",
                        "djl",
                        "pytorch");
        assertThat(identity)
                .contains("\"stages\":3,\"units\":1,\"width\":16}")
                .contains("\"epochs\":[0,1]")
                .doesNotContain(System.getProperty("java.version"));
    }

    @Test
    void theManifestShowsNumbersAsPeopleWriteThem() throws IOException {
        Study study = Study.of(Preset.Name.toy, toy, StudyData.load(null, toy, 1), 1);
        assertThat(Manifest.of(study).entries())
                .containsEntry("network", "batchSize 50, stages 3, units 1, width 16")
                .containsEntry("seed", "1");
    }

    @Test
    void anotherSeedOrBudgetIsAnotherStudy() throws IOException {
        StudyData data = StudyData.load(null, toy, 1);
        Identity one = StudyIdentity.of("toy", toy, 1, data);
        assertThat(StudyIdentity.of("toy", toy, 1, data)).isEqualTo(one);
        assertThat(StudyIdentity.of("toy", toy, 2, StudyData.load(null, toy, 2)).differencesFrom(one))
                .as("the data are the same")
                .containsExactly("seed: 2, was 1");
        assertThat(StudyIdentity.of("toy", toy.with(List.of(), List.of(), 2), 1, data)
                        .differencesFrom(one))
                .containsExactly("decoder.parentSteps: \"12\", was \"6\"", "decoder.steps: \"8\", was \"4\"");
    }
}
