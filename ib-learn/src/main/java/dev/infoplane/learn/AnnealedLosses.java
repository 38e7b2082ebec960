package dev.infoplane.learn;

import com.google.common.math.Stats;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of each validation row with which a training of so many steps would have ended.
 *
 * @param step steps taken
 * @param nats loss of each validation row under the best weights up to there
 * @param lastNats the same under the last finite weights, which are worse if the training has overfitted
 */
public record AnnealedLosses(int step, double[] nats, double[] lastNats) {
    /** These losses of some of the rows, from the first to before the last. */
    public AnnealedLosses rows(int from, int to) {
        return new AnnealedLosses(step, Arrays.copyOfRange(nats, from, to), Arrays.copyOfRange(lastNats, from, to));
    }

    /** What a learning curve holds of these losses: means, and how uncertain the gains from one to the next are. */
    public static List<LearningCurve.Annealed> curve(List<AnnealedLosses> losses) {
        List<LearningCurve.Annealed> curve = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            double[] now = losses.get(i).nats;
            double error = i == 0 ? 0 : errorOfMean(losses.get(i - 1).nats, now);
            curve.add(new LearningCurve.Annealed(
                    losses.get(i).step, Arrays.stream(now).average().orElseThrow(), error));
        }
        return curve;
    }

    /** What the last weights at each of these ends scored, as checks of a learning curve. */
    public static List<LearningCurve.Point> checks(List<AnnealedLosses> losses) {
        return losses.stream()
                .map(a -> new LearningCurve.Point(
                        a.step, Arrays.stream(a.lastNats).average().orElseThrow()))
                .toList();
    }

    private static double errorOfMean(double[] before, double[] now) {
        if (now.length < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double[] gains = new double[now.length];
        Arrays.setAll(gains, i -> before[i] - now[i]);
        return Stats.of(gains).sampleStandardDeviation() / Math.sqrt(gains.length);
    }
}
