package dev.infoplane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoplaneTest {
    private static final int N = 600;

    @TempDir
    Path folder;

    private Path x;
    private Path t;
    private Path y;

    @BeforeEach
    void writeArrays() throws IOException {
        Random random = new Random(1);
        float[] ofX = new float[N];
        float[] ofT = new float[N];
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            ofX[i] = (float) random.nextGaussian();
            ofT[i] = (float) (0.8 * ofX[i] + 0.6 * random.nextGaussian());
            labels[i] = ofX[i] > 0 ? 1 : 0;
        }
        x = folder.resolve("x.npy");
        t = folder.resolve("t.npy");
        y = folder.resolve("y.npy");
        Npy.write(x, Samples.of(ofX));
        Npy.write(t, Samples.of(ofT));
        Npy.write(y, Samples.ofLabels(labels));
    }

    private static void assertMistake(Console console, String... sentence) {
        assertThat(console.code()).as(console.err()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).hasSize(1).allMatch(line -> line.startsWith("infoplane: "));
        assertThat(console.err()).contains(sentence);
    }

    @Test
    void anEstimateIsATableOrJson() {
        Console table = Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "k=4");
        JsonObject json = Console.run(
                        "estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "k=4", "--format", "json")
                .json();

        assertThat(table.code()).isZero();
        assertThat(table.out()).contains("I(X;T)", "point estimate, noise none", "ksg1 {k=4", "at level 0.95");
        assertThat(json.get("value_nats").getAsDouble()).isCloseTo(-0.5 * Math.log(0.36), within(0.12));
        assertThat(json.get("value_bits").getAsDouble())
                .isCloseTo(json.get("value_nats").getAsDouble() / Math.log(2), within(1e-12));
        assertThat(json.getAsJsonObject("interval").get("level").getAsDouble()).isEqualTo(0.95);
        assertThat(json.getAsJsonObject("settings").get("k").getAsString()).isEqualTo("4");
    }

    @Test
    void aPermutationTestAndACurveComeWithIt() {
        JsonObject json = Console.run(
                        "estimate",
                        "--x",
                        x,
                        "--t",
                        t,
                        "--estimator",
                        "gaussian",
                        "--permutations",
                        39,
                        "--curve",
                        "--format",
                        "JSON")
                .json();

        assertThat(json.getAsJsonObject("permutation_test").get("p_value").getAsDouble())
                .isEqualTo(0.025);
        assertThat(json.getAsJsonArray("curve")).hasSize(4);
        assertThat(json.has("trend")).isTrue();
    }

    @Test
    void theNumberOfThreadsIsNoSettingThatCounts() {
        Console plain = Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--format", "json");
        Console tested = Console.run(
                "estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--permutations", 3, "--format", "json");

        assertThat(tested.json().get("value_nats")).isEqualTo(plain.json().get("value_nats"));
        assertThat(tested.json().get("settings")).isEqualTo(plain.json().get("settings"));
    }

    @Test
    void anEstimatorIsChosenAndExplained() {
        Console chosen = Console.run("estimate", "--x", x, "--t", y);
        Console recommended = Console.run("recommend", "--x", x, "--t", y, "--format", "json");

        assertThat(chosen.out()).contains("label-knn", "because");
        assertThat(recommended.json().get("estimator").getAsString()).isEqualTo("label-knn");
        assertThat(recommended.json().getAsJsonArray("reasons")).isNotEmpty();
        assertThat(recommended.json().getAsJsonArray("considered")).isNotEmpty();
    }

    /** The label is a function of x, so it holds no information that x lacks. */
    @Test
    void informationIsConditionalOnWhatIsGiven() {
        JsonObject json = Console.run("estimate", "--x", x, "--t", t, "--given", y, "--format", "json")
                .json();

        assertThat(json.get("estimator").getAsString()).isEqualTo("conditional-ksg1");
        assertThat(json.get("value_nats").getAsDouble()).isBetween(0.1, 0.45);
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--given", y, "--permutations", 9), "not of I(X;T|given)");
    }

    @Test
    void strictTurnsAWarningIntoAnExitCode() {
        assertThat(Console.run("estimate", "--x", x, "--t", x, "--estimator", "ksg1", "--strict")
                        .code())
                .isEqualTo(3);
        assertThat(Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--strict")
                        .code())
                .isZero();
    }

    @Test
    void estimatorsAreListedWithTheirClaims() {
        Console list = Console.run("list");

        assertThat(list.out().lines())
                .anyMatch(line -> line.startsWith("pairwise-upper")
                        && line.contains("upper bound")
                        && line.contains("sigma=0.1"));
        assertThat(Console.run("list", "--format", "json").json().getAsJsonArray("estimators"))
                .hasSizeGreaterThan(15);
    }

    @Test
    void everyMistakeIsOneSentence() throws IOException {
        assertMistake(Console.run(), "a command is missing");
        assertMistake(Console.run("estimte"), "did you mean estimate");
        assertMistake(Console.run("estimate", "--t", t), "--x");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--permutation", 4), "did you mean", "--permutations");
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--permutations", "many"), "many");
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--permutations", -4), "0 or more, got -4");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--permutations", 100_000_000),
                "at most 1000000, got 100000000");
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--level", 95), "between 0 and 1");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg"),
                "no estimator 'ksg'; did you mean ksg1?");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "kk=3"),
                "no setting of ksg1 'kk'; did you mean k?");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "k=x"),
                "'k' of ksg1 must be an int");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "k=0"),
                "k must be at least 1");
        assertMistake(
                Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1", "--set", "k"),
                "infoplane: Value for option '--set' (NAME=VALUE) should be in KEY=VALUE format but was k");
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--set", "k=3"), "--set needs --estimator");
        assertMistake(Console.run("estimate", "--x", folder.resolve("none.npy"), "--t", t), "there is no file");
        assertMistake(Console.run("estimate", "--x", folder, "--t", t), "is a folder");
        Path text = Files.writeString(folder.resolve("text.npy"), "hello, world");
        assertMistake(Console.run("estimate", "--x", text, "--t", t), "does not start as an npy file");
        Path wide = folder.resolve("wide.npy");
        Npy.write(wide, Samples.of(new float[10 * N], N));
        assertMistake(
                Console.run("estimate", "--x", x, "--t", wide), "t looks transposed: it has 10 rows of 600 values");
        assertThat(Console.run("estimate", "--x", wide, "--t", wide, "--format", "json")
                        .json()
                        .get("cautions")
                        .toString())
                .contains("both look transposed");
        assertThat(Console.run("estimate", "--x", wide, "--t", wide, "--estimator", "discrete")
                        .out())
                .contains("both look transposed");
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--format", "xml"), "xml");
        Path holes = folder.resolve("holes.npy");
        Npy.write(holes, Samples.of(new float[] {1, Float.NaN}));
        assertMistake(Console.run("recommend", "--x", holes, "--t", t), "--x '" + holes + "'", "NaN in row 1");
        Path far = Files.writeString(folder.resolve("far.csv"), "1000000000.25\n1000000000.5\n");
        assertMistake(
                Console.run("estimate", "--x", far, "--t", t),
                "far.csv': float32 cannot hold the values of column 0 apart",
                "(x - x.mean(0)) / x.std(0) in NumPy");
        Path commas = Files.writeString(folder.resolve("commas.csv"), "1,05\n2,5\n");
        assertMistake(Console.run("estimate", "--x", commas, "--t", t), "a number with a decimal comma");
    }

    @Test
    void anEstimatorThatNeedsAnEngineSaysSoWhereThereIsNone() {
        assertMistake(Console.run("estimate", "--x", x, "--t", t, "--estimator", "mine"), "mine needs a DJL engine");
    }

    @Test
    void helpNamesTheExitCodes() {
        Console help = Console.run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("estimate", "recommend", "plane", "list", "Exit codes:", "--strict was given");
        assertThat(Console.run("--version").out()).startsWith("infoplane ");
    }

    @Test
    void archivesAndTablesAreReadByPart() throws IOException {
        Path archive = folder.resolve("all.npz");
        Npy.writeAll(
                archive, Map.of("x", Npy.read(x).samples(), "t", Npy.read(t).samples()));
        StringBuilder csv = new StringBuilder("t,x\n");
        Samples ofX = Npy.read(x).samples();
        Samples ofT = Npy.read(t).samples();
        for (int i = 0; i < N; i++) {
            csv.append(ofT.get(i, 0)).append(',').append(ofX.get(i, 0)).append('\n');
        }
        Path table = Files.writeString(folder.resolve("all.csv"), csv);

        String of = Console.run("estimate", "--x", x, "--t", t, "--estimator", "ksg1")
                .out();
        assertThat(Console.run("estimate", "--x", archive + ":x", "--t", archive + ":t", "--estimator", "ksg1")
                        .out())
                .isEqualTo(of);
        assertThat(Console.run("estimate", "--x", table + ":x", "--t", table + ":t", "--estimator", "ksg1")
                        .out())
                .isEqualTo(of);
    }
}
