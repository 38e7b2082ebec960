package dev.infoplane.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void aFolderBelongsToOneStudyForEver() throws IOException {
        Path folder = temporary.resolve("out");
        StudyFolder.claim(folder, manifest(1)).close();
        StudyFolder.claim(folder, manifest(1)).close();
        List<Path> before = files(folder);

        assertRefused(folder, 2, "holds another study (seed: 2, was 1); choose another folder with --out");

        assertThat(files(folder)).isEqualTo(before);
        assertThat(Manifest.in(folder).value("seed")).contains("1");
    }

    @Test
    void pointsOfAnotherStudyAreRefusedUnderTheManifestOfThisOne() throws IOException {
        Path folder = temporary.resolve("out");
        StudyFolder.claim(folder, manifest(1)).close();
        PlaneStore.open(folder).put(point("classifier", Optional.of(manifest(1).identity())));
        StudyFolder.claim(folder, manifest(1)).close();

        PlaneStore.open(folder).put(point("autoencoder", Optional.of(manifest(2).identity())));

        assertRefused(folder, 1, "1 of the 2 points");
        assertRefused(folder, 1, "are not part of this study, such as " + key("autoencoder") + " (seed: 1, was 2)");
    }

    @Test
    void pointsThatDoNotSayWhatTheyArePartOfAreRefused() throws IOException {
        Path folder = temporary.resolve("out");
        StudyFolder.claim(folder, manifest(1)).close();
        PlaneStore.open(folder).put(point("classifier", Optional.empty()));

        assertRefused(folder, 1, "(it does not say what it is part of)");
    }

    private static PointKey key(String run) {
        return new PointKey(run, 0, "stage1.out");
    }

    private static PlanePoint point(String run, Optional<Identity> study) {
        Provenance from = new Provenance(
                Identity.of("network", 1),
                Identity.of("activations", 1),
                Optional.of(Identity.of("measurement", 1)),
                Optional.empty(),
                study);
        Estimate estimate = Estimate.of(Information.ofNats(1), BoundKind.LOWER, "an estimator", 10)
                .build();
        return new PlanePoint(key(run), Optional.of(estimate), Optional.empty(), Optional.of(from));
    }

    @Test
    void aFolderBelongsToOneProcessAtATime() throws IOException {
        Path folder = temporary.resolve("out");
        try (StudyFolder held = StudyFolder.claim(folder, manifest(1))) {
            assertThat(held.path()).isEqualTo(folder);
            assertRefused(folder, 1, "another process is at work in the folder");
        }
        StudyFolder.claim(folder, manifest(1)).close();
    }

    @Test
    void ofManyStudiesThatStartTogetherOneGetsTheFolder() throws Exception {
        Path folder = temporary.resolve("out");
        CyclicBarrier start = new CyclicBarrier(8);
        List<StudyFolder> claimed = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StudyFolder>> studies = IntStream.range(0, 8)
                    .<Callable<StudyFolder>>mapToObj(seed -> () -> {
                        start.await();
                        return StudyFolder.claim(folder, manifest(seed));
                    })
                    .toList();
            for (Future<StudyFolder> study : pool.invokeAll(studies)) {
                try {
                    claimed.add(study.get());
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(IOException.class);
                }
            }
        } finally {
            pool.shutdown();
        }
        assertThat(claimed).hasSize(1);
        assertThat(Manifest.in(folder)).isEqualTo(claimed.get(0).manifest());
        claimed.get(0).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"points/a.json", "plane.csv", "work/tasks/x.json", "plane.svg", "report.html"})
    void resultsWithoutAManifestAreNeverGivenOne(String result) throws IOException {
        Path folder = temporary.resolve("out");
        Files.createDirectories(folder.resolve(result).getParent());
        Files.writeString(folder.resolve(result), "{}");

        assertRefused(folder, 1, "but no manifest.json, so nothing says what they were made from");

        assertThat(files(folder)).containsExactly(folder.resolve(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"seed\":\"1\"}", "{\"identity\":3,\"java\":[]}", "\u0000", "{"})
    void aDamagedManifestIsNamedAndKept(String text) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("out"));
        Files.writeString(folder.resolve("manifest.json"), text);

        assertRefused(folder, 1, "manifest.json' is damaged");

        assertThat(files(folder)).containsExactly(folder.resolve("manifest.json"));
    }

    @Test
    void aManifestThatIsNoTextIsNamed() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("out"));
        Files.write(folder.resolve("manifest.json"), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe});

        assertRefused(folder, 1, "manifest.json' is damaged");
    }

    @Test
    void anotherJvmMayResumeAndIsRecorded() throws IOException {
        Path folder = temporary.resolve("out");
        StudyFolder.claim(folder, new Manifest(manifest(1).identity(), List.of("JVM 17")))
                .close();

        StudyFolder.claim(folder, new Manifest(manifest(1).identity(), List.of("JVM 25")))
                .close();
        StudyFolder.claim(folder, new Manifest(manifest(1).identity(), List.of("JVM 17")))
                .close();

        assertThat(Manifest.in(folder).java()).containsExactly("JVM 17", "JVM 25");
        assertThat(Manifest.in(folder).entries()).containsEntry("java", "JVM 17, then JVM 25");
    }

    @Test
    void aFolderThatGoesAwayIsNoticed() throws IOException {
        Path folder = temporary.resolve("out");
        try (StudyFolder held = StudyFolder.claim(folder, manifest(1))) {
            held.requireStillThere();
            Files.delete(folder.resolve("manifest.json"));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(held::requireStillThere)
                    .withMessageContaining("was deleted or replaced while the study was running");

            manifest(2).write(folder);
            assertThatExceptionOfType(IOException.class).isThrownBy(held::requireStillThere);
        }
    }

    @Test
    void aPlaceThatCannotBeAFolderIsNamed() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertRefused(file, 1, "cannot be created: '" + file + "' is not a folder");
        assertRefused(file.resolve("below"), 1, "cannot be created: '" + file + "' is not a folder");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkToNothingIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("gone"));

        assertRefused(link, 1, "cannot be created: '" + link + "' is a link to something that does not exist");
        assertRefused(link.resolve("below"), 1, "'" + link + "' is a link to something that does not exist");
        assertThat(StudyFolder.obstacle(temporary.resolve("new/folder"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"points", "audit", "logs", "work", "work/blobs", "work/tasks", "work/checkpoints"})
    void aFileWhereResultsGoIsNamedAndKept(String place) throws IOException {
        Path folder = temporary.resolve("out");
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        assertRefused(folder, 1, "'" + folder + "' cannot be written to: '" + file + "' is not a folder");

        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderOfResultsThatMayNotBeWrittenToIsNamedBeforeAnythingIsDone() throws IOException {
        Path folder = temporary.resolve("out");
        StudyFolder.claim(folder, manifest(1)).close();
        Path points = Files.createDirectory(folder.resolve("points"));
        Files.setPosixFilePermissions(points, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(points)).as("root may write anywhere").isFalse();

        assertRefused(folder, 1, "cannot be written to: permission denied for '" + points + "'");
    }

    private static void assertRefused(Path folder, int seed, String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StudyFolder.claim(folder, manifest(seed)))
                .withMessageContaining(reason);
    }

    private static Manifest manifest(int seed) {
        return new Manifest(Identity.of("study", 1).with("seed", seed), List.of("JVM"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
