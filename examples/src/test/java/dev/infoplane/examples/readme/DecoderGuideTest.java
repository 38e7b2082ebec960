package dev.infoplane.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the snippets of docs/guide/decoders.md, at toy size. */
class DecoderGuideTest {
    private static final Path PAGE = Path.of("../docs/guide/decoders.md");
    private static final int ROWS = 240;

    private final Samples x = images();

    private static Samples images() {
        Random random = new Random(1);
        float[] values = new float[ROWS * 9];
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextInt(256) / 255f;
        }
        return Samples.of(values, 1, 3, 3);
    }

    private Samples halfOf() {
        float[] values = x.toArray();
        for (int k = 0; k < values.length; k++) {
            values[k] = k % 2 * values[k];
        }
        return Samples.of(values, 1, 3, 3);
    }

    @Test
    void aPlane() {
        Map<PointKey, Samples> activations =
                Map.of(new PointKey("run", 0, "all"), x, new PointKey("run", 0, "half"), halfOf());

        Map<PointKey, Samples> stored = activations;
        PooledContextMlp decoder = PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES);
        decoder = decoder.steps(8).marginalSteps(8);
        InformationPlane plane = PooledBound.againstMarginal(decoder).plane(x, stored.keySet(), stored::get, 1);

        assertThat(plane.points()).hasSize(2);
        assertThat(bits(plane, "all")).isGreaterThan(bits(plane, "half"));
    }

    @Test
    void aPlaneOfNetworks() {
        Map<PointKey, Samples> stored =
                Map.of(new PointKey("run", 0, "all"), x, new PointKey("run", 0, "half"), halfOf());

        ContextCnn networks =
                ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.UNIT_BYTES).steps(1400);
        networks = networks.poolSteps(8).steps(8).marginalSteps(8);
        InformationPlane refined = PooledBound.againstMarginal(networks).plane(x, stored.keySet(), stored::get, 1);

        assertThat(refined.points()).hasSize(2);
        assertThat(bits(refined, "all")).isGreaterThan(bits(refined, "half"));
    }

    private static double bits(InformationPlane plane, String layer) {
        return plane.find(new PointKey("run", 0, layer))
                .orElseThrow()
                .inputInformation()
                .orElseThrow()
                .value()
                .bits();
    }

    @Test
    void aNetworkOfItsOwn() {
        Samples t = halfOf();
        ContextCnn network = ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.UNIT_BYTES);
        network = network.steps(8).marginalSteps(8);
        Estimate read = DecoderBound.againstMarginal(network.alone()).estimate(x, t, 1);

        assertThat(read.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(read.warnings()).isNotEmpty(); // eight steps
    }

    @Test
    void aSinglePoint() {
        Samples t = halfOf();
        DensityFamily decoder = PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.UNIT_BYTES)
                .steps(8)
                .alone();
        Estimate information = DecoderBound.againstMarginal(decoder).estimate(x, t, 1);

        assertThat(information.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(information.value().bits()).isPositive();
    }

    /** But for the budget, which is that of a toy here. */
    @Test
    void everySnippetStandsInThisFile() throws IOException {
        String here = compact(
                        Files.readString(Path.of("src/test/java/dev/infoplane/examples/readme/DecoderGuideTest.java")))
                .replace(".steps(8)", "");
        Matcher snippets = Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(PAGE));
        int found = 0;
        while (snippets.find()) {
            found++;
            assertThat(Arrays.stream(snippets.group(1).split("\n")).map(DecoderGuideTest::compact))
                    .allSatisfy(line -> assertThat(here).contains(line));
        }
        assertThat(found).isEqualTo(4);
    }

    private static String compact(String code) {
        return code.replaceAll("\\s", "");
    }
}
