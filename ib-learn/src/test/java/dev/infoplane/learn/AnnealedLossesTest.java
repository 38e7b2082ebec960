package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnealedLossesTest {
    @Test
    void lossesUnderTheLastWeightsAreWrittenBesideThoseOfTheBest() throws IOException {
        AdamMoments moments = new AdamMoments(new float[1], new float[1], 2);
        List<AnnealedLosses> losses = List.of(new AnnealedLosses(2, new double[] {1, 2}, new double[] {3, 5}));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TrainingResult(new float[1], moments, List.of(), losses).write(new DataOutputStream(bytes));

        AnnealedLosses read = TrainingResult.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
                .annealed()
                .get(0);

        assertThat(read.nats()).containsExactly(1, 2);
        assertThat(read.lastNats()).containsExactly(3, 5);
        assertThat(read.rows(1, 2).lastNats()).containsExactly(5);
    }

    @Test
    void theErrorOfAGainIsThatOfItsMeanOverRows() {
        List<AnnealedLosses> losses = List.of(annealed(1, 5, 7, 9), annealed(2, 4, 5, 6));
        // gains 1, 2, 3: deviation 1
        assertThat(AnnealedLosses.curve(losses).get(1).gainErrorNats()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
        assertThat(AnnealedLosses.curve(losses).get(1).crossEntropyNats()).isEqualTo(5);
        assertThat(AnnealedLosses.curve(losses.stream().map(l -> l.rows(1, 3)).toList())
                        .get(0)
                        .crossEntropyNats())
                .isEqualTo(8);
    }

    private static AnnealedLosses annealed(int step, double... nats) {
        return new AnnealedLosses(step, nats, nats);
    }
}
