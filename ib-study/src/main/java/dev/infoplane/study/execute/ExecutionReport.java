package dev.infoplane.study.execute;

import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a graph.
 *
 * @param reused tasks whose results were there, or are no longer needed since those of all their dependents were
 * @param done tasks that were done
 * @param failed tasks that cannot be done, with the reason
 * @param skipped tasks that wait for one of those
 */
public record ExecutionReport(
        List<StudyTask> reused, List<StudyTask> done, Map<StudyTask, String> failed, List<StudyTask> skipped) {
    private static final int MOST_NAMED = 5;

    /** Takes copies. */
    public ExecutionReport {
        reused = List.copyOf(reused);
        done = List.copyOf(done);
        failed = Map.copyOf(failed);
        skipped = List.copyOf(skipped);
    }

    /** Whether all tasks have results. */
    public boolean isComplete() {
        return failed.isEmpty() && skipped.isEmpty();
    }

    /**
     * Does nothing if all tasks have results.
     *
     * @throws IOException otherwise, saying which failed and why, and how many were skipped
     */
    public void requireComplete() throws IOException {
        if (isComplete()) {
            return;
        }
        String reasons = failed.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining("; "));
        throw new IOException(failed.size() + " of "
                + (reused.size() + done.size() + failed.size() + skipped.size()) + " tasks failed, and "
                + skipped.size() + " that need them were skipped. " + reasons
                + (failed.size() > MOST_NAMED ? "; and " + (failed.size() - MOST_NAMED) + " more" : "")
                + ". What was computed is kept: once the cause is gone, the same command resumes there");
    }
}
