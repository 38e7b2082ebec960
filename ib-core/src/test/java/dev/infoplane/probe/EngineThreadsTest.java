package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {
    private static final String PROPERTY = "ai.djl.pytorch.num_threads";

    private final Engine engine = Engine.getEngine("PyTorch");
    private final String chosen = System.getProperty(PROPERTY);
    private final int before = JniUtils.getNumThreads();

    @BeforeEach
    void forgetTheFlag() {
        System.clearProperty(PROPERTY);
        JniUtils.setNumThreads(2);
    }

    @AfterEach
    void restore() {
        JniUtils.setNumThreads(before);
        if (chosen != null) {
            System.setProperty(PROPERTY, chosen);
        }
    }

    @Test
    void withoutAChoiceAnActionTakesOneThreadAndTheNumberIsRestored() {
        assertThat(EngineThreads.onOne(engine, JniUtils::getNumThreads)).isEqualTo(1);
        assertThat(JniUtils.getNumThreads()).isEqualTo(2);
    }

    @Test
    void aChosenNumberIsKept() {
        System.setProperty(PROPERTY, "2");
        assertThat(EngineThreads.onOne(engine, JniUtils::getNumThreads)).isEqualTo(2);
    }

    @Test
    void theFlagAndTheEnvironmentVariableAreChoices() {
        assertThat(EngineThreads.chosen(null, Map.of())).isFalse();
        assertThat(EngineThreads.chosen("4", Map.of())).isTrue();
        assertThat(EngineThreads.chosen(null, Map.of("OMP_NUM_THREADS", "4"))).isTrue();
    }

    @Test
    void trainingTakesTheChosenNumberOrOne() {
        assertThat(EngineThreads.ofTraining(null, Map.of())).isEqualTo("1");
        assertThat(EngineThreads.ofTraining(null, Map.of("OMP_NUM_THREADS", "4")))
                .isEqualTo("4");
        assertThat(EngineThreads.ofTraining("2", Map.of("OMP_NUM_THREADS", "4")))
                .isEqualTo("2");
    }

    @Test
    void theAdviceIsOneLineThatNamesTheNumberAndTheFlags() {
        assertThat(EngineThreads.advice(8))
                .contains("on 8 threads")
                .contains("-Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1")
                .doesNotContain("\n");
    }
}
