package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.SamplesIdentity;
import org.junit.jupiter.api.Test;

/** What checkpoints of decoders are identified by; a change of a name here makes every training start over. */
class DecoderIdentityTest {
    private static final DecoderOptions OPTIONS = new DecoderOptions(PixelCnnSize.PLANE, PixelLevels.BYTES);

    @Test
    void aTrainingIsIdentifiedByTheNamesRecorded() {
        assertThat(new DecoderIdentity(OPTIONS, 7, RandomStream.BATCHES)
                        .settings()
                        .json())
                .isEqualTo(
                        "{\"kind\":\"decoder training\",\"seed\":7,\"settings\":{\"batchSize\":32,"
                                + "\"checks\":8,\"conditionDropout\":0,\"conditioning\":\"MAP\",\"dropout\":0,\"engineThreads\":\"1\",\"filters\":16,"
                                + "\"head\":\"LOGISTIC_MIXTURE\",\"learningRate\":0.002,\"levels\":\"256 from 0.0 to 255.0\","
                                + "\"mixtures\":5,\"parentSteps\":1000,\"patience\":0,\"resolutions\":2,\"revision\":7,"
                                + "\"start\":\"SHARED_PARENT\",\"steps\":300,\"units\":1},\"stream\":\"BATCHES\",\"version\":1}");
    }

    @Test
    void samplesAreIdentifiedByShapeAndValues() {
        Samples samples = Samples.of(new float[] {0, 1, 2, 3, 4, 5}, 3);
        assertThat(SamplesIdentity.of(samples).json())
                .isEqualTo("{\"kind\":\"samples\",\"rows\":2,\"shape\":[3],\"values\":"
                        + "\"e2c0a71510b5394df7773b63fb5f54372b84c3564e67811bde7d665be227976d\",\"version\":1}");
        assertThat(SamplesIdentity.of(samples.reshape(1, 3))).isNotEqualTo(SamplesIdentity.of(samples));
        assertThat(SamplesIdentity.of(Samples.of(new float[] {0, 1, 2, 3, 4, 6}, 3)))
                .isNotEqualTo(SamplesIdentity.of(samples));
        assertThat(SamplesIdentity.of(
                        Samples.of(new float[] {9, 9, 9, 0, 1, 2, 3, 4, 5}, 3).slice(1, 3)))
                .isEqualTo(SamplesIdentity.of(samples));
    }
}
