package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStores;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskKinds;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The program of a worker process. Started by {@link ProcessExecutor}. */
public final class Worker {
    /** The variable of the environment by which a worker proves who it is. */
    static final String SECRET = "INFOPLANE_WORKER_SECRET";

    /** Begins a line that says how far a task has come. */
    static final String PROGRESS = "progress ";

    private static final int PARENT_GONE = 3;

    private final Writer out;
    private final TaskWork work;

    private Worker(Writer out, TaskWork work) {
        this.out = out;
        this.work = work;
    }

    /**
     * Does tasks until the connection ends.
     *
     * @param arguments the port of the process that has started this one, and the location of the store
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            Writer out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            Thread reader = new Thread(() -> read(socket, lines), "connection");
            reader.setDaemon(true);
            reader.start();
            Worker worker =
                    new Worker(out, new TaskWork(TaskKinds.installed(), ResultStores.open(URI.create(arguments[1]))));
            worker.say(System.getenv(SECRET));
            while (true) {
                worker.run(StudyTask.fromJson(lines.take()));
            }
        }
    }

    /** Whatever it is doing, a worker ends with the connection, and so with the process that has started it. */
    private static void read(Socket socket, BlockingQueue<String> lines) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }

    private void run(StudyTask task) throws IOException, InterruptedException {
        say(TaskAnswer.of(work, task, this::progress).line());
    }

    private void progress(double share) {
        try {
            say(PROGRESS + share);
        } catch (IOException e) {
            // the reader notices too, and ends this process
        }
    }

    private synchronized void say(String line) throws IOException {
        out.write(line + "\n");
        out.flush();
    }
}
