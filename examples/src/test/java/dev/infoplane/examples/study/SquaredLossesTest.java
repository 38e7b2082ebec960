package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import dev.infoplane.models.zoo.training.SquaredError;
import dev.infoplane.study.network.Regimes;
import org.junit.jupiter.api.Test;

/** The loss of autoencoders in studies and that of the zoo, which live in modules that do not know each other. */
class SquaredLossesTest {
    private static final Loss OF_STUDIES = Regimes.AUTOENCODER.loss();

    @Test
    void theLossOfStudiesIsTwiceThatOfTheZoo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList wanted =
                    new NDList(manager.create(new float[] {0, 1, 0.5f, 0, 1, 1, 0, 0.25f}, new Shape(2, 1, 2, 2)));
            NDList predicted = new NDList(manager.create(new float[] {0, 0, 1, 1, 0.5f, 1, 0, 0}, new Shape(2, 4)));
            float mean = OF_STUDIES.evaluate(wanted, predicted).getFloat();

            assertThat(mean).isCloseTo(2.5625f / 8, within(1e-6f));
            assertThat(2 * new SquaredError().evaluate(wanted, predicted).getFloat())
                    .isCloseTo(mean, within(1e-6f));
        }
    }

    /** Arrays of other sizes might be repeated to fit, and the loss would be one of something else. */
    @Test
    void anAnswerOfAnotherSizeIsRefusedByBoth() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList wanted = new NDList(manager.ones(new Shape(2, 1, 2, 2)));
            NDList predicted = new NDList(manager.ones(new Shape(2, 1, 1, 1)));

            assertThatIllegalArgumentException().isThrownBy(() -> OF_STUDIES.evaluate(wanted, predicted));
            assertThatIllegalArgumentException().isThrownBy(() -> new SquaredError().evaluate(wanted, predicted));
        }
    }
}
