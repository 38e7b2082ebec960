package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
    @Test
    void startsEachParameterAsItsInitializerSays() {
        ParameterLayout layout = new ParameterLayout();
        layout.add("small", Initializer.SMALL_NORMAL, 10, 1000);
        layout.add("he", Initializer.HE_NORMAL, 100, 8, 3, 3);
        layout.add("one", Initializer.ONE, 2);
        layout.add("zero", Initializer.ZERO, 3);
        float[] values = layout.initial(new SplittableRandom(1));
        assertThat(deviation(values, 0, 10_000)).isCloseTo(0.05, within(0.002));
        assertThat(deviation(values, 10_000, 17_200)).isCloseTo(Math.sqrt(2.0 / 72), within(0.005));
        assertThat(Arrays.copyOfRange(values, 17_200, values.length)).containsExactly(1, 1, 0, 0, 0);
    }

    @Test
    void aChildStartsWithTheValuesOfItsParent() {
        ParameterLayout parent = new ParameterLayout();
        parent.add("a", Initializer.SMALL_NORMAL, 3);
        ParameterLayout child = ParameterLayout.startingWith(parent);
        child.add("b", Initializer.ONE, 2);
        assertThat(child.initial(new float[] {7, 8, 9}, new SplittableRandom(1)))
                .containsExactly(7, 8, 9, 1, 1);
        assertThat(parent.size()).isEqualTo(3);
        assertThatThrownBy(() -> child.initial(new float[] {7, 8}, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a prefix of 2 values must end where a parameter ends");
    }

    @Test
    void sayingWhichNamesExist() {
        ParameterLayout layout = new ParameterLayout();
        layout.add("a", Initializer.ZERO, 3);
        layout.add("b", Initializer.ZERO, 3);
        assertThatThrownBy(() -> layout.slot("c")).hasMessage("no parameter named 'c'; available: [a, b]");
        assertThatThrownBy(() -> layout.add("a", Initializer.ONE, 1))
                .hasMessage("there is a parameter named 'a' already");
        try (NDManager manager = NDManager.newBaseManager()) {
            Weights weights = new Weights(layout, manager.zeros(new Shape(6)));
            assertThatThrownBy(() -> weights.get("c")).hasMessageContaining("no parameter named 'c'");
            assertThatThrownBy(() -> weights.initialise("a", 1, 2, 3)).hasMessageContaining("does not initialise");
        }
    }

    private static double deviation(float[] values, int from, int to) {
        double square = 0;
        for (int i = from; i < to; i++) {
            square += values[i] * values[i];
        }
        return Math.sqrt(square / (to - from));
    }
}
