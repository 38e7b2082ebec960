package dev.infoplane.models.decoder.internal.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.ImageModel;
import dev.infoplane.probe.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws images pixel by pixel and caches what the network has computed before (Ramachandran et al. 2017, arXiv 1704.06001). The
 * engine encodes the conditions, image by image; all else happens on the heap, one image a thread. Each image has random numbers
 * of its own, so that it depends neither on the others nor on the number of threads.
 */
public final class CachedSampler {
    private static final int MOST_THREADS = 16;

    private final ImageModel model;
    private final int[] shape;
    private final NDArray weights;
    private final IncrementalNet net;

    /**
     * Copies the kernels to the heap.
     *
     * @param shape of the images, {@code [channels, height, width]}
     * @param weights in a flat vector
     */
    public CachedSampler(ImageModel model, int[] shape, NDArray weights) {
        this.model = model;
        this.shape = shape;
        this.weights = weights;
        try (NDManager local = weights.getManager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            net = new IncrementalNet(model.net().topology(), weights(local), shape[2]);
        }
    }

    private Weights weights(NDManager local) {
        NDArray vector = weights.duplicate();
        vector.attach(local);
        return new Weights(model.layout(), vector);
    }

    /**
     * What to draw.
     *
     * @param images how many
     * @param source what conditions them
     * @param known the upper rows of the images, if they are given
     * @param temperature 1 draws from the density itself; lower values draw images nearer to the likeliest
     */
    public record Request(int images, ConditionSource source, KnownRows known, long seed, double temperature) {}

    /**
     * Upper rows of images that are given.
     *
     * @param images the images, empty if no rows are given
     * @param count how many rows
     */
    public record KnownRows(Optional<Samples> images, int count) {
        /** Nothing is given. */
        public static final KnownRows NONE = new KnownRows(Optional.empty(), 0);

        /** Value of a pixel on one channel that is given. */
        float value(int image, int position) {
            return images.orElseThrow().get(image, position);
        }
    }

    /** Draws images. */
    public Samples draw(Request request) {
        int images = request.images();
        int threads = Math.max(
                1, Math.min(images, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())));
        float[] values = new float[images * shape[0] * shape[1] * shape[2]];
        List<DrawnImage> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new DrawnImage(net, model.head(), model.levels(), shape));
        }
        SplittableRandom seeds = new SplittableRandom(request.seed());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (NDManager local = weights.getManager().newSubManager()) {
            Weights w = weights(local);
            boolean varies = request.source().variesByImage();
            HeapConditionFeatures common = varies ? HeapConditionFeatures.NONE : features(w, local, request, 0);
            for (int from = 0; from < images; from += threads) {
                List<Callable<Void>> group = new ArrayList<>();
                for (int i = from; i < Math.min(images, from + threads); i++) {
                    HeapConditionFeatures features = varies ? features(w, local, request, i) : common;
                    DrawnImage worker = workers.get(i - from);
                    int image = i;
                    SplittableRandom random = new SplittableRandom(seeds.nextLong());
                    group.add(() -> {
                        worker.draw(request, image, features, random);
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

    private static HeapConditionFeatures features(Weights w, NDManager manager, Request request, int image) {
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return EngineThreads.onOne(
                    step.getEngine(),
                    () -> new HeapConditionFeatures(request.source().features(w, step, image)));
        }
    }
}
