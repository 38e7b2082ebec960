package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is closed while a pass is under way is closed for good. */
class ClosedInMidPassTest {
    @Test
    void anInterventionClosedInMidPassNeverActsAgain() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            AtomicReference<Attachment> open = new AtomicReference<>();
            SequentialBlock net = new SequentialBlock()
                    .add(new LambdaBlock(x -> x, "first"))
                    .add(new LambdaBlock(
                            x -> {
                                closeElsewhere(open.getAndSet(null));
                                return x;
                            },
                            "second"))
                    .add(new LambdaBlock(x -> x, "third"));
            SequentialBlock other = new SequentialBlock().add(new LambdaBlock(x -> x, "only"));
            open.set(Probes.intervene(net, Intervention.replace("**.out", v -> v.add(10))));
            assertThat(value(net, manager)).as("the pass in which it is closed").isEqualTo(11);
            assertThat(value(net, manager)).isEqualTo(1);
            try (Capture capture = Probes.capture(net, "first.out")) {
                assertThat(value(net, manager)).isEqualTo(1);
                assertThat(capture.samples("first.out").get(0, 0)).isEqualTo(1);
                assertThat(value(other, manager)).isEqualTo(1);
            }
        }
    }

    @Test
    void aCaptureClosedInMidPassRecordsNoMore() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AtomicReference<Capture> open = new AtomicReference<>();
            SequentialBlock net = new SequentialBlock()
                    .add(new LambdaBlock(x -> x, "first"))
                    .add(new LambdaBlock(
                            x -> {
                                if (open.get() != null) {
                                    open.getAndSet(null).close();
                                }
                                return x;
                            },
                            "second"));
            Capture closed = Probes.capture(net, "first.out", "out");
            open.set(closed);
            value(net, manager);
            try (Capture next = Probes.capture(net, "out")) {
                value(net, manager);
                assertThat(next.samples("out").rows()).isEqualTo(1);
            }
            assertThat(closed.samples("first.out").rows()).isEqualTo(1);
        }
    }

    @Test
    void noiseOnWholeNumbersIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock net = new SequentialBlock()
                    .add(new LambdaBlock(x -> new NDList(x.head().toType(DataType.INT64, true)), "whole"));
            try (Attachment change = Probes.intervene(net, Intervention.gaussianNoise("whole.out", 0.3))) {
                assertThat(change).isNotNull();
                assertThatThrownBy(() -> value(net, manager))
                        .hasMessageContaining("'whole.out' need floating-point values, found int64");
            }
        }
    }

    private static void closeElsewhere(Attachment attachment) {
        if (attachment != null) {
            Thread thread = new Thread(attachment::close);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static float value(SequentialBlock net, NDManager manager) {
        return net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(1, 1))), false)
                .head()
                .toType(DataType.FLOAT32, true)
                .getFloat();
    }
}
