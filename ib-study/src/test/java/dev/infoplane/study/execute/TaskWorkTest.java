package dev.infoplane.study.execute;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import dev.infoplane.study.task.TaskKinds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskWorkTest {
    /** Needs more memory than there is. */
    private static final class Greedy implements TaskKind {
        @Override
        public String id() {
            return "greedy";
        }

        @Override
        public void run(TaskContext context) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    void aTaskThatRunsOutOfMemorySaysWhatHelps(@TempDir Path folder) throws Exception {
        try (FolderStore store = FolderStore.claim(folder)) {
            TaskWork work = new TaskWork(TaskKinds.of(List.of(new Greedy())), store);
            assertThatThrownBy(() -> work.run(StudyTask.of(Identity.of("greedy", 1)), share -> {}))
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContainingAll(
                            "Java heap space",
                            (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                            "-Xmx",
                            "fewer tasks at once");
        }
    }
}
