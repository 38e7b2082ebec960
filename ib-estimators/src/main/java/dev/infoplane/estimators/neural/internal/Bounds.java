package dev.infoplane.estimators.neural.internal;

/**
 * What a critic of some rows reads, one contribution a row in nats; their mean is the value. Where a value contains a mean over
 * independent pairs, a row contributes as an x and as a t (the first-order terms of a U-statistic of pairs), so that the spread of the
 * contributions gives the standard error.
 */
public final class Bounds {
    private Bounds() {}

    /** E f − ln E' e^f (Donsker &amp; Varadhan 1983), with scores under E' limited to {@code clip} (Song &amp; Ermon 2020). */
    public static double[] donskerVaradhan(ScoreTable scores, double clip) {
        double[] ofX = scores.logMeanOfOthers(false, clip);
        double[] ofT = scores.logMeanOfOthers(true, clip);
        double log = ScoreTable.logMeanExp(ofX);
        double[] values = scores.paired();
        for (int i = 0; i < values.length; i++) {
            values[i] -= log + Math.exp(ofX[i] - log) + Math.exp(ofT[i] - log) - 2;
        }
        return values;
    }

    /** 1 + E f − E' e^f (Nguyen, Wainwright &amp; Jordan 2010, with the score shifted by one). */
    public static double[] nguyenWainwrightJordan(ScoreTable scores) {
        double[] ofX = scores.logMeanOfOthers(false, Double.POSITIVE_INFINITY);
        double[] ofT = scores.logMeanOfOthers(true, Double.POSITIVE_INFINITY);
        double mean = Math.exp(ScoreTable.logMeanExp(ofX));
        double[] values = scores.paired();
        for (int i = 0; i < values.length; i++) {
            values[i] += 1 - Math.exp(ofX[i]) - Math.exp(ofT[i]) + mean;
        }
        return values;
    }

    /** E f(x, t) − ½ E ln mean over all t' e^f(x, t') − ½ E ln mean over all x' e^f(x', t) (van den Oord et al. 2018). */
    public static double[] infoNce(ScoreTable scores) {
        double[] own = scores.paired();
        double[] ofX = scores.logMeanOfOthers(false, Double.POSITIVE_INFINITY);
        double[] ofT = scores.logMeanOfOthers(true, Double.POSITIVE_INFINITY);
        int[] sizes = scores.sizes();
        double[] values = new double[own.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = own[i] - 0.5 * (withOwn(own[i], ofX[i], sizes[i]) + withOwn(own[i], ofT[i], sizes[i]));
        }
        return values;
    }

    /** ln of the mean over n of which one is {@code own} and the mean of the others is known. */
    private static double withOwn(double own, double logMeanOfOthers, int n) {
        double others = logMeanOfOthers + Math.log(n - 1.0);
        double most = Math.max(own, others);
        return most + Math.log(Math.exp(own - most) + Math.exp(others - most)) - Math.log(n);
    }

    /** 1 − E [u + e^(−u) E' e^(f(x, t') − f(x, t))] (Guo et al. 2022), where u is the second score. */
    public static double[] fenchelLegendre(ScoreTable scores) {
        double[] f = scores.paired();
        double[] ofX = scores.logMeanOfOthers(false, Double.POSITIVE_INFINITY);
        double[] values = new double[f.length];
        for (int i = 0; i < values.length; i++) {
            double u = scores.own()[i];
            values[i] = 1 - u - Math.exp(ofX[i] - f[i] - u);
        }
        return values;
    }

    /** E f, for a score that is itself the logarithm of the density ratio. */
    public static double[] plugIn(ScoreTable scores) {
        return scores.paired();
    }
}
