package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws images pixel by pixel, remembering what the network has worked out (Ramachandran et al. 2017, arXiv 1704.06001). The
 * engine says what the conditions are, image by image; all else happens on the heap, one image a thread. Each image has random
 * numbers of its own, so that it depends neither on the others nor on the number of threads.
 */
final class CachedSampler {
    private static final int MOST_THREADS = 16;

    private final PixelObjective.Decoder decoder;
    private final int[] shape;
    private final NDArray weights;
    private final IncrementalNet net;

    /**
     * @param shape of the images, {@code [channels, height, width]}
     * @param weights in a flat vector
     */
    CachedSampler(PixelObjective.Decoder decoder, int[] shape, NDArray weights) {
        this.decoder = decoder;
        this.shape = shape;
        this.weights = weights;
        try (NDManager local = weights.getManager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            net = new IncrementalNet(decoder.net(), cut(local), shape[0], shape[2]);
        }
    }

    private Weights cut(NDManager local) {
        NDArray vector = weights.duplicate();
        vector.attach(local);
        return new Weights(decoder.layout(), vector);
    }

    /**
     * What is asked for.
     *
     * @param images of which the upper rows are kept, null if there are none
     * @param rows how many images
     * @param t activations, null for none
     */
    record Request(Samples images, int knownRows, int rows, Samples t, long seed, double temperature) {}

    Samples draw(Request request) {
        int rows = request.rows;
        int threads = Math.max(
                1, Math.min(rows, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())));
        float[] values = new float[rows * shape[0] * shape[1] * shape[2]];
        List<DrawnImage> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new DrawnImage(net, decoder.head(), decoder.levels(), shape));
        }
        SplittableRandom seeds = new SplittableRandom(request.seed);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (NDManager local = weights.getManager().newSubManager()) {
            Weights w = request.t == null ? null : cut(local);
            HeapConditions common = request.t == null ? conditions(cut(local), local, null, 0) : null;
            for (int from = 0; from < rows; from += threads) {
                List<Callable<Void>> group = new ArrayList<>();
                for (int i = from; i < Math.min(rows, from + threads); i++) {
                    HeapConditions conditions = common == null ? conditions(w, local, request.t, i) : common;
                    DrawnImage worker = workers.get(i - from);
                    int image = i;
                    SplittableRandom random = new SplittableRandom(seeds.nextLong());
                    group.add(() -> {
                        worker.draw(request, image, conditions, random);
                        worker.copyTo(values, image);
                        return null;
                    });
                }
                await(pool, group);
            }
        } finally {
            pool.shutdownNow();
        }
        return Samples.of(values, shape);
    }

    private static void await(ExecutorService pool, List<Callable<Void>> group) {
        try {
            for (Future<Void> done : pool.invokeAll(group)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while images were drawn", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an image could not be drawn", e.getCause());
        }
    }

    private HeapConditions conditions(Weights w, NDManager manager, Samples t, int row) {
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return new HeapConditions(decoder.conditions(w, step, t, new int[] {row}, null, 0));
        }
    }
}
