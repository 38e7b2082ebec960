package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.examples.truth.TrustRow.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTallyTest {
    private static final double ERROR = 0.005;
    private static final double NONE = Double.NaN;

    private final TrustTally tally = new TrustTally();

    @TempDir
    private Path folder;

    private static TrustRow row(String name, Role role, double value, double truth, double gained, String warnings) {
        return new TrustRow(
                "source",
                name,
                role,
                0.02,
                100,
                truth,
                value,
                ERROR,
                new TrustRow.Gain(0.1, 0, 0.5, gained, ERROR),
                new TrustRow.Gain(0, -0.25, 0.25, gained / 4, ERROR),
                name.startsWith("claimed"),
                warnings);
    }

    @Test
    void claimsWhereThereIsNothingAreFalse() {
        tally.add(List.of(
                row("claimed", Role.SAME, 20, 20, NONE, ""),
                row("b", Role.NOTHING, 0, 0, NONE, ""),
                row("c", Role.SEEN, 20, 20, NONE, ""),
                row("d", Role.BLANK, 0, 0, NONE, "")));

        assertThat(tally.lines()).contains("false claims 1 of 2");
        assertThat(tally.notes()).containsExactly("false claim: source: claimed");
    }

    @Test
    void aValueMustBeWithinTwoPercentOfTheEntropyAndFiveOfTheInformationOrWarn() {
        tally.add(List.of(
                row("within", Role.SEEN, 19.2, 20, 0, ""),
                row("beyond a twentieth", Role.SEEN, 18.8, 20, 0, ""),
                row("beyond a fiftieth", Role.SEEN, 77, 80, 0, ""),
                row("warned", Role.SEEN, 10, 20, 0, "doubtful"),
                row("warned for nothing", Role.SEEN, 20, 20, 0, "doubtful"),
                row("off by another seed", Role.OTHER_SEED, 10, 20, NONE, ""),
                row("not known", Role.LAYER, 10, NONE, 0, "")));

        assertThat(tally.lines())
                .contains(
                        "truths within bounds 3 of 6",
                        "truths out of bounds and warned of 1 of 6",
                        "values within bounds that warn all the same 1 of 2");
    }

    @Test
    void whatMoreTrainingBringsIsAMissWhereNothingWarnedOfIt() {
        tally.add(List.of(
                row("converged", Role.SEEN, 20, 20, 0.3, ""),
                row("missed", Role.SEEN, 20, 22, 2.2, ""),
                row("warned", Role.SEEN, 20, 22, 2.2, "doubtful")));

        assertThat(tally.lines())
                .contains(
                        "silent misses 1 of 3",
                        "points to which four times the steps bring what matters 2 of 3",
                        "what four times the steps bring within its interval 1 of 3",
                        "what they change in a difference within its interval 1 of 3");
    }

    @Test
    void theLastFourLinesAreThoseThatMustHold() {
        tally.add(List.of(
                row("seen", Role.SEEN, 20, 20, NONE, ""),
                row("mixed", Role.REENCODED, 20 - 0.246, 20, NONE, ""),
                row("claimed", Role.REDUCED, 19.6, 19.6, NONE, "")));

        assertThat(tally.lines()).first().isEqualTo("true changes of 2.0 % found 1 of 1");
        assertThat(tally.lines().subList(tally.lines().size() - 4, tally.lines().size()))
                .containsExactly(
                        "false claims 0 of 1",
                        "silent misses 0 of 0",
                        "truths within bounds 3 of 3",
                        "invariance worst 1.23 %");
    }

    @Test
    void aTableComesBackAsItWasWritten() throws IOException {
        Path file = folder.resolve("trust.csv");
        List<TrustRow> rows = Arrays.asList(
                row("a, with \"quotes\"", Role.SEEN, 20, 20, 0.25, "not converged; doubtful"),
                row("claimed", Role.LAYER, 19.6, NONE, NONE, ""));
        TrustTable.open(file).put("trial", rows);

        assertThat(TrustTable.open(file).find("trial")).isEqualTo(rows);
        assertThat(TrustTable.open(file).find("another")).isEmpty();
        Files.writeString(file, "no,such\n1,2\n");
        assertThatThrownBy(() -> TrustTable.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a table of this program");
    }
}
