package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBufferTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 6, 9})
    void rowsStayInOrderHoweverManyWereExpected(int expected) {
        RowBuffer buffer = new RowBuffer(expected);
        buffer.add(manager.arange(0f, 4f, 1f).reshape(2, 2));
        Samples early = buffer.toSamples();
        buffer.add(manager.arange(4f, 6f, 1f).reshape(1, 2));
        buffer.add(manager.arange(6f, 12f, 1f).reshape(3, 2));
        assertThat(buffer.rows()).isEqualTo(6);
        assertThat(buffer.toSamples().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(early.toArray()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void otherTypesAreReadAsFloatsAndRowsOfAnotherShapeRefused() {
        RowBuffer buffer = new RowBuffer();
        buffer.add(manager.create(new long[] {3, 4}, new Shape(2)));
        assertThat(buffer.type()).isEqualTo(DataType.INT64);
        assertThat(buffer.toSamples().toArray()).containsExactly(3, 4);
        assertThatThrownBy(() -> buffer.add(manager.ones(new Shape(2, 3))))
                .hasMessage("every row must have the shape of the first, (), but a later one has (3)");
        buffer.clear();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void wideNumbersThatFloatDoesNotHoldAreRefusedByName() {
        RowBuffer ids = RowBuffer.captured("in", 0);
        assertThatThrownBy(() -> ids.add(manager.create(new long[] {20_000_000, 20_000_001}, new Shape(2))))
                .hasMessageContaining("'in'")
                .hasMessageContaining("the integer 20000001");
        RowBuffer stamps = RowBuffer.captured("in", 0);
        assertThatThrownBy(() ->
                        stamps.add(manager.create(new double[] {1.7e12, 1.7e12 + 1, 1.7e12 + 2}, new Shape(3))))
                .hasMessageContaining("'in'")
                .hasMessageContaining("column 0 apart");
        RowBuffer plain = new RowBuffer();
        plain.add(manager.create(new double[] {1.5, 2.5}, new Shape(2)));
        plain.add(manager.create(new double[0], new Shape(0)));
        assertThat(plain.toSamples().toArray()).containsExactly(1.5f, 2.5f);
    }
}
