package dev.infoplane.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachedSharesTest {
    private static final StudyTask KEPT = StudyTask.of(Identity.of("kept", 1)).cost(300);
    private static final StudyTask LOST = StudyTask.of(Identity.of("lost", 1)).cost(100);

    @TempDir
    private Path folder;

    private Map<TaskId, Double> resumable() throws IOException {
        try (FolderStore store = FolderStore.claim(folder.resolve("work"))) {
            return new ReachedShares(folder).resumable(store);
        }
    }

    /** The other task left no checkpoint, so it starts from the beginning. */
    @Test
    void aResumedStudyBeginsAtTheShareOfTasksThatHaveCheckpoints() throws IOException {
        Workload killed = new Workload(TaskGraph.of(List.of(KEPT, LOST)), 2, System::nanoTime);
        killed.reach(KEPT, 0.5);
        killed.reach(LOST, 0.25);
        try (FolderStore store = FolderStore.claim(folder.resolve("work"))) {
            Files.writeString(store.checkpoints(KEPT.id()).resolve("state"), "half");
            store.checkpoints(LOST.id());
            new ReachedShares(folder).keep(killed.unfinished());
        }

        assertThat(resumable()).isEqualTo(Map.of(KEPT.id(), 0.5));
        Workload resumed = new Workload(TaskGraph.of(List.of(KEPT, LOST)), 2, System::nanoTime);
        resumable().forEach((id, share) -> resumed.resume(KEPT, share));
        assertThat(resumed.share()).isEqualTo(150 / 400.0);
    }

    @Test
    void aFileThatIsMissingOrDamagedIsAsGoodAsNone() throws IOException {
        assertThat(resumable()).isEmpty();
        for (String text : new String[] {"", "{", "[1]", "{\"no task\": 0.5}", "{\"" + KEPT.id() + "\": null}"}) {
            Files.writeString(folder.resolve("work/progress.json"), text);
            assertThat(resumable()).as(text).isEmpty();
        }
    }

    @Test
    void aCompleteStudyLeavesNoFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("work")).resolve("progress.json");
        ReachedShares shares = new ReachedShares(folder);
        shares.keep(Map.of(KEPT.id(), 0.5));
        assertThat(file).exists();
        shares.keep(Map.of());
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatHasGoneIsNotMadeAgain() {
        new ReachedShares(folder.resolve("gone")).keep(Map.of(KEPT.id(), 0.5));

        assertThat(folder.resolve("gone")).doesNotExist();
    }
}
