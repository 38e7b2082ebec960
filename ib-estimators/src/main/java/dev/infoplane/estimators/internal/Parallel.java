package dev.infoplane.estimators.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A pool of threads for the duration of one estimate. Tasks run on any thread, so each must write
 * its result to a place of its own, to be summed afterwards; then the number of threads changes no bit.
 */
public final class Parallel implements AutoCloseable {
    private static final int STRETCH = 256;

    private final int threads;
    private final ForkJoinPool pool;

    /** Work on so many threads. */
    public Parallel(int threads) {
        this.threads = threads;
        pool = threads == 1 ? null : new ForkJoinPool(threads);
    }

    /** Runs a task that may split itself. */
    public void invoke(ForkJoinTask<?> task) {
        if (pool == null || ForkJoinTask.getPool() == pool) {
            task.invoke();
        } else {
            pool.invoke(task);
        }
    }

    /** Runs body for 0 to count - 1; each thread makes one body for itself. */
    public void each(int count, Supplier<IntConsumer> body) {
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            IntConsumer own = body.get();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                own.accept(i);
            }
        };
        if (pool == null) {
            work.run();
        } else {
            invoke(new Copies(work, threads));
        }
    }

    /** Runs body for 0 to count - 1, in stretches: for bodies that are short and keep nothing. */
    public void range(int count, IntConsumer body) {
        each((count + STRETCH - 1) / STRETCH, () -> stretch -> {
            for (int i = stretch * STRETCH; i < Math.min(count, (stretch + 1) * STRETCH); i++) {
                body.accept(i);
            }
        });
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private static final class Copies extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient Runnable work;
        private final int copies;

        Copies(Runnable work, int copies) {
            this.work = work;
            this.copies = copies;
        }

        @Override
        protected void compute() {
            if (copies == 1) {
                work.run();
            } else {
                invokeAll(new Copies(work, copies / 2), new Copies(work, copies - copies / 2));
            }
        }
    }
}
