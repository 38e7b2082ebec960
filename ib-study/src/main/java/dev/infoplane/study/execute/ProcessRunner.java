package dev.infoplane.study.execute;

import dev.infoplane.study.task.StudyTask;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/** A worker process and the connection to it. The process is started with the first task, and again after it was lost. */
final class ProcessRunner implements TaskRunner {
    private static final int LOOK_MILLIS = 200;
    private static final int START_SECONDS = 120;

    private final WorkerCommand command;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile boolean closed;

    private record Connection(Process process, Socket socket, BufferedReader in, Writer out) {
        void end() {
            process.destroyForcibly();
            try {
                socket.close();
            } catch (IOException e) {
                // gone already
            }
        }
    }

    ProcessRunner(WorkerCommand command) {
        this.command = command;
    }

    @Override
    public void run(StudyTask task, DoubleConsumer progress)
            throws DamagedInputException, TaskFailedException, WorkerLostException, InterruptedException {
        Connection worker = connected();
        try {
            worker.out.write(task.toJson() + "\n");
            worker.out.flush();
            for (String line = worker.in.readLine(); line != null; line = worker.in.readLine()) {
                if (line.startsWith(Worker.PROGRESS)) {
                    progress.accept(Double.parseDouble(line.substring(Worker.PROGRESS.length())));
                } else {
                    TaskAnswer.parse(line).requireDone();
                    return;
                }
            }
        } catch (IOException e) {
            // the worker is gone; its exit value says how
        }
        throw lost(worker);
    }

    private WorkerLostException lost(Connection worker) throws InterruptedException {
        connection = Optional.empty();
        if (closed || Thread.interrupted()) {
            worker.end();
            throw new InterruptedException();
        }
        boolean ended = worker.process.waitFor(10, TimeUnit.SECONDS);
        String how = ended ? "ended with exit value " + worker.process.exitValue() : "no longer answered";
        worker.end();
        return new WorkerLostException("the worker process " + how + "; its log is '" + command.log() + "'");
    }

    private Connection connected() throws WorkerLostException, InterruptedException {
        if (connection.isEmpty()) {
            connection = Optional.of(start());
        }
        if (closed) {
            close();
            throw new InterruptedException();
        }
        return connection.get();
    }

    private Connection start() throws WorkerLostException, InterruptedException {
        String secret = UUID.randomUUID().toString();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(LOOK_MILLIS);
            Process process = command.start(server.getLocalPort(), secret);
            long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (process.isAlive() && System.nanoTime() < latest && !closed) {
                Optional<Connection> found = accept(server, process, secret);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            boolean alive = process.isAlive();
            process.destroyForcibly();
            if (closed) {
                throw new InterruptedException();
            }
            throw new WorkerLostException((alive
                            ? "the worker process did not answer within " + START_SECONDS + " seconds"
                            : "the worker process could not start, exit value " + process.waitFor())
                    + "; its log is '" + command.log() + "'");
        } catch (IOException e) {
            throw new WorkerLostException("no worker process can be started: " + e.getMessage());
        }
    }

    /** Other processes of this machine may connect too; only the worker knows the secret. */
    private static Optional<Connection> accept(ServerSocket server, Process process, String secret) throws IOException {
        Socket socket;
        try {
            socket = server.accept();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String said;
        try {
            said = in.readLine();
        } catch (IOException e) {
            said = "";
        }
        if (!secret.equals(said)) {
            socket.close();
            return Optional.empty();
        }
        socket.setSoTimeout(0);
        return Optional.of(new Connection(
                process,
                socket,
                in,
                new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8))));
    }

    @Override
    public void close() {
        closed = true;
        connection.ifPresent(Connection::end);
    }
}
