package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.Locale;

/** What cells lose of the information between continuous variables, from what half as many lose more. */
public final class CellLoss {
    /** Standard errors from which on a loss is worth a word. */
    private static final double NOTABLE = 1;

    /** What is still lost, as a share of what the step from half as many cells brought. */
    private static final double STILL = 0.5;

    private CellLoss() {}

    /** Adds the loss to the standard error, and a warning where it is the larger of the two. */
    public static void check(Estimate.Builder result, double nats, double fewer) {
        double error = result.build().standardError().orElse(Information.ZERO).nats();
        double loss = STILL * Math.max(0, nats - fewer);
        result.standardError(Information.ofNats(Math.hypot(error, loss)));
        if (loss > NOTABLE * error + 1e-9) {
            result.warning(String.format(
                    Locale.ROOT,
                    "the cells are coarse: half as many read %.3f nats where these read %.3f, so that about %.2f nats of the"
                            + " unbinned variables may be lost",
                    fewer,
                    nats,
                    loss));
        }
    }
}
