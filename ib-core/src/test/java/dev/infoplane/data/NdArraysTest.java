package dev.infoplane.data;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import org.junit.jupiter.api.Test;

class NdArraysTest {
    @Test
    void arraysBecomeRowsAndRowsArrays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Samples images = NdArrays.samples(manager.arange(12f).reshape(3, 2, 2));

            assertThat(images.rowShape()).containsExactly(2, 2);
            assertThat(images.toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            assertThat(NdArrays.array(manager, images).getShape()).isEqualTo(new Shape(3, 2, 2));
            assertThat(NdArrays.array(manager, images).toFloatArray()).isEqualTo(images.toArray());
            assertThat(NdArrays.samples(manager.create(new long[] {5, 7})).toArray())
                    .containsExactly(5, 7);
            assertThat(NdArrays.samples(manager.arange(4f).toType(DataType.UINT8, true))
                            .toArray())
                    .containsExactly(0, 1, 2, 3);
        }
    }
}
