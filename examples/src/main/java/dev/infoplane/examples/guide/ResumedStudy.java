package dev.infoplane.examples.guide;

import dev.infoplane.study.Study;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops a study in the middle and runs it again: what was done is not done again. A killed process is no different. */
public final class ResumedStudy {
    private ResumedStudy() {}

    /** Arguments: a preset, such as {@code toy}, and a folder for the results. */
    public static void main(String[] args) throws IOException, InterruptedException {
        StudySpec spec = SpecFile.preset(args[0]);
        Tasks first = run(spec, Path.of(args[1]), 5);
        Tasks second = run(spec, Path.of(args[1]), Integer.MAX_VALUE);
        System.out.println("first: " + first + ", second: " + second);
    }

    /** How many tasks a run did, and how many it found done. */
    record Tasks(int done, int found) {}

    /** Runs a study until so many tasks are done, or to its end. */
    static Tasks run(StudySpec spec, Path folder, int most) throws IOException {
        Thread runner = Thread.currentThread();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger found = new AtomicInteger();
        TaskListener counting = new TaskListener() {
            @Override
            public void reused(StudyTask task) {
                found.incrementAndGet();
            }

            @Override
            public void finished(StudyTask task) {
                if (done.incrementAndGet() == most) {
                    runner.interrupt();
                }
            }
        };
        try {
            Study.of(spec).run(folder, () -> FullStudy.inProcess(folder), counting);
        } catch (InterruptedException e) {
            System.err.println("stopped after " + done + " tasks");
        }
        return new Tasks(done.get(), found.get());
    }
}
