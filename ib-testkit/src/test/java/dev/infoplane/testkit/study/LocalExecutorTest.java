package dev.infoplane.testkit.study;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.study.execute.LocalExecutor;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.task.TaskKinds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalExecutorTest extends ExecutorContract {
    @Override
    protected TaskExecutor executor(int atOnce, Path logs) {
        return new LocalExecutor(atOnce, TaskKinds.installed());
    }

    @Test
    void noThreadsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalExecutor(0, TaskKinds.installed()));
    }
}
