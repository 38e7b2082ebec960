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
                .put(new PlanePoint(
                        new PointKey("run", 4, "stem.out"),
                        Optional.of(estimate),
                        Optional.empty(),
                        Optional.of(Provenances.of(1))));
        try (Stream<Path> files = Files.list(folder.resolve("points"))) {
            file = files.findFirst().orElseThrow();
        }
        sound = Files.readString(file);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"version\": 2`, `\"version\": 7`, `format version 7, and this library reads version 2`",
                "`\"version\": 2`, `\"version\": 1`, format version 1",
                "`1.5,`, `NaN,`, the contribution of sample 0 of 2 is NaN",
                "`1.5,`, `null,`, a value is missing or of the wrong type",
                "`1.5,`, `\"much\",`, not complete and sound",
                "`\"warnings\": []`, `\"warnings\": [null]`, not complete and sound",
                "`\"warnings\": []`, `\"warnings\": {}`, not readable as JSON",
                "`\"settings\": {}`, `\"settings\": {\"k\": 3, \"k\": 5}`, not readable as JSON",
                "`\"epoch\": 4`, `\"epoch\": 4.5`, not readable as JSON",
                "`\"epoch\": 4`, `\"epoch\": 5`, `it holds run, epoch 5, stem.out, whose file is`",
                "`\"kind\": \"network\"`, `\"kin\": \"network\"`, an identity is a JSON object",
                "`\"network\": {`, `\"net\": {`, 'network'",
                "`\"position\": 0`, `\"position\": -1`, got -1",
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
    void anEmptyFileAndOneThatIsNotUtf8AreNamedWithWhatToDo() throws IOException {
        Files.write(file, new byte[0]);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(folder))
                .withMessageContaining("'" + file + "' is empty")
                .withMessageContaining("Restore each such file from a copy, or delete it");

        Files.write(file, new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'});
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(folder))
                .withMessageContaining("'" + file + "' is not text in UTF-8")
                .withMessageContaining("Restore each such file from a copy, or delete it");
    }

    @Test
    void aCopyOfAPointUnderAnotherNameIsNamed() throws IOException {
        Path copy = Files.copy(file, file.resolveSibling("copy.json"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(folder))
                .withMessageContaining("1 of 2 points cannot be read")
                .withMessageContaining("'" + copy + "' is a copy or was renamed")
                .withMessageContaining(file.getFileName().toString());
    }

    @Test
    void everyBadFileIsNamedAtOnceAndTheGoodOnesAreReadWhenTheyAreGone() throws IOException {
        Path one = Files.writeString(file.resolveSibling("one.json"), "{");
        Path two = Files.createDirectory(file.resolveSibling("two.json"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(folder))
                .withMessageContaining("2 of 3 points cannot be read")
                .withMessageContaining(one.toString())
                .withMessageContaining(two.toString());

        Files.delete(one);
        Files.delete(two);
        assertThat(PlaneStore.open(folder).plane().points()).hasSize(1);
    }

    @Test
    void afterABadFileWasMendedAnOpenStoreReadsAll() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        PlaneStore other = PlaneStore.open(folder);
        other.put(new PlanePoint(
                new PointKey("run", 4, "head.out"),
                store.plane().points().get(0).inputInformation(),
                Optional.empty()));
        Path bad = Files.writeString(file.resolveSibling("bad.json"), "{");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(store::refresh);

        Files.delete(bad);
        store.refresh();
        assertThat(store.plane().points()).hasSize(2);
    }

    @Test
    void aCorruptPointIsLeftAsItIs() throws IOException {
        Files.writeString(file, "{ half");

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> PlaneStore.open(folder));
        assertThat(file).hasContent("{ half");
    }
}
