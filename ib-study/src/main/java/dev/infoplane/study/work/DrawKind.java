package dev.infoplane.study.work;

import dev.infoplane.estimate.Samples;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;

/** Draws images from the activations of the first measured image, by the density of a point. */
public final class DrawKind implements TaskKind {
    static final String ID = "draw";
    static final int VERSION = 1;

    /** For the service loader. */
    public DrawKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        int[] first = new int[work.parameters().integer(Parameters.COUNT)];
        Samples drawn = work.density().sample(first, work.seed());
        work.write(Work.DRAWN, out -> SamplesFile.write(drawn, out));
    }
}
