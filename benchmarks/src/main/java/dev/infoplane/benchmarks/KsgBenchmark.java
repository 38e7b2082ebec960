package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.MarginalTransform;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** KSG 1, k = 4, on d pairs of normals of correlation 0.6 a side. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class KsgBenchmark {
    /** Samples. */
    @Param({"10000", "100000"})
    public int n;

    /** Dimensions a side. */
    @Param({"1", "3"})
    public int d;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Samples x;
    private Samples t;

    /** Draws the samples. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        float[] a = new float[n * d];
        float[] b = new float[n * d];
        for (int i = 0; i < a.length; i++) {
            double z = random.nextGaussian();
            a[i] = (float) z;
            b[i] = (float) (0.6 * z + 0.8 * random.nextGaussian());
        }
        x = Samples.of(a, d);
        t = Samples.of(b, d);
    }

    /** One estimate. */
    @Benchmark
    public Estimate ksg1() {
        return new Ksg(Ksg.Variant.ONE, 4, MarginalTransform.AS_THEY_ARE, threads).estimate(x, t, 0);
    }
}
