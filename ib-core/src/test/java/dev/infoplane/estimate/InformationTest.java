package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class InformationTest {
    @Test
    void oneBitIsLn2Nats() {
        assertThat(Information.ofBits(1).nats()).isCloseTo(0.6931471805599453, within(1e-15));
        assertThat(Information.ofNats(1).bits()).isCloseTo(1.4426950408889634, within(1e-15));
    }

    @Test
    void aUniformChoiceAmongEightIsThreeBits() {
        assertThat(Information.ofUniformChoice(8).bits()).isCloseTo(3, within(1e-15));
        assertThat(Information.ofUniformChoice(1)).isEqualTo(Information.ZERO);
    }

    @Test
    void bitsAreSharedAmongDimensions() {
        assertThat(Information.ofBits(3072).bitsPerDimension(1024)).isCloseTo(3, within(1e-12));
    }

    @Test
    void amountsAddSubtractScaleAndCompare() {
        Information three = Information.ofNats(3);
        Information two = Information.ofNats(2);

        assertThat(three.plus(two).nats()).isEqualTo(5);
        assertThat(two.minus(three).nats()).isEqualTo(-1);
        assertThat(three.times(-0.5).nats()).isEqualTo(-1.5);
        assertThat(two).isLessThan(three);
    }

    @Test
    void textNamesBothUnitsWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Information.ofBits(2)).hasToString("1.386 nats (2.000 bits)");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void infinityIsAnAmountAndNanIsNot() {
        Information infinite = Information.ofNats(Double.POSITIVE_INFINITY);

        assertThat(infinite.bits()).isInfinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Information.ofBits(Double.NaN))
                .withMessageContaining("got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> infinite.minus(infinite))
                .withMessageContaining("NaN");
    }

    @Test
    void aChoiceAmongNothingAndADimensionOfZeroAreRefusedWithTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Information.ofUniformChoice(0))
                .withMessageContaining("got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Information.ZERO.bitsPerDimension(-2))
                .withMessageContaining("got -2");
    }
}
