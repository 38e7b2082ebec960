package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations that are a code of the label: the information is the entropy of the label, and no more. */
class LabelCodesTest {
    @ParameterizedTest
    @CsvSource({"4,1000", "2,300", "10,3000"})
    void aCodeOfTheLabelHoldsItsEntropy(int classes, int rows) {
        int runs = 20;
        double mean = 0;
        for (int seed = 0; seed < runs; seed++) {
            Random random = new Random(seed);
            int[] labels =
                    IntStream.range(0, rows).map(i -> random.nextInt(classes)).toArray();
            float[] codes = new float[rows];
            for (int i = 0; i < rows; i++) {
                codes[i] = (float) Math.sqrt(2 + labels[i]);
            }
            Estimate e = LabelKnn.standard().estimate(Samples.ofLabels(labels), Samples.of(codes), 0);
            mean += e.value().nats() / runs;
            double most = entropy(labels, classes) + (classes - 1.0) / rows;
            assertThat(e.value().nats()).isLessThan(most + 1e-3);
        }
        assertThat(mean).isCloseTo(Math.log(classes), within(0.002));
    }

    private static double entropy(int[] labels, int classes) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            int label = c;
            double share = (double) IntStream.of(labels).filter(l -> l == label).count() / labels.length;
            sum -= share * Math.log(share);
        }
        return sum;
    }
}
