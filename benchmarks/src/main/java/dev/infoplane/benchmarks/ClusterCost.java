package dev.infoplane.benchmarks;

import java.util.List;

/**
 * What a study costs on a cluster, on paper: stages of equal tasks, of which each waits for the one before.
 *
 * @param stages in order
 * @param driverSeconds what a task costs the driver
 */
record ClusterCost(List<Stage> stages, double driverSeconds) {
    private static final int SECONDS_OF_HOUR = 3600;

    /**
     * Tasks of one kind.
     *
     * @param name what they do
     * @param tasks how many
     * @param seconds of one core for each
     * @param bytesRead by each
     * @param bytesWritten by each
     */
    record Stage(String name, int tasks, double seconds, double bytesRead, double bytesWritten) {
        double coreSeconds() {
            return tasks * seconds;
        }
    }

    ClusterCost {
        stages = List.copyOf(stages);
    }

    int tasks() {
        return stages.stream().mapToInt(Stage::tasks).sum();
    }

    double coreHours() {
        return stages.stream().mapToDouble(Stage::coreSeconds).sum() / SECONDS_OF_HOUR;
    }

    /** With so many cores if every stage waits for all tasks of the one before; a little less in truth. */
    double hours(int cores) {
        return stages.stream()
                        .mapToDouble(s -> Math.ceil(s.tasks() / (double) cores) * s.seconds())
                        .sum()
                / SECONDS_OF_HOUR;
    }

    /** With any number of cores: one task of every stage after another. */
    double longestChainHours() {
        return hours(Integer.MAX_VALUE);
    }

    double bytesMoved() {
        return stages.stream()
                .mapToDouble(s -> s.tasks() * (s.bytesRead() + s.bytesWritten()))
                .sum();
    }

    /** How many seconds the driver is busy in all; it sees no bytes of results. */
    double driverTotal() {
        return tasks() * driverSeconds;
    }
}
