package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, folders that go away, two studies at once, and options that make no sense. */
class StudyProcessesTest {
    @TempDir
    private Path folder;

    private StudyProgram program;

    @BeforeEach
    void program() {
        program = new StudyProgram(folder);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theStudyAndItsWorkersEndWhenWhatStartedThemIsKilled() throws Exception {
        Path out = folder.resolve("out");
        List<String> command = program.command(
                "-Xmx700m", "-Dof.the.user=1", "--workers", "2", "--out", out.toString(), "--end-with-parent");
        command.addAll(0, List.of("sh", "-c", "\"$@\"; true", "sh"));
        Process parent = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (parent.isAlive() && parent.descendants().count() < 3) {
            Thread.sleep(50);
        }
        List<ProcessHandle> descendants = parent.descendants().toList();
        assertThat(descendants).as("a launcher and two workers").hasSize(3);
        assertThat(descendants)
                .filteredOn(d -> arguments(d).contains("dev.infoplane.study.execute.Worker"))
                .hasSize(2)
                .allSatisfy(worker -> assertThat(arguments(worker)).contains("-Xmx700m", "-Dof.the.user=1"));

        parent.destroyForcibly().waitFor();

        for (ProcessHandle descendant : descendants) {
            descendant.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFolderThatIsDeletedInMidRunEndsTheStudyWithASentence() throws Exception {
        Path out = folder.resolve("out");
        Process process = program.start("--out", out.toString());
        StudyProgram.awaitTasks(process, out, 4);
        Files.move(out, folder.resolve("away"));
        StudyProgram.assertFails(
                program.end(process),
                1,
                "the output folder '" + out + "' was deleted or replaced while the study was running");
        assertThat(out.resolve("report.html")).doesNotExist();
    }

    @Test
    void ofTwoStudiesThatStartTogetherOneGetsTheFolder() throws Exception {
        Path out = folder.resolve("out");
        Process one = program.start("--out", out.toString(), "--seed", "1");
        Process two = program.start("--out", out.toString(), "--seed", "2");
        while (one.isAlive() && two.isAlive()) {
            Thread.sleep(20);
        }
        Process refused = one.isAlive() ? two : one;
        Process running = one.isAlive() ? one : two;
        assertThat(program.end(refused).error()).containsAnyOf("another process is at work", "holds another study");
        assertThat(Manifest.in(out).value("networkSeeds")).contains(running == one ? "1" : "2");
        assertThat(running.isAlive()).isTrue();
        running.destroyForcibly().waitFor();
    }

    @Test
    void aRefusedFolderGetsNothingWritten() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path table = Files.writeString(out.resolve("plane.csv"), "run,epoch\n");
        StudyProgram.assertFails(program.run("--out", out.toString()), 2, "but no manifest.json");
        try (Stream<Path> all = Files.walk(out)) {
            assertThat(all).containsExactlyInAnyOrder(out, table);
        }
    }

    @Test
    void optionsThatMakeNoSenseExitWithTwo() throws Exception {
        Path out = folder.resolve("none");
        assertRefused("--workers must be at least 1, got 0", "--workers", "0");
        assertRefused("no executor 'clouds'; the class path has [local, processes]", "--executor", "clouds");
        assertRefused("--master and --store are for clusters", "--master", "spark://host:7077");
        assertRefused("--times must be at least 1 and at most 1000, got 0", "--times", "0");
        assertRefused("--epoch must lie between 0 and 100000, got [-1]", "--epoch", "-1");
        assertRefused(
                "no hook point matches 'stage9.out'; nearest: stage1.out, stage2.out, stage3.out; available: ",
                "--hook-point",
                "stage2.out,stage9.out");
        assertRefused("--out must name a folder, got an empty name", "--out", "");
        assertRefused("--data must be a folder that exists, got '" + out + "'", "--data", out.toString());
        assertRefused("--data must be a folder that exists, got ''", "--data", "");
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused("--out must be a folder: '" + file + "' is not a folder", "--out", file.toString());
        assertRefused(
                "'" + file + "' is not a folder", "--out", file.resolve("below").toString());
        assertThat(out).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereNamesAreAsciiOtherNamesAreRefusedWithASentence() throws Exception {
        for (String option : List.of("--out", "--data")) {
            List<String> command = program.command(option);
            command.addAll(0, List.of("sh", "-c", "LC_ALL=C exec \"$@\" \"$(printf 'F\\303\\274')\"", "sh"));
            StudyProgram.Run run = program.end(program.start(command));
            StudyProgram.assertFails(run, 2, "cannot be the name of a file here (", "such as LC_ALL=C.UTF-8");
            assertThat(run.error()).doesNotContain("Exception");
        }
    }

    @Test
    void theHelpIsAsciiAndListsExitCodes() throws Exception {
        StudyProgram.Run run = program.run("--help");
        assertThat(run.exit()).isZero();
        assertThat(run.output()).matches("[\\x00-\\x7f]*").contains("--out or --data cannot be a folder");
    }

    private void assertRefused(String reason, String... options) {
        StudyProgram.assertFails(program.here(options), 2, reason);
    }

    @Test
    void dataThatCannotBeUsedAreNamedBeforeAnythingIsTrained() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        StudyProgram.assertFails(
                program.here("--data", data.toString()), 2, "has neither 'train-images-idx3-ubyte.gz'");
        Files.createFile(data.resolve("train-images-idx3-ubyte"));
        StudyProgram.assertFails(program.here("--data", data.toString()), 2, "is cut short");
        StudyProgram.idx(data.resolve("train-images-idx3-ubyte"), new byte[600 * 20 * 30], 600, 20, 30);
        StudyProgram.idx(data.resolve("train-labels-idx1-ubyte"), new byte[600], 600);
        StudyProgram.assertFails(
                program.here("--data", data.toString()),
                2,
                "of 200 images drawn from '" + data + "', 200 are equal to each other");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
