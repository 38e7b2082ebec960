package dev.infoplane.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.LearningCurve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorruptPointTest {
    @TempDir
    private Path folder;

    private Path file;
    private String sound;

    @BeforeEach
    void writeASoundPoint() throws IOException {
        Estimate estimate = Estimate.ofPointwise(new double[] {1.5, 2.5}, BoundKind.LOWER, "decoder-bound")
                .learningCurve(
                        new LearningCurve(List.of(new LearningCurve.Point(0, 3.5), new LearningCurve.Point(8, 3.25))))
                .build();
        PlaneStore.open(folder)
                .put(new PlanePoint(new PointKey("run", 4, "stem.out"), Optional.of(estimate), Optional.empty()));
        try (Stream<Path> files = Files.list(folder.resolve("points"))) {
            file = files.findFirst().orElseThrow();
        }
        sound = Files.readString(file);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"version\": 1`, `\"version\": 7`, format version 7",
                "`\"run\": \"run\"`, `\"ran\": \"run\"`, 'run'",
                "`\"epoch\": 4`, `\"epoch\": null`, 'epoch'",
                "`\"epoch\": 4`, `\"epoch\": \"four\"`, not readable as JSON",
                "`\"nats\": 2.0`, `\"bits\": 2.0`, 'nats'",
                "`\"nats\": 2.0`, `\"nats\": NaN`, NaN",
                "`\"LOWER\"`, `\"LOVER\"`, 'bound'",
                "`\"kind\": \"none\"`, `\"kind\": \"pink\"`, `'pink', known are none, gaussian`",
                "`\"samples\": 2`, `\"samples\": 3`, got 2 for 3",
                "`\"step\": 8`, `\"step\": 0`, `steps must increase, got 0 then 0`",
                "`\"step\": 8`, `\"step\": -8`, got -8",
                "`\"position\": 0`, `\"place\": 0`, 'position'"
            })
    void aWrongPartIsNamedWithItsFile(String right, String wrong, String message) throws IOException {
        assertThat(sound).contains(right);
        Files.writeString(file, sound.replace(right, wrong));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(folder))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void aFileCutShortAnywhereIsNamed() throws IOException {
        for (int length = 0; length < sound.stripTrailing().length(); length += 7) {
            Files.writeString(file, sound.substring(0, length));

            assertThatExceptionOfType(UncheckedIOException.class)
                    .as("cut to %d characters", length)
                    .isThrownBy(() -> PlaneStore.open(folder))
                    .withMessageContaining(file.toString());
        }
    }

    @Test
    void aCorruptPointIsLeftAsItIs() throws IOException {
        Files.writeString(file, "{ half");

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> PlaneStore.open(folder));
        assertThat(file).hasContent("{ half");
    }
}
