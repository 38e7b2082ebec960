package dev.infoplane.testkit.study;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** Small tasks by which {@link ExecutorContract} tries executors. Each adds the numbers of its inputs to its own. */
public final class ContractKinds {
    static final String OUTPUT = "sum";

    private ContractKinds() {}

    /** A task that adds a number to those of its inputs. */
    static StudyTask sum(String name, int number) {
        return StudyTask.of(Identity.of("testkit sum", 1).with("name", name).with("number", number))
                .label(name);
    }

    /** A task that does the same after a while. */
    static StudyTask slow(String name, int number, int millis) {
        return StudyTask.of(Identity.of("testkit slow sum", 1)
                        .with("name", name)
                        .with("number", number)
                        .with("millis", millis))
                .label(name);
    }

    /** A task that fails. */
    static StudyTask failing(String name) {
        return StudyTask.of(Identity.of("testkit failure", 1).with("name", name))
                .label(name);
    }

    /** A task that kills the process that does it, so many times, and then adds. */
    static StudyTask crashing(String name, int number, int times) {
        return StudyTask.of(Identity.of("testkit crash", 1)
                        .with("name", name)
                        .with("number", number)
                        .with("times", times))
                .label(name);
    }

    /** Adds. */
    public static final class Sum implements TaskKind {
        /** Called by the service loader. */
        public Sum() {}

        @Override
        public String id() {
            return "testkit sum";
        }

        @Override
        public void run(TaskContext context) throws IOException {
            add(context);
        }
    }

    /** Adds after a while, telling how far it has come. */
    public static final class SlowSum implements TaskKind {
        private static final int PARTS = 10;

        /** Called by the service loader. */
        public SlowSum() {}

        @Override
        public String id() {
            return "testkit slow sum";
        }

        @Override
        public void run(TaskContext context) throws IOException, InterruptedException {
            long millis = context.task().work().integer("millis");
            for (int i = 1; i <= PARTS; i++) {
                Thread.sleep(millis / PARTS);
                context.progress(i / (double) PARTS);
            }
            add(context);
        }
    }

    /** Fails. */
    public static final class Failure implements TaskKind {
        /** Called by the service loader. */
        public Failure() {}

        @Override
        public String id() {
            return "testkit failure";
        }

        @Override
        public void run(TaskContext context) {
            throw new IllegalStateException("this task fails,\nas it should");
        }
    }

    /** Halts the process. */
    public static final class Crash implements TaskKind {
        private static final int EXIT = 42;

        /** Called by the service loader. */
        public Crash() {}

        @Override
        public String id() {
            return "testkit crash";
        }

        @Override
        public void run(TaskContext context) throws IOException {
            Path tries = context.checkpoints();
            int before = tries.toFile().list().length;
            if (before < context.task().work().integer("times")) {
                Files.createDirectory(tries.resolve("try-" + before));
                Runtime.getRuntime().halt(EXIT);
            }
            add(context);
        }
    }

    private static void add(TaskContext context) throws IOException {
        long sum = context.task().work().integer("number");
        for (String input : new TreeSet<>(context.task().inputs().keySet())) {
            try (InputStream in = context.read(input, OUTPUT)) {
                sum += Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Long.toString(sum).getBytes(StandardCharsets.UTF_8);
        context.write(OUTPUT, out -> out.write(bytes));
    }
}
