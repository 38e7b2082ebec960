package dev.infoplane.cli.study;

import dev.infoplane.cli.text.Durations;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line that says how far a study is: on a terminal it is written over, elsewhere (pipes, files, build servers, terminals that say
 * they are dumb) it is a plain line now and then. There are no colours and no control characters but the carriage return of a
 * terminal.
 */
final class ProgressLine {
    private static final int PLAIN_STEP_PERCENT = 5;
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
     * @param share of everything
     * @param secondsLeft if it is known
     * @return whether it was written: not where that was done shortly before
     */
    boolean show(double share, String more, Supplier<OptionalDouble> secondsLeft) {
        long now = clock.getAsLong();
        long percent = (long) Math.min(100, Math.floor(100 * share + 1e-9));
        if (isTerminal
                ? now - written < SECOND && share < 1
                : percent < Math.min(100, writtenPercent + PLAIN_STEP_PERCENT) || percent == writtenPercent) {
            return false;
        }
        written = now;
        writtenPercent = percent;
        String text = String.format(
                Locale.ROOT, "study %3d %%, %s, %s", percent, more, times(now - begin, secondsLeft.get()));
        if (isTerminal) {
            out.printf(Locale.ROOT, "\r%-72s", text);
        } else {
            out.println(text);
        }
        out.flush();
        return true;
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

    private static String times(long nanos, OptionalDouble left) {
        String gone = Durations.of((double) nanos / SECOND) + " gone";
        return left.isEmpty() ? gone : gone + ", about " + Durations.of(left.getAsDouble()) + " left";
    }
}
