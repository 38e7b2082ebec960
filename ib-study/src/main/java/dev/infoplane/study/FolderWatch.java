package dev.infoplane.study;

import java.io.IOException;

/** Interrupts a thread when the folder that it works in has gone. */
final class FolderWatch {
    private static final int MILLIS = 200;

    private final Thread watch;
    private boolean isOver;

    FolderWatch(StudyFolder folder, Thread worker) {
        watch = new Thread(() -> watch(folder, worker), "watch of the study's folder");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch(StudyFolder folder, Thread worker) {
        try {
            while (true) {
                Thread.sleep(MILLIS);
                folder.requireStillThere();
            }
        } catch (IOException e) {
            interrupt(worker);
        } catch (InterruptedException e) {
            // the work is over
        }
    }

    private synchronized void interrupt(Thread worker) {
        if (!isOver) {
            worker.interrupt();
        }
    }

    /** The work is over: interrupts nobody any more. */
    void close() {
        synchronized (this) {
            isOver = true;
        }
        watch.interrupt();
    }
}
