package dev.infoplane.study.execute;

import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.util.function.DoubleConsumer;

/**
 * How a task ended, as one line of text that can be sent from where it was done.
 *
 * @param line without line breaks
 */
public record TaskAnswer(String line) {
    private static final String DONE = "done";
    private static final String DAMAGED = "damaged ";
    private static final String FAILED = "failed ";

    /**
     * Does a task here.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public static TaskAnswer of(TaskWork work, StudyTask task, DoubleConsumer progress) throws InterruptedException {
        String answer;
        try {
            work.run(task, progress);
            answer = DONE;
        } catch (DamagedInputException e) {
            answer = DAMAGED + e.input() + " " + e.getMessage();
        } catch (TaskFailedException e) {
            answer = FAILED + e.getMessage();
        }
        return new TaskAnswer(answer.replaceAll("\\R", " "));
    }

    /** An answer as it was sent. */
    public static TaskAnswer parse(String line) {
        return new TaskAnswer(line);
    }

    /**
     * Does nothing if the task has ended well.
     *
     * @throws DamagedInputException if what it reads is not what was written
     * @throws TaskFailedException if it cannot be done
     */
    public void requireDone() throws DamagedInputException, TaskFailedException {
        if (line.startsWith(DAMAGED)) {
            String[] parts = line.substring(DAMAGED.length()).split(" ", 2);
            throw new DamagedInputException(new TaskId(parts[0]), parts[1]);
        }
        if (line.startsWith(FAILED)) {
            throw new TaskFailedException(line.substring(FAILED.length()));
        }
        if (!line.equals(DONE)) {
            throw new IllegalArgumentException("no answer of a worker: '" + line + "'");
        }
    }
}
