package dev.infoplane.estimators.neural;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimators.neural.internal.Bounds;
import dev.infoplane.estimators.neural.internal.CriticLoss;
import dev.infoplane.estimators.neural.internal.CriticLosses;
import dev.infoplane.estimators.neural.internal.MineLoss;
import dev.infoplane.estimators.neural.internal.ScoreTable;
import java.util.function.Function;

/**
 * How scores of a critic become information. E is the mean over pairs that belong together, E' the mean over independent pairs.
 */
public enum VariationalBound {
    /** E f − ln E' e^f (Donsker &amp; Varadhan 1983), trained by itself. A lower bound up to the bias of the logarithm of a mean. */
    DONSKER_VARADHAN("donsker-varadhan", BoundKind.LOWER, CriticLosses.DONSKER_VARADHAN, VariationalBound::unclipped),
    /** The same bound, trained with the moving average of Belghazi et al. (2018). */
    MINE("mine", BoundKind.LOWER, new MineLoss(), VariationalBound::unclipped),
    /** 1 + E f − E' e^f (Nguyen, Wainwright &amp; Jordan 2010). A lower bound, with a variance that grows with e^I. */
    NWJ("nwj", BoundKind.LOWER, CriticLosses.NWJ, Bounds::nguyenWainwrightJordan),
    /** The bound of van den Oord et al. (2018), both ways. A lower bound that cannot exceed ln of the rows scored together. */
    INFO_NCE("infonce", BoundKind.LOWER, CriticLosses.INFO_NCE, Bounds::infoNce),
    /** E f, with f trained by InfoNCE with an anchor class (Ryu et al. 2025), which makes f the log density ratio. No bound. */
    ANCHORED_INFO_NCE("infonce-anchored", BoundKind.POINT, CriticLosses.ANCHORED_INFO_NCE, Bounds::plugIn),
    /** Trained by the Jensen–Shannon divergence (Nowozin et al. 2016), read by the bound of NWJ (Poole et al. 2019). A lower bound. */
    JENSEN_SHANNON("jensen-shannon", BoundKind.LOWER, CriticLosses.JENSEN_SHANNON, Bounds::nguyenWainwrightJordan),
    /** As before, read by E f − ln E' of e^f clipped to e^±5 (Song &amp; Ermon 2020). Not a bound: it can exceed the truth. */
    SMILE("smile", BoundKind.POINT, CriticLosses.JENSEN_SHANNON, VariationalBound::clipped),
    /** The Fenchel–Legendre bound of Guo et al. (2022), which learns its own normaliser. A lower bound. */
    FLO("flo", BoundKind.LOWER, CriticLosses.FENCHEL_LEGENDRE, Bounds::fenchelLegendre);

    private static final double SMILE_CLIP = 5;

    private final String id;
    private final BoundKind kind;
    private final CriticLoss loss;
    private final Function<ScoreTable, double[]> reading;

    VariationalBound(String id, BoundKind kind, CriticLoss loss, Function<ScoreTable, double[]> reading) {
        this.id = id;
        this.kind = kind;
        this.loss = loss;
        this.reading = reading;
    }

    private static double[] unclipped(ScoreTable scores) {
        return Bounds.donskerVaradhan(scores, Double.POSITIVE_INFINITY);
    }

    private static double[] clipped(ScoreTable scores) {
        return Bounds.donskerVaradhan(scores, SMILE_CLIP);
    }

    /** The id of the estimator. */
    public String id() {
        return id;
    }

    /** What its value claims. */
    public BoundKind kind() {
        return kind;
    }

    /** What a critic is trained by; an object of its own for each training. */
    CriticLoss loss() {
        return loss.fresh();
    }

    /** The size to which scores of independent pairs are limited. */
    double clip() {
        return this == SMILE ? SMILE_CLIP : Double.POSITIVE_INFINITY;
    }

    /** One contribution a row, in nats. */
    double[] read(ScoreTable scores) {
        return reading.apply(scores);
    }
}
