package dev.infoplane.examples.guide;

import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.LabelKnn;
import java.io.IOException;
import java.util.Map;

/** An estimator of one's own in a probe: what the best pair of one value of X and one of T would share if both were normal. */
public final class CustomEstimator {
    private CustomEstimator() {}

    /**
     * The largest −½ ln(1 − r²) over all pairs of columns, r being their correlation. For normal values a lower bound on I(X;T), by
     * the data-processing inequality, but for the choice of the pair. Its settings make stored points findable.
     *
     * @param leastRows fewer rows are refused
     */
    record BestPair(int leastRows) implements MiEstimator {
        @Override
        public String id() {
            return "best-pair";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("leastRows", String.valueOf(leastRows), "revision", "1");
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            Samples.requireMatched(x, t, leastRows);
            double best = 0;
            for (int i = 0; i < x.dimensions(); i++) {
                for (int j = 0; j < t.dimensions(); j++) {
                    best = Math.max(best, Math.abs(correlation(x, i, t, j)));
                }
            }
            double nats = -0.5 * Math.log1p(-best * best);
            Estimate.Builder estimate = Estimate.of(Information.ofNats(nats), BoundKind.LOWER, id(), x.rows())
                    .settings(settings())
                    // d(nats)/dr = r/(1 − r²), and the standard error of r is (1 − r²)/√n
                    .standardError(Information.ofNats(best / Math.sqrt(x.rows())));
            return best < 0.999
                    ? estimate.build()
                    : estimate.warning("a correlation of 1 has infinite information")
                            .build();
        }

        private static double correlation(Samples x, int i, Samples t, int j) {
            double[] sums = new double[5];
            for (int row = 0; row < x.rows(); row++) {
                double a = x.get(row, i);
                double b = t.get(row, j);
                sums[0] += a;
                sums[1] += b;
                sums[2] += a * a;
                sums[3] += b * b;
                sums[4] += a * b;
            }
            double n = x.rows();
            double covariance = sums[4] - sums[0] * sums[1] / n;
            double variances = (sums[2] - sums[0] * sums[0] / n) * (sums[3] - sums[1] * sums[1] / n);
            return variances > 0 ? covariance / Math.sqrt(variances) : 0;
        }
    }

    /** Prints the plane of {@link OwnModel}, measured with this estimator. */
    public static void main(String[] args) throws IOException, TranslateException {
        OwnModel.print(OwnModel.plane(OwnModel.network(), 20, new BestPair(20), LabelKnn.standard()), System.out);
    }
}
