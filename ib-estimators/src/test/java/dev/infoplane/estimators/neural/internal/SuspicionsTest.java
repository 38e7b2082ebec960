package dev.infoplane.estimators.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.LearningCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuspicionsTest {
    @Test
    void valuesNearTheCeilingSayHowMuchIsMissing() {
        // pairs of pointwise information 6 among 400 rows: 6 - ln(1 + e^6 / 400) = 5.30
        double read = 6 - Math.log1p(Math.exp(6) / 400);
        assertThat(Suspicions.ceiling(read, 400).orElseThrow())
                .contains("ln 400 = 5.99")
                .contains("value of 6.00 or");
        assertThat(Suspicions.ceiling(2, 400)).isEmpty();
        assertThat(Suspicions.ceiling(0, 400)).isEmpty();
        assertThat(Suspicions.ceiling(Math.log(400), 400)).isPresent();
    }

    /** 0.1 nats were gained by doubling; if errors fall with the root of the rows, 0.1 / (√2 − 1) = 0.24 are missing still. */
    @Test
    void whatDoublingTheRowsGainedTellsWhatIsMissing() {
        double[] full = new Random(3).doubles(1000, 0, 2).toArray();
        double[] half = Arrays.stream(full).map(v -> v - 0.1).toArray();
        double[] nearly = Arrays.stream(full).map(v -> v - 0.01).toArray();
        double[] unlike = new Random(4).doubles(1000, -0.05, 1.95).toArray();
        assertThat(Suspicions.rising(full, half).orElseThrow().nats()).isCloseTo(0.241, within(1e-3));
        assertThat(Suspicions.rising(full, half).orElseThrow().warning()).contains("0.10 nats less", "0.24 nats still");
        assertThat(Suspicions.rising(full, nearly)).isEmpty();
        assertThat(Suspicions.rising(full, unlike)).as("within chance").isEmpty();
        assertThat(Suspicions.rising(half, full)).isEmpty();
        double[] coarse = new Random(5).doubles(1000, -9.5, 10.5).toArray();
        double[] coarser = Arrays.stream(coarse).map(v -> v - 0.1).toArray();
        assertThat(Suspicions.rising(coarse, coarser))
                .as("within two errors of the value")
                .isEmpty();
    }

    @Test
    void noSampleConfirmsMoreThanItsLogarithm() {
        assertThat(Suspicions.beyondSamples(7, 1000)).isPresent();
        assertThat(Suspicions.beyondSamples(6.8, 1000)).isEmpty();
    }

    @Test
    void aMeanOfExponentialsThatRestsOnFewRowsIsSuspect() {
        double[] even = new double[500];
        double[] one = new double[500];
        one[7] = 12;
        assertThat(Suspicions.fewPairs(even)).isEmpty();
        assertThat(Suspicions.fewPairs(one).orElseThrow()).contains("rests on 1 of 500 rows");
        double[] few = new double[5000];
        Arrays.fill(few, 0, 40, 9);
        assertThat(Suspicions.fewPairs(few)).isPresent();
    }

    @Test
    void ratiosThatDoNotAverageToOneAreSuspect() {
        assertThat(Suspicions.uncalibrated(0.5, 1, 0.03).orElseThrow())
                .contains("averages 1.65")
                .contains("0.50 nats");
        assertThat(Suspicions.uncalibrated(-0.03, 1, 0.03)).isEmpty();
    }

    @Test
    void onlyTrainingsThatRanToTheirEndCanBeUnfinished() {
        LearningCurve falling = new LearningCurve(List.of(
                new LearningCurve.Point(0, 0), new LearningCurve.Point(50, -0.5), new LearningCurve.Point(100, -1)));
        LearningCurve flat = new LearningCurve(List.of(
                new LearningCurve.Point(0, 0), new LearningCurve.Point(50, -1), new LearningCurve.Point(100, -1)));
        assertThat(Suspicions.stillLearning(falling, 100, 1, 0.02)).isPresent();
        assertThat(Suspicions.stillLearning(falling, 200, 1, 0.02)).isEmpty();
        assertThat(Suspicions.stillLearning(falling, 100, 1, 0.2))
                .as("within chance")
                .isEmpty();
        assertThat(Suspicions.stillLearning(flat, 100, 1, 0.02)).isEmpty();
    }

    @Test
    void overfittingAndNegativeValuesAreSeenBeyondChance() {
        assertThat(Suspicions.overfitted(1.1, 1, 0.03)).isPresent();
        assertThat(Suspicions.overfitted(1.08, 1, 0.03)).isEmpty();
        assertThat(Suspicions.negative(-0.1, 0.03).orElseThrow()).startsWith("below zero (-0.100 nats): overfitting");
        assertThat(Suspicions.negative(-0.05, 0.03)).isEmpty();
    }
}
