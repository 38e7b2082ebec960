package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** A kind of executor that a command line can name. Found by {@link ServiceLoader}. */
public interface ExecutorProvider {
    /**
     * What an executor is opened with.
     *
     * @param folder of the study
     * @param workers how many tasks at once
     * @param master the address of a cluster, for those that need one
     * @param store where results of tasks are to be kept; empty for the folder of the study
     */
    record Request(Path folder, int workers, Optional<String> master, Optional<URI> store) {}

    /** An executor and the store that it fills, until both are closed. */
    interface Opened extends Closeable {
        /** The executor. */
        TaskExecutor executor();

        /** Where results are kept. */
        ResultStore store();
    }

    /** A short name, such as {@code "processes"}. */
    String id();

    /**
     * Refuses what makes no sense, before anything is opened.
     *
     * @throws IllegalArgumentException if something in the request is missing, or makes no sense here
     */
    void check(Request request);

    /**
     * Opens an executor.
     *
     * @throws IOException if it or its store cannot be opened
     */
    Opened open(Request request) throws IOException;

    /**
     * The provider of an id.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    static ExecutorProvider of(String id) {
        TreeMap<String, ExecutorProvider> all = new TreeMap<>();
        ServiceLoader.load(ExecutorProvider.class).forEach(p -> all.put(p.id(), p));
        ExecutorProvider found = all.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no executor '" + id + "'; the class path has " + all.keySet() + " (ib-spark brings spark)");
        }
        return found;
    }
}
