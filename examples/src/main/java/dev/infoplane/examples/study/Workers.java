package dev.infoplane.examples.study;

import dev.infoplane.examples.process.StudyJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Runs each regime in a process of its own, since two engines of one thread are faster than one engine of two, and only one
 * network at a time can collect gradients in a JVM. A worker says how much it has done on its standard output, logs to a
 * file, and ends when its standard input does, so that it never outlives the study.
 */
final class Workers {
    static final String PROGRESS = "done ";

    private static final String ERROR = "error: ";

    private final List<String> arguments;
    private final StudyFolder folder;
    private final Map<Regime, Long> done = new ConcurrentHashMap<>();
    private final LongConsumer progress;

    /**
     * @param arguments of the study, handed on to every worker
     * @param folder where results and logs go
     * @param progress is told how much all workers have done together
     */
    Workers(List<String> arguments, StudyFolder folder, LongConsumer progress) {
        this.arguments = arguments;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs the regimes, at most {@code atOnce} together.
     *
     * @throws IOException if a worker fails, with the reason from its log, or if the folder goes away
     */
    void run(int atOnce) throws IOException, InterruptedException {
        Files.createDirectories(log(Regime.classifier).getParent());
        List<Regime> waiting = new ArrayList<>(List.of(Regime.values()));
        Map<Regime, Process> running = new EnumMap<>(Regime.class);
        try {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                while (!waiting.isEmpty() && running.size() < atOnce) {
                    Regime next = waiting.remove(0);
                    running.put(next, start(next));
                }
                Thread.sleep(100);
                folder.requireStillThere();
                for (Map.Entry<Regime, Process> entry : List.copyOf(running.entrySet())) {
                    if (!entry.getValue().isAlive()) {
                        running.remove(entry.getKey());
                        check(entry.getKey(), entry.getValue().exitValue());
                    }
                }
            }
        } finally {
            running.values().forEach(Process::destroyForcibly);
        }
    }

    private Process start(Regime regime) throws IOException {
        List<String> command = StudyJvm.command(ResNetStudy.class);
        command.addAll(arguments);
        command.addAll(List.of("--regime", regime.name()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log(regime).toFile()));
        StudyJvm.prepare(builder.environment());
        Process process = builder.start();
        Thread reader = new Thread(() -> read(regime, process), "progress of " + regime);
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private void read(Regime regime, Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(PROGRESS)) {
                    done.put(regime, Long.parseLong(line.substring(PROGRESS.length())));
                    progress.accept(
                            done.values().stream().mapToLong(Long::longValue).sum());
                }
            }
        } catch (IOException e) {
            // the worker is gone; its exit value says why
        }
    }

    private Path log(Regime regime) {
        return folder.path().resolve("logs").resolve(regime + ".log");
    }

    private void check(Regime regime, int exit) throws IOException {
        if (exit != 0) {
            throw new IOException("the " + regime + " failed (exit " + exit + "): " + reason(regime) + "; its log is '"
                    + log(regime)
                    + "'. What was measured is kept: once the cause is gone, the same command resumes there");
        }
    }

    /** Logs hold whatever libraries write, in whatever encoding. */
    private String reason(Regime regime) throws IOException {
        return new String(Files.readAllBytes(log(regime)), StandardCharsets.UTF_8)
                .lines()
                .filter(l -> l.startsWith(ERROR))
                .reduce((a, b) -> b)
                .map(l -> l.substring(ERROR.length()))
                .orElse("it was killed, or the JVM could not start");
    }
}
