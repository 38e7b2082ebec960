package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.PairwiseDistance;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The six layers of the toy network, 4096 inputs of 12 bits: I(X;T) and I(Y;T) of all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LayerBenchmark {
    private static final int[] WIDTHS = {10, 7, 5, 4, 3, 2};

    private Samples x;
    private Samples y;
    private Samples[] layers;

    /** Activations of random tanh layers. */
    @Setup
    public void forward() {
        int n = 4096;
        Random random = new Random(1);
        float[] bits = new float[n * 12];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 12; j++) {
                bits[i * 12 + j] = i >> j & 1;
            }
            labels[i] = Integer.bitCount(i) > 6 ? 1 : 0;
        }
        x = Samples.of(bits, 12);
        y = Samples.ofLabels(labels);
        layers = new Samples[WIDTHS.length];
        float[] below = bits;
        int width = 12;
        for (int l = 0; l < WIDTHS.length; l++) {
            float[] weights = new float[width * WIDTHS[l]];
            for (int w = 0; w < weights.length; w++) {
                weights[w] = (float) (2 * random.nextGaussian() / Math.sqrt(width));
            }
            float[] above = new float[n * WIDTHS[l]];
            for (int i = 0; i < above.length; i++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += weights[i % WIDTHS[l] * width + j] * below[i / WIDTHS[l] * width + j];
                }
                above[i] = (float) Math.tanh(sum);
            }
            layers[l] = Samples.of(above, WIDTHS[l]);
            below = above;
            width = WIDTHS[l];
        }
    }

    /** Binning, 30 cells on [-1, 1], both axes of the plane. */
    @Benchmark
    public void binning(Blackhole sink) {
        measure(Binning.fixedCount(30, -1, 1), sink);
    }

    /** The upper pairwise-distance bound on one thread, both axes of the plane. */
    @Benchmark
    public void pairwise(Blackhole sink) {
        measure(PairwiseDistance.upper(0.1).withThreads(1), sink);
    }

    private void measure(MiEstimator estimator, Blackhole sink) {
        MiEstimator.Prepared inputs = estimator.prepare(x, 0);
        MiEstimator.Prepared labels = estimator.prepare(y, 0);
        for (Samples layer : layers) {
            Estimate first = inputs.estimate(layer);
            Estimate second = labels.estimate(layer);
            sink.consume(first);
            sink.consume(second);
        }
    }
}
