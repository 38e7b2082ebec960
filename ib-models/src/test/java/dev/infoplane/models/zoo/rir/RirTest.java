package dev.infoplane.models.zoo.rir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.infoplane.models.zoo.ZooBlocks;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.rir.RirSpec.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RirTest {
    private static final RirSpec SMALL = new RirSpec(List.of(new Stage(16, 1), new Stage(32, 2)));

    @Test
    void theWideNetworkHasThePublishedNumberOfParameters() {
        assertThat(ZooBlocks.parameters(Rir.classifier(RirSpec.WIDE, 10), new Shape(1, 3, 32, 32)))
                .isEqualTo(9_492_980);
    }

    @Test
    void bothStreamsOfEveryUnitAreHookPoints() throws Exception {
        Shape images = new Shape(2, 3, 9, 8);
        assertThat(ZooBlocks.points(Rir.classifier(SMALL, 5), images))
                .containsSubsequence(
                        "stem.residual.out",
                        "stem.transient.out",
                        "stage1.unit1.residual.out",
                        "stage1.unit1.transient.out",
                        "stage2.unit1.shortcut.out",
                        "stage2.unit1.residual.out",
                        "stage2.unit1.transient.out",
                        "stage2.unit2.residual.out",
                        "stage2.unit2.transient.out",
                        "join.out",
                        "logits.out",
                        "out");
        float[][] outputs = ZooBlocks.savedAndLoaded(() -> Rir.classifier(SMALL, 5), images);
        assertThat(outputs[0]).hasSize(2 * 5).isEqualTo(outputs[1]);
        outputs = ZooBlocks.savedAndLoaded(() -> Rir.plainWithResNetInit(SMALL, 5), images);
        assertThat(outputs[0]).hasSize(2 * 5).isEqualTo(outputs[1]);
    }

    /** Section 2.2 of the paper: a unit is a convolution of both streams whose kernel is a block matrix plus a partial identity. */
    @Test
    void aUnitIsOneConvolutionWithAPartialIdentityAdded() {
        int channels = 16;
        Shape map = new Shape(2, channels, 5, 6);
        try (NDManager manager = NDManager.newBaseManager()) {
            RirUnit unit = new RirUnit(channels, channels, 1);
            unit.initialize(manager, DataType.FLOAT32, map, map);
            NDArray r = manager.randomNormal(map);
            NDArray t = manager.randomNormal(map);
            NDList streams = unit.forward(new ParameterStore(manager, false), new NDList(r, t), false);

            NDArray toResidual = rows(weight(unit, "residualPass"), weight(unit, "transientToResidual"));
            NDArray toTransient = rows(weight(unit, "residualToTransient"), weight(unit, "transientPass"));
            NDArray kernel = NDArrays.concat(new NDList(toResidual, toTransient), 0);
            Block plain = Layers.convolution(2 * channels, 3, 1);
            plain.initialize(manager, DataType.FLOAT32, new Shape(2, 2 * channels, 5, 6));
            kernel.add(PartialIdentity.identity(manager, kernel.getShape()))
                    .copyTo(plain.getDirectParameters().get("weight").getArray());
            Block activation = RirUnit.activation();
            activation.initialize(manager, DataType.FLOAT32, new Shape(2, 2 * channels, 5, 6));
            NDArray both = ZooBlocks.forward(
                    manager, activation, ZooBlocks.forward(manager, plain, NDArrays.concat(new NDList(r, t), 1)));

            float[] expected = NDArrays.concat(streams, 1).toFloatArray();
            assertThat(both.toFloatArray()).hasSameSizeAs(expected);
            assertThat(both.sub(NDArrays.concat(streams, 1)).abs().max().getFloat())
                    .isCloseTo(0, within(1e-4f));
        }
    }

    private static NDArray rows(NDArray fromResidual, NDArray fromTransient) {
        return NDArrays.concat(new NDList(fromResidual, fromTransient), 1);
    }

    private static NDArray weight(Block unit, String child) {
        return unit.getChildren().stream()
                .filter(c -> c.getKey().endsWith(child))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getDirectParameters()
                .get("weight")
                .getArray();
    }

    @Test
    void aPartialIdentityPassesTheFirstHalfOfTheChannels() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray kernel = PartialIdentity.identity(manager, new Shape(4, 4, 3, 3));
            assertThat(kernel.sum().getFloat()).isEqualTo(2);
            assertThat(kernel.getFloat(0, 0, 1, 1)).isEqualTo(1);
            assertThat(kernel.getFloat(1, 1, 1, 1)).isEqualTo(1);
            assertThat(kernel.getFloat(2, 2, 1, 1)).isEqualTo(0);
            NDArray started = new PartialIdentity().initialize(manager, new Shape(64, 64, 3, 3), DataType.FLOAT32);
            NDArray random = started.sub(PartialIdentity.identity(manager, started.getShape()));
            assertThat(random.square().mean().getFloat()).isCloseTo(2f / (64 * 9), within(2e-4f));
            assertThatThrownBy(() -> PartialIdentity.identity(manager, new Shape(4, 4)))
                    .hasMessageContaining("kernel [out, in, h, w] with odd h and w, got (4, 4)");
        }
    }

    @Test
    void theStreamOfResNetInitHasOneBiasFreeKernelAUnit() {
        Block plain = Rir.plainWithResNetInit(SMALL, 5);
        ZooBlocks.parameters(plain, new Shape(1, 3, 8, 8));
        assertThat(plain.getParameters().values().stream()
                        .filter(p -> p.getType() == Parameter.Type.WEIGHT)
                        .count())
                .isEqualTo(1 + 3 + 1);
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> new RirSpec(List.of())).hasMessageContaining("at least one stage");
        assertThatThrownBy(() -> new Stage(0, 2)).hasMessageContaining("0, 2");
        assertThatThrownBy(() -> Rir.classifier(SMALL, 1)).hasMessageContaining("got 1");
    }
}
