package dev.infoplane.examples.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeudalGainTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.3})
    void theRewardForGainShortensTheWayToNinetyPercent(double error) {
        FeudalGain.Result without = FeudalGain.run(error, 0, 10, 4000);
        FeudalGain.Result with = FeudalGain.run(error, FeudalGain.GAIN_REWARD, 10, 4000);

        assertThat(with.mean()).isLessThan(without.mean());
        assertThat(with.never()).isLessThanOrEqualTo(without.never());
    }

    @Test
    void theSpreadOverSeedsIsSmallerToo() {
        FeudalGain.Result without = FeudalGain.run(0.15, 0, 10, 4000);
        FeudalGain.Result with = FeudalGain.run(0.15, FeudalGain.GAIN_REWARD, 10, 4000);

        assertThat(with.deviation()).isLessThan(without.deviation());
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
