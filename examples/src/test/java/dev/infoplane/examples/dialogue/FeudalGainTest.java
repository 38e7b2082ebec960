package dev.infoplane.examples.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeudalGainTest {
    private static final List<Integer> SEEDS =
            IntStream.rangeClosed(1, 10).boxed().toList();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.3})
    void theRewardForGainShortensTheWayToNinetyPercent(double error) {
        LearningSpeed without = LearningSpeed.measure(error, 0, SEEDS, 4000);
        LearningSpeed with = LearningSpeed.measure(error, FeudalGain.GAIN_REWARD, SEEDS, 4000);

        assertThat(with.mean()).isLessThan(without.mean());
        assertThat(with.never()).isLessThanOrEqualTo(without.never());
    }

    @Test
    void theSpreadOverSeedsIsSmallerToo() {
        LearningSpeed without = LearningSpeed.measure(0.15, 0, SEEDS, 4000);
        LearningSpeed with = LearningSpeed.measure(0.15, FeudalGain.GAIN_REWARD, SEEDS, 4000);

        assertThat(with.deviation()).isLessThan(without.deviation());
    }

    /** Mean 200, deviation 100; the 97.5 % quantile of Student's t with two degrees of freedom is 4.303. */
    @Test
    void intervalsAreStudents() {
        LearningSpeed speed = new LearningSpeed(
                0,
                0,
                300,
                List.of(
                        new LearningSpeed.Run(1, 100, true),
                        new LearningSpeed.Run(2, 200, true),
                        new LearningSpeed.Run(3, 300, false)));
        assertThat(speed.mean()).isEqualTo(200);
        assertThat(speed.deviation()).isCloseTo(100, within(1e-9));
        assertThat(speed.halfWidth()).isCloseTo(4.303 * 100 / Math.sqrt(3), within(0.1));
        assertThat(speed.never()).isEqualTo(1);
    }

    @Test
    void theProgramWritesALineForEachSeed(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("dialogue.csv");
        String[] arguments = {"--error=0", "--first-seed=7", "--seeds=2", "--dialogues=60", "--table=" + table};
        assertThat(FeudalGain.commandLine().execute(arguments)).isZero();
        assertThat(Files.readAllLines(table))
                .hasSize(2 + 4)
                .anyMatch(line -> line.startsWith("0.0,0.0,7,"))
                .anyMatch(line -> line.startsWith("0.0,0.2,8,"));
        assertThat(FeudalGain.commandLine().execute("--seeds=1", "--table=" + table))
                .isNotZero();
    }

    @Test
    void aFirstAnswerTellsMuchAndItsRepetitionNothing() {
        SlotDialogue clear = new SlotDialogue(0, new SplittableRandom(1));
        assertThat(clear.ask(2)).isCloseTo(0.758, within(1e-3));
        assertThat(clear.certainty(2)).isEqualTo(1);
        assertThat(clear.ask(2)).isZero();
        SlotDialogue noisy = new SlotDialogue(0.3, new SplittableRandom(1));
        assertThat(noisy.ask(0)).isGreaterThan(FeudalPolicy.THRESHOLD);
        assertThat(noisy.certainty(0)).isCloseTo(0.7, within(1e-9));
    }

    @Test
    void beliefsAreCalibrated() {
        double claimed = 0;
        double right = 0;
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3000; i++) {
            SlotDialogue dialogue = new SlotDialogue(0.3, random);
            double all = 1;
            for (int slot = 0; slot < SlotDialogue.SLOTS; slot++) {
                dialogue.ask(slot);
                dialogue.ask(slot);
                dialogue.ask(slot + SlotDialogue.SLOTS);
                all *= dialogue.certainty(slot);
            }
            claimed += all;
            right += dialogue.isRight() ? 1 : 0;
        }
        assertThat(right / 3000).isCloseTo(claimed / 3000, within(0.03));
    }

    @Test
    void impossibleErrorRatesAreRefused() {
        assertThatThrownBy(() -> new SlotDialogue(-0.1, new SplittableRandom(1)))
                .hasMessageContaining("got -0.1");
        assertThatThrownBy(() -> new SlotDialogue(Double.NaN, new SplittableRandom(1)))
                .hasMessageContaining("got NaN");
    }
}
