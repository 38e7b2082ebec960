package dev.infoplane.study.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.storage.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTaskTest {
    private final StudyTask network =
            StudyTask.of(Identity.of("train network", 1).with("seed", 1));
    private final StudyTask layer = StudyTask.of(Identity.of("activations", 1).with("hookPoint", "stage1"))
            .input("network", network);

    /** Results on disk are found by these. */
    @Test
    void idsStayWhatTheyAre() {
        assertThat(network.id().digest()).isEqualTo("14a588c53b3c4322a425542cde092d9ac3716fe572ea1dd5cc43921e54b1f6ed");
        assertThat(layer.id().digest()).isEqualTo("c7a24af7b60aa974f90dd7d5691a950528bff26c21b41a13adaf7d2fac19106a");
    }

    @Test
    void theIdHangsOnKindVersionParametersAndInputs() {
        assertThat(StudyTask.of(Identity.of("train network", 1).with("seed", 1)))
                .isEqualTo(network);
        assertThat(StudyTask.of(Identity.of("train network", 1).with("seed", 2)))
                .isNotEqualTo(network);
        assertThat(StudyTask.of(Identity.of("train network", 2).with("seed", 1)))
                .isNotEqualTo(network);
        assertThat(StudyTask.of(layer.work())).isNotEqualTo(layer);
        assertThat(StudyTask.of(layer.work()).input("other", network)).isNotEqualTo(layer);
    }

    @Test
    void theIdDoesNotHangOnLabelAndCost() {
        assertThat(layer.label("stage 1").cost(60)).isEqualTo(layer);
    }

    @Test
    void aTaskIsReadAsItWasWritten() {
        StudyTask task = layer.label("stage \"1\",\nepoch 0").cost(2.5);

        StudyTask read = StudyTask.fromJson(task.toJson());

        assertThat(read).isEqualTo(task);
        assertThat(read.label()).isEqualTo(task.label());
        assertThat(read.cost()).isEqualTo(2.5);
        assertThat(read.inputs()).isEqualTo(task.inputs());
        assertThat(read.work()).isEqualTo(task.work());
        assertThat(task.toJson()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"format\":7}", "{\"format\":1,\"work\":{}}"})
    void whatIsNoTaskIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> StudyTask.fromJson(json));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.input("network", network))
                .withMessageContaining("network");
        assertThatIllegalArgumentException().isThrownBy(() -> layer.input(" ", network));
        assertThatIllegalArgumentException().isThrownBy(() -> layer.cost(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> layer.cost(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskId("abc")).withMessageContaining("abc");
    }
}
