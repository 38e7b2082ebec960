package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import dev.infoplane.estimate.Information;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyDataTest {
    @TempDir
    private Path folder;

    private final StudySpec toy = StudySpec.Name.toy.preset();

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
        Study study = Study.of(StudySpec.Name.toy, toy, StudyData.load(null, toy, 1), 1);
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
                .containsExactly("decoder.marginalSteps: \"4\", was \"2\"", "decoder.steps: \"8\", was \"4\"");
    }

    @Test
    void imagesThatAreNearlyAllTheSameAreRefused() throws IOException {
        for (int different : new int[] {0, 1, 100}) {
            for (byte level : new byte[] {0, 7}) {
                byte[] pixels = new byte[600 * 28 * 28];
                Arrays.fill(pixels, level);
                byte[] random = new byte[different * 28 * 28];
                new Random(1).nextBytes(random);
                System.arraycopy(random, 0, pixels, 0, random.length);
                write(pixels, i -> i % 10);
                assertRefused("are equal to each other, so that there is nothing to learn or to measure");
            }
        }
    }

    @Test
    void classesThatCannotBeBalancedAreNamedWithTheFolder() throws IOException {
        byte[] pixels = new byte[600 * 28 * 28];
        new Random(1).nextBytes(pixels);
        write(pixels, i -> i % 9);
        assertRefused("a balanced part of 9 classes cannot have 200 images; it needs 550 images");
        write(pixels, i -> i % 2 * 9);
        assertRefused("but class 1 has 0; it needs 550 images");
        write(pixels, i -> i % 10);
        assertThat(StudyData.load(folder, toy, 1).side()).isEqualTo(14);
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StudyData.load(folder, toy, 1))
                .withMessageContaining("'" + folder + "'")
                .withMessageContaining(reason);
    }

    private void write(byte[] pixels, IntUnaryOperator label) throws IOException {
        int images = pixels.length / (28 * 28);
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) label.applyAsInt(i);
        }
        StudyProgram.idx(folder.resolve("train-images-idx3-ubyte"), pixels, images, 28, 28);
        StudyProgram.idx(folder.resolve("train-labels-idx1-ubyte"), labels, images);
    }
}
