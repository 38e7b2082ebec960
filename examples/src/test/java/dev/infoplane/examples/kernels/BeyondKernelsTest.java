package dev.infoplane.examples.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeyondKernelsTest {
    private static final double ALPHA = 0.3;
    private static final int DIMENSIONS = 16;

    /** k = 8 instead of 15, 1,000 samples, a narrower network; 0.72 is the line. */
    @Test
    void theResidualNetworkCrossesTheLineThatKernelsDoNot() throws Exception {
        Composition training = Composition.draw(1000, DIMENSIONS, ALPHA, 1);
        Composition test = Composition.draw(2000, DIMENSIONS, ALPHA, 2);

        List<ResidualLearning.Look> looks = new ResidualLearning(50, 80).run(training, test, 1, trainer -> {});

        assertThat(looks)
                .extracting(ResidualLearning.Look::epoch)
                .startsWith(0, 8)
                .endsWith(72, 80);
        assertThat(looks.get(looks.size() - 1).error()).isLessThan(0.7 * test.line(ALPHA));
        for (Kernel kernel : List.of(Kernel.gaussian(), Kernel.tangent(), Kernel.randomFeatures(200, 1))) {
            assertThat(KernelRegression.error(kernel, training, test)).isGreaterThan(1.2 * test.line(ALPHA));
        }
    }

    /** A training in a process of its own, which prints its errors in full. */
    static final class Learning {
        public static void main(String[] arguments) throws Exception {
            System.out.print(errors());
        }

        private static String errors() throws Exception {
            Composition rows = Composition.draw(1000, DIMENSIONS, ALPHA, 1);
            return new ResidualLearning(20, 20)
                    .run(rows, rows, 1, trainer -> {})
                    .toString();
        }
    }

    /** When garbage is collected differs between processes, and must not change a bit. */
    @Test
    void theSameSeedGivesTheSameBitsInEveryProcess(@TempDir Path folder) throws Exception {
        String here = Learning.errors();
        assertThat(here).doesNotContain("NaN");
        assertThat(inAProcess(folder, "-XX:+UseParallelGC", "-Xmn1m")).isEqualTo(here);
        assertThat(inAProcess(folder, "-XX:+UseSerialGC", "-Xmn2m")).isEqualTo(here);
    }

    private static String inAProcess(Path folder, String... garbageCollector) throws Exception {
        Path output = folder.resolve("output");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(garbageCollector));
        command.addAll(List.of(
                "-Xmx200m",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                Learning.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(output);
    }

    @Test
    void whoLearnsTheBaseAloneHasTheErrorOfTheLine() {
        Composition rows = Composition.draw(100, 30, ALPHA, 3);
        double[][] base = new double[rows.rows()][rows.outputs()];
        for (int n = 0; n < rows.rows(); n++) {
            for (int i = 0; i < rows.outputs(); i++) {
                base[n][i] = rows.inputs()[n][2 * i] * rows.inputs()[n][2 * i + 1];
            }
            assertThat(rows.baseBits()[n]).isEqualTo(base[n][0] > 0 ? 1 : 0);
            double g = base[n][0] * base[n][1] * base[n][2] * base[n][3];
            assertThat(rows.compositeBits()[n]).isEqualTo(g > 0 ? 1 : 0);
            assertThat(rows.targets()[n][0]).isCloseTo(base[n][0] - ALPHA * g, within(1e-12));
        }
        assertThat(rows.line(ALPHA)).isCloseTo(1.35, within(1e-12));
        assertThat(rows.error(base)).isCloseTo(1.35, within(1e-9));
        assertThat(rows.error(rows.targets())).isZero();
    }

    /** The tangent kernel of three layers at 1, 0 and -1, by hand. */
    @Test
    void kernelsHaveKnownValues() {
        RealMatrix x = MatrixUtils.createRealMatrix(new double[][] {{1, 1}});
        RealMatrix y = MatrixUtils.createRealMatrix(new double[][] {{1, 1}, {1, -1}, {-1, -1}});

        assertThat(Kernel.gaussian().between(x, y).getRow(0))
                .containsExactly(new double[] {1, Math.exp(-1), Math.exp(-2)}, within(1e-12));
        double correlation = 1 / Math.PI;
        double angle = Math.acos(correlation);
        double orthogonal = correlation * (Math.PI - angle) / Math.PI
                + (Math.sin(angle) + (Math.PI - angle) * correlation) / Math.PI;
        assertThat(Kernel.tangent().between(x, y).getRow(0))
                .containsExactly(new double[] {3, orthogonal, 1 / Math.PI}, within(1e-9));
    }

    @Test
    void aKernelThatCanLearnsItsTarget() {
        Composition training = Composition.draw(300, 8, 1e-9, 1);
        Composition test = Composition.draw(300, 8, 1e-9, 2);
        assertThat(KernelRegression.error(Kernel.gaussian(), training, test)).isLessThan(0.5);
        assertThat(KernelRegression.error(Kernel.gaussian(), training, training))
                .isLessThan(1e-4);
    }

    @Test
    void theProgramWritesErrorsAndTheOrderOfLearning(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("table.csv");
        assertThat(run(table, "--samples=60")).isZero();
        List<String> once = Files.readAllLines(table);
        assertThat(once)
                .anyMatch(line -> line.startsWith("residual network,60,1,2,error,"))
                .anyMatch(line -> line.startsWith("residual network,60,1,0,F bits at first.out,"))
                .anyMatch(line -> line.startsWith("residual network,60,1,1,G bits at second.out,"))
                .anyMatch(line -> line.startsWith("tangent kernel,60,1,0,error,"));

        assertThat(run(table, "--samples=60,70")).isZero();
        assertThat(Files.readAllLines(table))
                .as("what is there is not done again, seconds included")
                .startsWith(once.toArray(String[]::new))
                .anyMatch(line -> line.startsWith("tangent kernel,70,1,0,error,"));
        assertThat(run(table, "--samples=60", "--width=9")).as("other settings").isNotZero();
    }

    private static int run(Path table, String... more) {
        List<String> all = new ArrayList<>(
                List.of("--dimensions=8", "--seed=1", "--epochs=2", "--order", "--order-steps=5", "--table=" + table));
        all.addAll(List.of(more));
        if (all.stream().noneMatch(option -> option.startsWith("--width"))) {
            all.add("--width=8");
        }
        return BeyondKernels.commandLine().execute(all.toArray(String[]::new));
    }

    @Test
    void dimensionsThatCannotBeComposedAreRefused() {
        assertThatThrownBy(() -> Composition.draw(10, 6, ALPHA, 1)).hasMessageContaining("at least 8, got 6");
        assertThatThrownBy(() -> Composition.draw(10, 9, ALPHA, 1)).hasMessageContaining("even");
        assertThatThrownBy(() -> Composition.draw(10, 8, 0, 1)).hasMessageContaining("above 0, got 0.0");
    }
}
