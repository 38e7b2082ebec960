package dev.infoplane.study;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long tasks took, as a table in the folder of a study. Results do not depend on it. Runs that resume a study add to it; what a
 * killed run had not written yet is missing.
 */
final class TaskTimes implements TaskListener {
    /** Its name in a folder. */
    static final String FILE = "times.csv";

    private static final Logger LOG = LoggerFactory.getLogger(TaskTimes.class);
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader("task", "kind", "label", "seconds")
            .setSkipHeaderRecord(true)
            .setRecordSeparator("\n")
            .get();
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final Path file;
    private final TaskListener next;
    private final Map<TaskId, Long> begins = new HashMap<>();
    private final Map<String, Row> rows = new TreeMap<>();
    private long written = System.nanoTime();

    private record Row(String kind, String label, double seconds) {}

    /** @param next hears everything too */
    TaskTimes(Path folder, TaskListener next) {
        file = folder.resolve(FILE);
        this.next = next;
        if (Files.exists(file)) {
            try {
                for (CSVRecord row : FORMAT.parse(new StringReader(Files.readString(file)))) {
                    rows.put(row.get(0), new Row(row.get(1), row.get(2), Double.parseDouble(row.get(3))));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("the times in '{}' cannot be read and are collected again: {}", file, e.getMessage());
            }
        }
    }

    /** All seconds of some tasks, if they are known. */
    OptionalDouble seconds(Collection<TaskId> tasks) {
        double sum = 0;
        for (TaskId task : tasks) {
            Row row = rows.get(task.digest());
            if (row == null) {
                return OptionalDouble.empty();
            }
            sum += row.seconds;
        }
        return OptionalDouble.of(sum);
    }

    @Override
    public void reused(StudyTask task) {
        next.reused(task);
    }

    @Override
    public void started(StudyTask task) {
        synchronized (this) {
            begins.put(task.id(), System.nanoTime());
        }
        next.started(task);
    }

    @Override
    public void progressed(StudyTask task, double share) {
        next.progressed(task, share);
    }

    @Override
    public void finished(StudyTask task) {
        synchronized (this) {
            double seconds = (System.nanoTime() - begins.get(task.id())) / 1e9;
            rows.put(
                    task.id().digest(), new Row(task.work().kind(), task.label(), Math.round(1000 * seconds) / 1000.0));
            if (System.nanoTime() - written > PAUSE_NANOS) {
                write();
            }
        }
        next.finished(task);
    }

    @Override
    public void failed(StudyTask task, String reason) {
        next.failed(task, reason);
    }

    /** Writes the table. A study does not fail for its sake. */
    synchronized void write() {
        written = System.nanoTime();
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv =
                new CSVPrinter(text, FORMAT.builder().setSkipHeaderRecord(false).get())) {
            for (Map.Entry<String, Row> e : rows.entrySet()) {
                Row row = e.getValue();
                csv.printRecord(e.getKey(), row.kind, row.label, row.seconds);
            }
            AtomicFiles.write(file, text.toString());
        } catch (IOException e) {
            LOG.warn("the times of tasks cannot be kept: {}", AtomicFiles.reason(e));
        }
    }
}
