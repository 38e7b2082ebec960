package dev.infoplane.examples.genome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.study.data.LabelledImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenomicBottleneckTest {
    /** 64 units instead of 800 and 8 generations of 50 batches; a rule of two units cannot say much. */
    @Test
    void newbornNetworksKnowWhatTheirAncestorsLearnedIfTheGenomeIsLargeEnough() throws Exception {
        List<LabelledImages> images = FashionMnist.bundled().split(1, 4000, 1000);

        Evolution.Outcome large = new Evolution(34, 64, 8, 50, 100).run(images.get(0), images.get(1), 1);
        Evolution.Outcome small = new Evolution(2, 64, 8, 50, 100).run(images.get(0), images.get(1), 1);

        assertThat(large.generations().get(0).atBirth()).as("random weights").isLessThan(0.25);
        assertThat(large.atBirth()).isGreaterThan(0.45);
        assertThat(large.atBirth()).isGreaterThan(small.atBirth() + 0.1);
        assertThat(small.compression()).isGreaterThan(large.compression());
        assertThat(large.generations().get(7).grownUp()).isGreaterThan(large.atBirth());
    }

    /** A pixel's row and column are bits of its number; a checkerboard is easy, and rows of other units are other rules. */
    @Test
    void aGenomeGrowsATensorThatItsBitsExplain() {
        float[] weights = new float[16 * 8];
        for (int i = 0; i < weights.length; i++) {
            int before = i % 16;
            int behind = i / 16;
            weights[i] = ((before & 1) == 1 ? 0.25f : -0.25f) + (behind >= 4 ? 0.5f : 0);
        }
        Engine.getInstance().setRandomSeed(1);
        try (TensorGenome genome = new TensorGenome(16, 8, 12, 1)) {
            genome.learn(weights, 600);
            assertThat(genome.grow()).usingComparatorWithPrecision(0.05f).containsExactly(weights);
        }
    }

    /** The published network with rules of 34, 24 and 10 units: about the published compressions 322, 470 and 1038. */
    @ParameterizedTest
    @CsvSource({"34, 1946, 326.4", "24, 1386, 458.3", "10, 602, 1055.2"})
    void genomesAreAsSmallAsPublished(int units, long parameters, double compression) {
        try (TensorGenome first = new TensorGenome(784, 800, units, 1);
                TensorGenome second = new TensorGenome(800, 10, units, 1)) {
            Evolution.Outcome outcome = new Evolution.Outcome(
                    List.of(),
                    List.of(new float[784 * 800], new float[8000]),
                    first.parameters() + second.parameters());
            assertThat(outcome.parameters()).isEqualTo(parameters);
            assertThat(outcome.genomeBits()).isEqualTo(32 * parameters);
            assertThat(outcome.compression()).isCloseTo(compression, within(0.1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "10, 4", "784, 10", "800, 10", "1024, 10", "1025, 11"})
    void unitsHaveBinaryNumbers(int count, int bits) {
        assertThat(TensorGenome.bitsOf(count)).isEqualTo(bits);
    }

    @Test
    void theProgramWritesTheCurvesAndThePlanesAndDoesNothingTwice(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("curve.csv");
        Path plane = folder.resolve("plane.csv");
        assertThat(run(table, plane, "--seed=1")).isZero();
        assertThat(Files.readAllLines(plane))
                .anyMatch(line -> line.startsWith("grown,layer1.out,0,"))
                .anyMatch(line -> line.startsWith("random,logits.out,10,"));
        List<String> once = Files.readAllLines(table);
        assertThat(once).hasSize(6).anyMatch(line -> line.startsWith("3,1,")).anyMatch(line -> line.startsWith("2,1,"));

        assertThat(run(table, plane, "--seed=1,2")).isZero();
        assertThat(Files.readAllLines(table))
                .as("the seconds of the first curves stay those of the first run")
                .containsAll(once)
                .hasSize(10)
                .anyMatch(line -> line.startsWith("3,2,"));
    }

    @Test
    void aTableOfOtherSettingsIsRefused(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("curve.csv");
        Path plane = folder.resolve("plane.csv");
        assertThat(run(table, plane, "--seed=1")).isZero();
        List<String> before = Files.readAllLines(table);

        assertThat(run(table, plane, "--seed=1", "--batches=5")).isNotZero();
        assertThat(Files.readAllLines(table)).isEqualTo(before);
    }

    private static int run(Path table, Path plane, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--genome=3,2",
                "--hidden=8",
                "--generations=1",
                "--fit-steps=2",
                "--images=500,120",
                "--label-steps=5",
                "--table=" + table,
                "--plane=" + plane));
        all.addAll(List.of(more));
        if (all.stream().noneMatch(option -> option.startsWith("--batches"))) {
            all.add("--batches=10");
        }
        return GenomicBottleneck.commandLine().execute(all.toArray(String[]::new));
    }
}
