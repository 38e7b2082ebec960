package dev.infoplane.study.store;

import java.util.OptionalDouble;

/**
 * How long a task took. Results do not depend on it.
 *
 * @param seconds by the clock on the wall
 * @param processorSeconds of the process that did it, compilers and garbage collectors included; empty if they are not known:
 *     other tasks ran in the same process, or the task was resumed from checkpoints of a process that was killed
 */
public record TaskTime(double seconds, OptionalDouble processorSeconds) {}
