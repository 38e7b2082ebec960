package dev.infoplane.examples.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor seconds of the whole process: those of the engine, the compiler and the garbage collector included. */
public final class ProcessorTime {
    private double last = now();

    /** The seconds since the last call, or since this was made. */
    public double lap() {
        double now = now();
        double passed = now - last;
        last = now;
        return passed;
    }

    private static double now() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
