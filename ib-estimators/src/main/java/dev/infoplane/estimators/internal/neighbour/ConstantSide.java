package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Optional;

/** A side that never changes holds nothing and has no neighbourhoods. */
public final class ConstantSide {
    private ConstantSide() {}

    /** An estimate of zero with a warning if either side is constant, otherwise empty. */
    public static Optional<Estimate.Builder> nothing(Samples x, Samples t, String id) {
        boolean ofX = isConstant(x);
        boolean ofT = isConstant(t);
        if (!ofX && !ofT) {
            return Optional.empty();
        }
        String sides = ofX && ofT ? "x and t are" : ofX ? "x is" : "t is";
        return Optional.of(Estimate.ofPointwise(new double[x.rows()], BoundKind.POINT, id)
                .warning(sides + " constant: nothing to know"));
    }

    private static boolean isConstant(Samples samples) {
        for (int i = 1; i < samples.rows(); i++) {
            for (int j = 0; j < samples.dimensions(); j++) {
                if (samples.get(i, j) != samples.get(0, j)) {
                    return false;
                }
            }
        }
        return true;
    }
}
