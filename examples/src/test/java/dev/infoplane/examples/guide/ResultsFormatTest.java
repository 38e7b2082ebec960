package dev.infoplane.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares docs/guide/results-format.md with what is written. */
class ResultsFormatTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "results-format.md");
    private static final Pattern NAME = Pattern.compile("`([\\w]+)`");

    @TempDir
    private Path folder;

    @BeforeEach
    void aPlaneThatHoldsEverything() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int seed = 1; seed < 3; seed++) {
                store.put(point("classifier-seed" + seed, epoch, 2 * epoch + seed));
            }
        }
        ClaimsOfAPlane.write(folder);
    }

    @Test
    void everyColumnOfThePlaneIsDocumentedInItsOrder() throws IOException {
        assertThat(documented("## plane.csv", true)).isEqualTo(header("plane.csv"));
    }

    @Test
    void everyColumnOfTheClaimsIsDocumentedInItsOrder() throws IOException {
        assertThat(documented("## claims.csv", true)).isEqualTo(header("claims.csv"));
        assertThat(Files.readAllLines(folder.resolve("claims.csv")))
                .hasSize(5)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("fitting,I(X;T),classifier,stage1.out,0,1,holds,")
                        .contains(",2,holds (2 networks),"));
        assertThat(Files.readString(folder.resolve("claims.html"))).contains("holds (2 networks)");
    }

    @Test
    void everyKeyOfAPointIsDocumented() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("points"))) {
            for (Path file : files.toList()) {
                collect(JsonParser.parseString(Files.readString(file)), written);
            }
        }

        assertThat(written).contains("pointwiseNats", "annealed", "provenance");
        assertThat(documented("## points/*.json", false)).containsAll(written);
        assertThat(documented("## points/*.json", false))
                .containsAll(Arrays.stream(BoundKind.values()).map(Enum::name).toList());
    }

    /** Names of keys, without what is inside settings and provenance, which differs from one estimator to the next. */
    private static void collect(JsonElement json, Set<String> names) {
        if (json instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                names.add(entry.getKey());
                if (entry.getKey().equals("provenance")) {
                    names.addAll(entry.getValue().getAsJsonObject().keySet());
                } else if (!entry.getKey().equals("settings")) {
                    collect(entry.getValue(), names);
                }
            }
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(e -> collect(e, names));
        }
    }

    private List<String> header(String file) throws IOException {
        return List.of(Files.readAllLines(folder.resolve(file)).get(0).split(","));
    }

    /** The names in backticks in the table of a section, those of the first column or all. */
    private static List<String> documented(String heading, boolean firstColumn) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(heading) + heading.length());
        section = section.substring(0, section.indexOf("\n## "));
        List<String> names = new ArrayList<>();
        section.lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> NAME.matcher(firstColumn ? line.substring(0, line.indexOf('|', 1)) : line)
                        .results()
                        .forEach(found -> names.add(found.group(1))));
        return names;
    }

    private static PlanePoint point(String run, int epoch, long seed) {
        Identity values = Identity.of("values", 1).with("values", run + epoch);
        return new PlanePoint(
                new PointKey(run, epoch, "stage1.out"),
                Optional.of(estimate(50 + 10 * epoch, seed)),
                Optional.of(estimate(2, seed)),
                Optional.of(new Provenance(
                        values,
                        Identity.of("activations", 1),
                        Optional.of(Identity.of("input", 1)),
                        Optional.of(Identity.of("label", 1)),
                        Optional.of(Identity.of("study", 1)))));
    }

    private static Estimate estimate(double mean, long seed) {
        Random random = new Random(seed);
        double[] nats = new double[100];
        Arrays.setAll(nats, i -> mean + 3 * Math.sin(i) + 0.1 * random.nextGaussian());
        Information one = Information.ofNats(0.001);
        return Estimate.ofPointwise(nats, BoundKind.DECODABLE, "made-up")
                .inputDimensions(196)
                .settings(Map.of("revision", "1"))
                .learningCurve(new LearningCurve(
                        List.of(new LearningCurve.Point(0, 9), new LearningCurve.Point(40, 8)),
                        List.of(new LearningCurve.Annealed(40, 8, 0.1))))
                .convergenceGap(new ConvergenceGap(one, one, one))
                .generalizationGap(one)
                .decoderSpread(one)
                .build();
    }
}
