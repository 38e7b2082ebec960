package dev.infoplane.study.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;

/** Measures how long a task takes in this process. */
public final class TaskClock {
    private static final Set<TaskClock> RUNNING = new HashSet<>();
    private static final double NANOS = 1e9;

    private final long begin = System.nanoTime();
    private final double processorBegin = processorSeconds();
    private boolean isWhole = true;

    private TaskClock() {}

    /** Starts a clock for one task, which {@link #stop} or {@link #cancel} must end. */
    public static TaskClock start() {
        synchronized (RUNNING) {
            TaskClock clock = new TaskClock();
            clock.isWhole = RUNNING.isEmpty();
            RUNNING.forEach(other -> other.isWhole = false);
            RUNNING.add(clock);
            return clock;
        }
    }

    /** The task resumes what another process has begun, so that this one sees a part of its time only. */
    public void resumes() {
        synchronized (RUNNING) {
            isWhole = false;
        }
    }

    /** Ends it. */
    public TaskTime stop() {
        synchronized (RUNNING) {
            RUNNING.remove(this);
            return new TaskTime(
                    rounded((System.nanoTime() - begin) / NANOS),
                    isWhole ? OptionalDouble.of(rounded(processorSeconds() - processorBegin)) : OptionalDouble.empty());
        }
    }

    /** Ends it without a time; does nothing if it has ended. */
    public void cancel() {
        synchronized (RUNNING) {
            RUNNING.remove(this);
        }
    }

    private static double rounded(double seconds) {
        return Math.round(1000 * seconds) / 1000.0;
    }

    private static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / NANOS;
    }
}
