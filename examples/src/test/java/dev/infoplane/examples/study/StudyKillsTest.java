package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole study whose processes are killed at random moments; {@code -Dstudy.kills=20} kills more often. */
class StudyKillsTest {
    private static final int KILLS = Integer.getInteger("study.kills", 3);

    @TempDir
    private Path folder;

    @Test
    void killedAtRandomMomentsAStudyEndsInTheSameBytesAndDoesNothingTwice() throws Exception {
        StudyProgram program = new StudyProgram(folder);
        Path whole = folder.resolve("whole");
        long begin = System.nanoTime();
        StudyProgram.Run run = program.run(options(whole));
        assertThat(run.exit()).as(run.error()).isZero();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;

        Path killed = folder.resolve("killed");
        Map<Path, FileTime> done = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < KILLS; i++) {
            Process study = program.start(options(killed));
            StudyProgram.awaitTasks(
                    study,
                    killed,
                    Math.min(done.size() + 1, StudyProgram.records(whole).size()));
            study.waitFor(random.nextInt((int) (1000 * seconds / (KILLS + 1))), TimeUnit.MILLISECONDS);
            List<ProcessHandle> workers = study.descendants().toList();
            if (i % 2 == 1 && !workers.isEmpty()) { // a worker first, whose task is then another's
                workers.get(random.nextInt(workers.size())).destroyForcibly();
                study.waitFor(random.nextInt(1000), TimeUnit.MILLISECONDS);
                workers = study.descendants().toList();
            }
            study.destroyForcibly().waitFor();
            for (ProcessHandle worker : workers) {
                worker.onExit().get(1, TimeUnit.MINUTES);
            }
            for (Path record : StudyProgram.records(killed)) {
                done.putIfAbsent(record, Files.getLastModifiedTime(record));
            }
        }
        assertThat(done).isNotEmpty();

        StudyProgram.Run last = program.run(options(killed));
        assertThat(last.exit()).as(last.error()).isZero();

        assertSameResults(killed, whole);
        for (Map.Entry<Path, FileTime> before : done.entrySet()) {
            assertThat(Files.getLastModifiedTime(before.getKey()))
                    .as("what was done is not done again")
                    .isEqualTo(before.getValue());
        }
        aDamagedFileIsMadeAgain(program, killed, whole);
    }

    /** Two regimes and two layers, before and after an epoch. */
    private static String[] options(Path out) {
        return new String[] {"--hook-point", "stage2.out,stage3.out", "--out", out.toString()};
    }

    private static void aDamagedFileIsMadeAgain(StudyProgram program, Path damaged, Path whole) throws Exception {
        List<Path> blobs = files(damaged.resolve("work").resolve("blobs"));
        for (Path blob : List.of(blobs.get(0), blobs.get(blobs.size() / 2), blobs.get(blobs.size() - 1))) {
            byte[] bytes = Files.readAllBytes(blob);
            Files.write(blob, new byte[bytes.length / 2]);
        }
        for (Path point : StudyProgram.points(damaged)) {
            Files.delete(point);
        }
        StudyProgram.Run run = program.run(options(damaged));
        assertThat(run.exit()).as(run.error()).isZero();
        assertSameResults(damaged, whole);
    }

    private static void assertSameResults(Path one, Path other) throws IOException {
        assertThat(contents(one.resolve("points"))).isEqualTo(contents(other.resolve("points")));
        assertThat(withoutTimes(contents(one.resolve("work").resolve("tasks"))))
                .isEqualTo(withoutTimes(contents(other.resolve("work").resolve("tasks"))));
        assertThat(one.resolve("plane.csv")).hasSameTextualContentAs(other.resolve("plane.csv"));
    }

    private static Map<String, String> withoutTimes(Map<String, String> records) {
        records.replaceAll((task, record) -> record.replaceAll(",\"(s|processorS)econds\":[0-9.E-]+", ""));
        return records;
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(folder)) {
            contents.put(folder.relativize(file).toString(), Files.readString(file));
        }
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
