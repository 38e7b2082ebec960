package dev.infoplane.examples.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProbeExamplesTest {
    @Test
    void theZooModelShowsItsResidualBlocks() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        assertThat(ProbeZooModel.run(new PrintStream(text)))
                .hasSize(9)
                .startsWith("ParallelBlock#1.out:averagePool")
                .endsWith("ParallelBlock#9.out:averagePool");
        assertThat(text.toString().lines().filter(l -> l.contains("LambdaBlock")))
                .hasSizeGreaterThan(9);
    }

    @Test
    void theCostOfProbesIsMeasured() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ProbeCost.perCall(1000, new PrintStream(text));
        ProbeCost.measure(2, 1, new PrintStream(text));
        assertThat(text.toString().lines().filter(l -> l.startsWith("| 2 |"))).hasSize(10);
        assertThat(text.toString()).contains("| woven, nothing attached | ");
    }
}
