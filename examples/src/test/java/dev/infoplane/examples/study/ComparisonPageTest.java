package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.examples.study.ComparisonTable.Key;
import dev.infoplane.examples.study.ComparisonTable.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
    @Test
    void extrapolatesThroughEveryThreeBudgetsOfOneRatioAndChecksLargerOnes() {
        String page = ComparisonPage.of(IntStream.of(60, 120, 150, 240, 600, 2400)
                .mapToObj(steps -> line(steps, 1, 0))
                .toList());
        assertThat(page)
                .contains("from 60, 120 and 240 steps", "from 150, 600 and 2400 steps")
                .doesNotContain("from 60, 120 and 150", "from 120, 150");
        // a power law is met at 600 and 2,400 steps
        assertThat(page)
                .contains("expected after 600 | measured | expected after 2400 | measured |\n")
                .contains("| 564.5 | 540.8 | 540.8 | 520.4 | 520.4 |\n")
                .contains(
                        "After 600 steps, measured minus expected: +0.0 bits in the mean, 0.0 in the root mean square,"
                                + " over 1 points.");
    }

    @Test
    void whatTheExtrapolationMissesIsSaid() {
        List<Line> lines = IntStream.of(60, 120, 240, 2400)
                .mapToObj(steps -> line(steps, 1, steps == 2400 ? -12 : 0))
                .toList();
        assertThat(ComparisonPage.of(lines))
                .contains(
                        "After 2400 steps, measured minus expected: -12.0 bits in the mean, 12.0 in the root mean square");
    }

    @Test
    void seedsGiveTheExtrapolationAnInterval() {
        List<Line> lines = IntStream.of(60, 120, 240)
                .boxed()
                .flatMap(steps -> IntStream.of(-1, 1).mapToObj(seed -> line(steps, seed, 3 * seed)))
                .toList();
        assertThat(ComparisonPage.of(lines))
                .contains("pooled over points with several: 4.2 bits", ", 2 seeds |")
                .containsPattern("564\\.5 \\| 520\\.4 \\(\\d+\\.\\d to \\d+\\.\\d\\)");
    }

    @Test
    void aSeedThatIsWorseEverywhereDoesNotMoveDecodableInformation() {
        List<Line> lines = new ArrayList<>();
        for (int seed : new int[] {1, 2}) {
            lines.add(line(600, seed, 10 * seed));
            lines.add(new Line(lines.get(lines.size() - 1).key().at("none", 0), 700 + 10 * seed, 3, 1, 10));
        }
        assertThat(ComparisonPage.of(lines))
                .contains(
                        "with several: 7.1 bits; of decodable information, against the same seed's decoder without activations,"
                                + " 0.0.");
    }

    private static Line line(int steps, long seed, double off) {
        Key key = new Key("classifier", "SHARED_PARENT", 1000, steps, seed, "stage1.out", 30);
        return new Line(key, 500 + 1000 / Math.sqrt(steps) + off, 3, 1, 10);
    }
}
