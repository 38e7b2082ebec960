package dev.infoplane.examples.process;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Says how far the study is: on a terminal one line that is written over, elsewhere (pipes, files, build servers, terminals that
 * say they are dumb) a plain line now and then. There are no colours and no control characters but the carriage return of a
 * terminal.
 */
public final class Progress implements LongConsumer, AutoCloseable {
    private static final int PLAIN_STEP_PERCENT = 5;
    /** The time left is a guess from the time gone; before one part in so many is done, the start of the program spoils it. */
    private static final int LEAST_SHARE = 20;

    private static final long SECOND = 1_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long total;
    private final LongSupplier clock;
    private final long begin;
    private long written;
    private long writtenPercent = -PLAIN_STEP_PERCENT;

    /**
     * @param total the amount of work that is all of it
     * @param clock answers nanoseconds
     */
    public Progress(PrintStream out, boolean terminal, long total, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.total = Math.max(1, total);
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.written = begin - 2 * SECOND;
    }

    /** Whether standard output is a terminal that a line can be written over on. */
    public static boolean onTerminal(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", windows() ? "windows" : "dumb");
        return !term.equals("dumb") && !environment.containsKey("CI") && isTerminal(System.console());
    }

    private static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /** From JDK 22 on there can be a console without a terminal. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public synchronized void accept(long done) {
        long now = clock.getAsLong();
        long percent = Math.min(100, 100 * done / total);
        if (terminal ? now - written < SECOND && done < total : percent < writtenPercent + PLAIN_STEP_PERCENT) {
            return;
        }
        written = now;
        writtenPercent = percent;
        String line = String.format(Locale.ROOT, "resnet-study %3d %%, %s", percent, times(done, now - begin));
        if (terminal) {
            out.printf(Locale.ROOT, "\r%-60s", line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Ends the line of a terminal. */
    @Override
    public synchronized void close() {
        if (terminal && writtenPercent >= 0) {
            out.println();
        }
    }

    private String times(long done, long nanos) {
        String gone = clock(nanos) + " gone";
        return done < total && done * LEAST_SHARE < total
                ? gone
                : gone + ", about " + clock((long) (nanos * ((double) (total - done) / done))) + " left";
    }

    private static String clock(long nanos) {
        long seconds = nanos / SECOND;
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
