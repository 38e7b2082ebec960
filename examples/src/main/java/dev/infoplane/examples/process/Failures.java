package dev.infoplane.examples.process;

import com.google.common.base.Throwables;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/** What failed, in a sentence. */
final class Failures {
    private Failures() {}

    static String message(Exception e) {
        if (e instanceof FileSystemException f && f.getReason() == null) {
            return AtomicFiles.reason(f);
        }
        boolean written = e instanceof UncheckedIOException
                || e instanceof IOException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
        if (written && e.getMessage() != null) {
            return e.getMessage();
        }
        Throwable cause = Throwables.getRootCause(e);
        return cause == e ? e.toString() : e + ", because of " + cause;
    }
}
