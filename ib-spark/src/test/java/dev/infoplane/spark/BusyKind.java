package dev.infoplane.spark;

import com.google.common.hash.Hashing;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;

/** Keeps one core busy with digests of digests, and writes the last one. */
public final class BusyKind implements TaskKind {
    private static final String ID = "busy";

    /** For the service loader. */
    public BusyKind() {}

    static StudyTask task(int number, int rounds) {
        return StudyTask.of(Identity.of(ID, 1).with("number", number).with("rounds", rounds))
                .label("busy " + number);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Identity work = context.task().work();
        byte[] digest = {(byte) work.integer("number")};
        long rounds = work.integer("rounds");
        for (long i = 0; i < rounds; i++) {
            digest = Hashing.sha256().hashBytes(digest).asBytes();
        }
        byte[] last = digest;
        context.write("digest", out -> out.write(last));
    }
}
