package dev.infoplane.spark;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.execute.TaskAnswer;
import dev.infoplane.study.execute.TaskWork;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.ResultStores;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskKinds;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.apache.spark.api.java.function.Function;

/**
 * What runs on executors: from a task as text to how it ended as text. Nothing is done in a store that is not the one of the driver.
 *
 * @param store the location of the store
 * @param sha256 of a blob that only the store of the driver has
 * @param bytes of this blob
 */
record RemoteWork(String store, String sha256, long bytes) implements Function<String, String> {
    /** Stands for a task where nothing is to be done, to see whether something could be. */
    static final String NOTHING = "";

    /** The answer to {@link #NOTHING}. */
    static final String READY = "ready";

    RemoteWork(ResultStore store, Blob marker) {
        this(store.location().toString(), marker.sha256(), marker.bytes());
    }

    /** @throws IOException if this machine does not see the store; another one may */
    @Override
    public String call(String task) throws IOException, InterruptedException {
        ResultStore opened = open();
        try {
            requireShared(opened);
            return task.equals(NOTHING)
                    ? READY
                    : TaskAnswer.of(new TaskWork(TaskKinds.installed(), opened), StudyTask.fromJson(task), share -> {})
                            .line();
        } finally {
            if (opened instanceof Closeable copies) {
                copies.close();
            }
        }
    }

    private ResultStore open() throws IOException {
        try {
            return ResultStores.open(URI.create(store));
        } catch (IOException e) {
            throw notShared(e);
        }
    }

    private void requireShared(ResultStore opened) throws IOException {
        try {
            opened.open(new Blob(sha256, bytes)).close();
        } catch (IOException e) {
            throw notShared(e);
        }
    }

    private IOException notShared(IOException e) throws IOException {
        return new IOException(
                "'" + store + "' on " + InetAddress.getLocalHost().getHostName()
                        + " is not what the driver sees there (" + AtomicFiles.reason(e)
                        + "); all machines must share the place of results, see --out and --store");
    }
}
