package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SubsamplingTest {
    private static final Samples X = Samples.of(new float[1000]);

    /** Answers an amount that depends on the number of rows alone. */
    private static MiEstimator of(IntToDoubleFunction nats) {
        return new MiEstimator() {
            @Override
            public String id() {
                return "by-size";
            }

            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                if (x.rows() < 4) {
                    throw new IllegalArgumentException("at least 4 samples are needed, got " + x.rows());
                }
                return Estimate.of(Information.ofNats(nats.applyAsDouble(x.rows())), BoundKind.POINT, id(), x.rows())
                        .build();
            }
        };
    }

    @Test
    void biasThatFallsWithTheNumberOfSamplesIsSeen() {
        SampleSizeCurve rising = Subsampling.standard().curve(of(n -> 1 - 50.0 / n), X, X, 1);
        SampleSizeCurve falling = Subsampling.standard().curve(of(n -> 1 + 50.0 / n), X, X, 1);

        assertThat(rising.points()).extracting(SampleSizeCurve.Point::samples).containsExactly(125, 250, 500, 1000);
        assertThat(rising.lastDoubling().nats()).isCloseTo(0.05, within(1e-12));
        assertThat(rising.trend()).isEqualTo(SampleSizeCurve.Trend.RISING);
        assertThat(falling.trend()).isEqualTo(SampleSizeCurve.Trend.FALLING);
    }

    @Test
    void aValueThatStandsStillHasSettled() {
        assertThat(Subsampling.standard().curve(of(n -> 1 + 1.0 / n), X, X, 1).trend())
                .isEqualTo(SampleSizeCurve.Trend.SETTLED);
    }

    @Test
    void chanceThatHidesAChangeIsUnclear() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 50 == 0 ? 50 : 0;
        }
        Samples spiky = Samples.of(values);
        MiEstimator square = new MiEstimator() {
            @Override
            public String id() {
                return "square";
            }

            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                double mean = 0;
                for (int i = 0; i < x.rows(); i++) {
                    mean += (double) x.get(i, 0) / x.rows();
                }
                return Estimate.of(Information.ofNats(mean * mean), BoundKind.POINT, id(), x.rows())
                        .build();
            }
        };

        SampleSizeCurve curve = new Subsampling(2, 5).curve(square, spiky, spiky, 1);

        assertThat(curve.points().get(1).spread().nats()).isPositive();
        assertThat(curve.trend()).isEqualTo(SampleSizeCurve.Trend.UNCLEAR);
        assertThat(new Subsampling(2, 5).curve(square, spiky, spiky, 1).points())
                .isEqualTo(curve.points());
        assertThat(new Subsampling(2, 5).curve(square, spiky, spiky, 2).points())
                .isNotEqualTo(curve.points());
    }

    @Test
    void partsThatTheEstimatorRefusesAreNamed() {
        Samples few = Samples.of(new float[20]);

        assertThatThrownBy(() -> Subsampling.standard().curve(of(n -> 1), few, few, 1))
                .hasMessageContaining("refused a part of 2 of 20 rows")
                .hasMessageContaining("fewer halvings");
        assertThatThrownBy(() -> new Subsampling(0, 4)).hasMessageContaining("halvings");
        assertThatThrownBy(() -> new Subsampling(1, 1)).hasMessageContaining("splits");
        assertThatThrownBy(() -> Subsampling.standard().curve(of(n -> 1), few.slice(0, 15), few.slice(0, 15), 1))
                .hasMessageContaining("at least 16 samples");
    }
}
