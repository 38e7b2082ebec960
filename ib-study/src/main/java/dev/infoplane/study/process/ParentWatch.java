package dev.infoplane.study.process;

import java.io.IOException;
import java.io.OutputStream;

/** Ends this process when the one that started it has ended, however that came about. */
public final class ParentWatch {
    private static final int EXIT = 3;

    private ParentWatch() {}

    /** Ends when the parent process does. */
    public static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(ParentWatch::halt));
    }

    /** Ends when standard input does: it is a pipe that the parent never writes to and that closes with it. */
    public static void endWithStandardInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as the end
                    }
                    halt();
                },
                "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void halt() {
        Runtime.getRuntime().halt(EXIT);
    }
}
