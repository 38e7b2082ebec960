package dev.infoplane.spark;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A standalone Spark cluster on the loopback interface: a master and workers, each a process, from the jars of the class path. */
final class Cluster implements Closeable {
    private final Path folder;
    private final int port;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    /** A cluster whose installation has the whole class path. */
    Cluster(Path folder, int workers) throws IOException, InterruptedException {
        this(folder, workers, jar -> true);
    }

    /** @param installed which jars of the class path the installation has */
    Cluster(Path folder, int workers, Predicate<Path> installed) throws IOException, InterruptedException {
        this.folder = folder;
        home(folder, installed);
        port = freePort();
        master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                Integer.toString(freePort()));
        try {
            await("master", "I have been elected leader");
            for (int i = 0; i < workers; i++) {
                addWorker();
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Executors take their jars from the folder {@code jars} of a Spark installation, which is made of links here. */
    private static void home(Path folder, Predicate<Path> installed) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        int n = 0;
        for (Path path : jars()) {
            if (installed.test(path)) {
                Files.createSymbolicLink(jars.resolve(n++ + "-" + path.getFileName()), path.toAbsolutePath());
            }
        }
    }

    static List<Path> jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** What of the class path is folders, and so not among the jars. */
    static String folders() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(e -> Files.isDirectory(Path.of(e)))
                        .toList());
    }

    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** Spark does not start a duplicate of a task on a host that has it already, so there are two names of this one. */
    private static String host(int number) {
        return number % 2 == 0 ? "127.0.0.1" : "localhost";
    }

    Process addWorker() throws IOException, InterruptedException {
        String name = "worker-" + workers.size();
        Process worker = start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                host(workers.size()),
                "--cores",
                "1",
                "--memory",
                "512m",
                "--work-dir",
                folder.resolve(name).toString(),
                "--webui-port",
                Integer.toString(freePort()),
                url());
        workers.add(worker);
        await(name, "Successfully registered with master");
        return worker;
    }

    /** The processes of executors: children of workers, by the command that Spark starts. */
    List<ProcessHandle> executors() {
        return workers.stream().flatMap(w -> w.descendants()).toList();
    }

    Process worker(int number) {
        return workers.get(number);
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = inThisHome(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        return builder.start();
    }

    /** A process that takes the folder of this cluster for the installation of Spark. */
    ProcessBuilder inThisHome(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void await(String name, String line) throws IOException, InterruptedException {
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!Files.readString(log(name)).contains(line)) {
            if (System.nanoTime() > latest) {
                throw new IOException("the " + name + " did not start: " + Files.readString(log(name)));
            }
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        executors().forEach(ProcessHandle::destroyForcibly);
        workers.forEach(Process::destroyForcibly);
        master.destroyForcibly();
    }
}
