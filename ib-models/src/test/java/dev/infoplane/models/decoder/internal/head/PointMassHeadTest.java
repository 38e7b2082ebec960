package dev.infoplane.models.decoder.internal.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class PointMassHeadTest {
    private static final LevelScale BYTES = new LevelScale(256, 0, 255);

    /** The share of the point mass is σ(z): at z = 0, raising z takes half of the rest's mass, whatever the rest is. */
    @Test
    void aLogitThatStartsAtZeroLearns() {
        Head head = new PointMassHead(new LogisticMixture(1, 2, BYTES, BinMass.EXACT), -1 + 1f / 255);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray parameters = manager.zeros(new Shape(1, 1, 1, head.parameters()));
            parameters.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(head.logProbability(manager.full(new Shape(1, 1, 1, 1), 0.5f), parameters)
                        .sum());
            }
            assertThat(parameters.getGradient().toFloatArray()[0]).isCloseTo(-0.5f, within(1e-6f));
        }
    }
}
