package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All that an estimate allocates, garbage included, grows as its samples do: no matrix of n by n. */
class MemoryTest {
    private static final int N = 2000;

    static Stream<Arguments> estimators() {
        return Stream.of(
                Arguments.of(Ksg.one().withThreads(1), 1, 500),
                Arguments.of(Ksg.two().withThreads(1), 3, 2000),
                Arguments.of(Ksg.one().withThreads(1), 8, 2500),
                Arguments.of(new KozachenkoLeonenko(3, MarginalTransform.STANDARDISED, 1), 3, 2700),
                Arguments.of(PairwiseDistance.upper(0.1).withThreads(1), 16, 800),
                Arguments.of(Binning.equalFrequency(12).ofBothSides(), 3, 900));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void growsLinearly(MiEstimator estimator, int d, int bytesPerSample) {
        allocated(estimator, N, d);
        long once = allocated(estimator, N, d);
        long fourfold = allocated(estimator, 4 * N, d);
        assertThat(fourfold / (4.0 * N)).as("bytes a sample").isLessThan(bytesPerSample);
        assertThat(fourfold / (double) once).isLessThan(4.6);
    }

    private static long allocated(MiEstimator estimator, int n, int d) {
        Draws draws = Draws.gaussianPairs(n, d, 0.5, 3);
        Samples x = draws.x();
        Samples t = draws.t();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        estimator.estimate(x, t, 1);
        return threads.getThreadAllocatedBytes(id) - before;
    }
}
