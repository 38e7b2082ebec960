package dev.infoplane.study.process;

import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.LocalExecutor;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;

/** The executors of one machine. */
public final class LocalProviders {
    private LocalProviders() {}

    private record InFolder(TaskExecutor executor, FolderStore store) implements ExecutorProvider.Opened {
        @Override
        public void close() throws IOException {
            store.close();
        }
    }

    private static FolderStore store(ExecutorProvider.Request request) throws IOException {
        return FolderStore.claim(request.folder().resolve("work"));
    }

    private static void requireNoCluster(ExecutorProvider.Request request) {
        if (request.master().isPresent() || request.store().isPresent()) {
            throw new IllegalArgumentException("--master and --store are for clusters");
        }
    }

    /** One task after the other in this process: a JVM can train one network at a time. */
    public static final class InProcess implements ExecutorProvider {
        /** For the service loader. */
        public InProcess() {}

        @Override
        public String id() {
            return "local";
        }

        @Override
        public void check(Request request) {
            requireNoCluster(request);
        }

        @Override
        public Opened open(Request request) throws IOException {
            return new InFolder(new LocalExecutor(1, TaskKinds.installed()), store(request));
        }
    }

    /** Worker processes of this machine with one engine thread each. */
    public static final class Processes implements ExecutorProvider {
        /** For the service loader. */
        public Processes() {}

        @Override
        public String id() {
            return "processes";
        }

        @Override
        public void check(Request request) {
            requireNoCluster(request);
        }

        @Override
        public Opened open(Request request) throws IOException {
            FolderStore store = store(request);
            try {
                return new InFolder(
                        EngineJvm.executor(request.workers(), request.folder().resolve("logs")), store);
            } catch (IOException | RuntimeException e) {
                store.close();
                throw e;
            }
        }
    }
}
