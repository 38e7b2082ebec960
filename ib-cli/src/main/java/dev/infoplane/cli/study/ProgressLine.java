package dev.infoplane.cli.study;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that says how far a study is: on a terminal it is written over, elsewhere (pipes, files, build servers, terminals that say
 * they are dumb) it is a plain line now and then. There are no colours and no control characters but the carriage return of a
 * terminal.
 */
final class ProgressLine {
    private static final int PLAIN_STEP_PERCENT = 5;
    /** The time left is a guess from the time gone; before one part in so many is done, the start of the program spoils it. */
    private static final int LEAST_SHARE = 20;

    private static final long SECOND = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final LongSupplier clock;
    private final long begin;
    private long written;
    private long writtenPercent = -PLAIN_STEP_PERCENT;

    /** @param clock answers nanoseconds */
    ProgressLine(PrintWriter out, boolean isTerminal, LongSupplier clock) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.written = begin - 2 * SECOND;
    }

    /**
     * Shows how far it is.
     *
     * @param shareOfRun of what this run has to do
     * @param share of everything
     */
    void show(double shareOfRun, double share, String more) {
        long now = clock.getAsLong();
        long percent = (long) Math.min(100, Math.floor(100 * share + 1e-9));
        if (isTerminal
                ? now - written < SECOND && share < 1
                : percent < Math.min(100, writtenPercent + PLAIN_STEP_PERCENT) || percent == writtenPercent) {
            return;
        }
        written = now;
        writtenPercent = percent;
        String text = String.format(Locale.ROOT, "study %3d %%, %s, %s", percent, more, times(shareOfRun, now - begin));
        if (isTerminal) {
            out.printf(Locale.ROOT, "\r%-72s", text);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Prints a line of its own. */
    void say(String text) {
        if (isTerminal) {
            out.printf(Locale.ROOT, "\r%-72s%n", text);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Ends the line of a terminal. */
    void close() {
        if (isTerminal && writtenPercent >= 0) {
            out.println();
            out.flush();
        }
    }

    private static String times(double share, long nanos) {
        String gone = Durations.of((double) nanos / SECOND) + " gone";
        return share * LEAST_SHARE < 1
                ? gone
                : gone + ", about " + Durations.of(nanos * (1 - share) / share / SECOND) + " left";
    }
}
