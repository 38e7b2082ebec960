package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.cli.Infoplane;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The study as a user starts it, in a process of its own, at toy size. */
final class StudyProgram {
    private final Path folder;
    private final Path temporary;
    private final Map<Process, String> names = new HashMap<>();

    StudyProgram(Path folder) {
        this.folder = folder;
        this.temporary = folder.resolve("temporary");
    }

    record Run(int exit, String output, String error) {}

    /** Options that begin with -D or -X are the JVM's. */
    Run run(String... options) throws IOException, InterruptedException {
        return end(start(options));
    }

    Run end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), text(process, "output"), text(process, "error"));
    }

    private String text(Process process, String stream) throws IOException {
        return Files.readString(folder.resolve(names.get(process) + stream), StandardCharsets.UTF_8);
    }

    Process start(String... options) throws IOException {
        return start(command(options));
    }

    Process start(List<String> command) throws IOException {
        String name = UUID.randomUUID().toString();
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + "output").toFile())
                .redirectError(folder.resolve(name + "error").toFile())
                .start();
        names.put(process, name);
        return process;
    }

    List<String> command(String... options) throws IOException {
        Files.createDirectories(temporary);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // a toy study ends before better code pays
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary));
        Stream.of(options).filter(StudyProgram::isOfTheJvm).forEach(command::add);
        command.addAll(List.of(
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.infoplane.cli.Infoplane"));
        command.addAll(arguments(options));
        return command;
    }

    private List<String> arguments(String... options) {
        List<String> given = Stream.of(options).filter(o -> !isOfTheJvm(o)).toList();
        List<String> arguments = new ArrayList<>(List.of("study", "run"));
        if (given.stream().noneMatch(o -> o.endsWith("study.yaml"))) {
            arguments.add("toy");
        }
        if (!given.contains("--out")) {
            arguments.addAll(List.of("--out", folder.resolve("none").toString()));
        }
        arguments.addAll(given);
        return arguments;
    }

    /** What the program says in this process, of what it refuses before it starts any other. */
    Run here(String... options) {
        StringWriter output = new StringWriter();
        StringWriter error = new StringWriter();
        int exit = Infoplane.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(error))
                .execute(arguments(options).toArray(String[]::new));
        return new Run(exit, output.toString(), error.toString());
    }

    private static boolean isOfTheJvm(String option) {
        return option.startsWith("-D") || option.startsWith("-X");
    }

    List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    /** Waits until some tasks are done, the images among them. */
    static void awaitTasks(Process process, Path out, int tasks) throws IOException, InterruptedException {
        while (process.isAlive() && records(out).size() < tasks) {
            Thread.sleep(20);
        }
    }

    /** What was done, a file for each task. */
    static List<Path> records(Path out) throws IOException {
        return json(out.resolve("work").resolve("tasks"));
    }

    static List<Path> points(Path out) throws IOException {
        return json(out.resolve("points"));
    }

    private static List<Path> json(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    static void assertFails(Run run, int exit, String... parts) {
        assertThat(run.exit).as(run.error).isEqualTo(exit);
        assertThat(run.error).contains(parts).doesNotContain("\tat ");
    }

    /** Writes a file of bytes in the idx format. */
    static void idx(Path file, byte[] bytes, int... extents) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * extents.length + bytes.length);
        content.putInt(0x0800 + extents.length);
        for (int extent : extents) {
            content.putInt(extent);
        }
        Files.write(file, content.put(bytes).array());
    }
}
