package dev.infoplane.study.work;

import dev.infoplane.estimate.Samples;
import java.io.IOException;

/** Draws images from the activations of the first measured image, by the density of a point. */
public final class DrawKind extends WorkKind {
    static final String ID = "draw";
    static final int VERSION = 1;

    /** For the service loader. */
    public DrawKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        int[] first = new int[work.parameters().integer(Parameters.COUNT)];
        Samples drawn = work.density().sample(first, work.seed());
        work.write(Work.DRAWN, out -> SamplesFile.write(drawn, out));
    }
}
