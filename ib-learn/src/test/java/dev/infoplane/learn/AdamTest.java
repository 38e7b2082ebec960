package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void theAverageOfTheWeightsIsTheOneComputedByHand() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Adam adam = new Adam(manager, new float[] {1}, AdamMoments.NONE, 0.5, 100);
            double average = 1;
            for (int step = 1; step <= 20; step++) {
                adam.step(manager.create(new float[] {1}), 0.1);
                double keep = Math.min(0.5, (1.0 + step) / (10 + step));
                average = keep * average + (1 - keep) * adam.state().values()[0];
            }
            assertThat(adam.state().values()[0]).isCloseTo(-1, within(1e-3f));
            assertThat(adam.average().toFloatArray()[0])
                    .isCloseTo((float) average, within(1e-5f))
                    .isGreaterThan(-0.95f);
        }
    }

    @Test
    void theGradientIsClippedByItsNorm() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Adam clipped = new Adam(manager, new float[3], AdamMoments.NONE, 0.9, 5);
            clipped.step(manager.create(new float[] {-30, 40, 0}), 0.1);
            assertThat(clipped.moments().mean()).containsExactly(new float[] {-0.3f, 0.4f, 0}, within(1e-6f));
            Adam free = new Adam(manager, new float[3], AdamMoments.NONE, 0.9, 50);
            free.step(manager.create(new float[] {-30, 40, 0}), 0.1);
            assertThat(free.moments().mean()).containsExactly(new float[] {-3, 4, 0}, within(1e-5f));
            assertThat(free.step(manager.create(new float[] {1, Float.NaN, 0}), 0.1))
                    .isFalse();
        }
    }
}
