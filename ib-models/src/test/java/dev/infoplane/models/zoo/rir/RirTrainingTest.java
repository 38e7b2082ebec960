package dev.infoplane.models.zoo.rir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;
import dev.infoplane.models.zoo.rir.RirSpec.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RirTrainingTest {
    private static final RirSpec SMALL = new RirSpec(List.of(new Stage(8, 1)));
    private static final double RATE = 0.1;

    /** 501 images are two updates an epoch; the gradient is 1 in all of them. */
    @Test
    void theRateFallsAfterEpochs42And62AndTheMomentumIsNineTenths() {
        Optimizer optimizer = RirTraining.optimizer(Rir.classifier(SMALL, 3), RATE, RirTraining.BATCH + 1);
        double velocity = 0;
        double expected = 0;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.zeros(new Shape(1));
            for (int update = 1; update <= 2 * RirTraining.EPOCHS; update++) {
                double rate = update <= 84 ? RATE : update <= 124 ? RATE / 10 : RATE / 100;
                velocity = 0.9 * velocity + rate;
                expected -= velocity;
                optimizer.update("no parameter of the network", weight, manager.ones(new Shape(1)));
                assertThat(weight.getFloat()).as("update %d", update).isCloseTo((float) expected, within(1e-3f));
            }
        }
    }

    @Test
    void kernelsDecayByTheirShareAndThoseOfResNetInitTowardsTheIdentity() {
        Block twoStreams = Rir.classifier(SMALL, 3);
        assertThat(movedFromOne(twoStreams, RirTraining.optimizer(twoStreams, RATE, 500), "residualPass"))
                .isCloseTo((float) (-RATE * 1e-4), within(1e-7f));
        Block plain = Rir.plainWithResNetInit(SMALL, 3);
        assertThat(movedFromOne(plain, RirTraining.optimizerWithResNetInit(plain, RATE, 500), "stage1"))
                .as("the middle of the first kernel is 1 in the identity")
                .isZero();
    }

    /** How far the middle of the first kernel of some name moves from one in an update without a gradient. */
    private static float movedFromOne(Block network, Optimizer optimizer, String name) {
        try (NDManager manager = NDManager.newBaseManager()) {
            var kernel = network.getParameters().stream()
                    .filter(p -> p.getKey().contains(name) && p.getKey().endsWith("weight"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            Shape shape = new Shape(16, 16, 3, 3);
            NDArray weight = manager.ones(shape);
            optimizer.update(kernel.getId(), weight, manager.zeros(shape));
            return weight.getFloat(0, 0, 1, 1) - 1;
        }
    }

    @Test
    void trainingWithoutImagesIsRefused() {
        assertThatThrownBy(() -> RirTraining.optimizer(Rir.classifier(SMALL, 3), RATE, 0))
                .hasMessageContaining("at least 1 image to train with, got 0");
    }

    /** He et al. 2015: variance 2 / (inputs of a kernel). */
    @Test
    void kernelsStartAsHePublished() {
        Block network = Rir.classifier(new RirSpec(List.of(new Stage(64, 1))), 10);
        try (NDManager manager = NDManager.newBaseManager()) {
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
            NDArray kernel = network.getParameters().stream()
                    .filter(p -> p.getKey().contains("residualPass"))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .getArray();
            assertThat(kernel.getShape()).isEqualTo(new Shape(64, 64, 3, 3));
            assertThat(kernel.mean().getFloat()).isCloseTo(0, within(1e-3f));
            assertThat(kernel.square().mean().getFloat()).isCloseTo(2f / (64 * 9), within(1e-4f));
        }
    }
}
