package dev.infoplane.models.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.Samples;
import org.junit.jupiter.api.Test;

class ClassLabelsTest {
    @Test
    void becomeVectorsOfZerosAndAOne() {
        Samples labels = Samples.ofLabels(2, 0, 1);

        assertThatCode(() -> ClassLabels.require(labels, 3)).doesNotThrowAnyException();
        assertThat(ClassLabels.oneHot(labels, new int[] {0, 2}, 3)).containsExactly(0, 0, 1, 0, 1, 0);
    }

    @Test
    void refusesWhatIsNoLabel() {
        assertThatThrownBy(() -> ClassLabels.require(Samples.ofLabels(0, 3), 3))
                .hasMessage("class labels must be whole numbers from 0 to 2, got 3.0 in row 1");
        assertThatThrownBy(() -> ClassLabels.require(Samples.of(new float[] {0.25f}, 1), 3))
                .hasMessage(
                        "class labels must be whole numbers from 0 to 2, got 0.25 in row 0; no noise can be added to labels");
        assertThatThrownBy(() -> ClassLabels.require(Samples.of(new float[] {0, 1}, 2), 3))
                .hasMessage("class labels must be one number a row, got 2");
    }
}
