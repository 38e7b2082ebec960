package dev.infoplane.study.task;

/**
 * What a task is known by: the SHA-256 digest of everything that determines its outputs, its inputs included.
 *
 * @param digest 64 hexadecimal digits in lower case
 */
public record TaskId(String digest) implements Comparable<TaskId> {
    private static final int SHORT = 12;

    /** Refuses anything but 64 hexadecimal digits. */
    public TaskId {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "the id of a task has 64 hexadecimal digits in lower case, got '" + digest + "'");
        }
    }

    /** The first twelve digits, for people. */
    public String shortened() {
        return digest.substring(0, SHORT);
    }

    @Override
    public int compareTo(TaskId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest;
    }
}
