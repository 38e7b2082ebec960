package dev.infoplane.probe;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import java.util.List;

/** Says in an estimate how its activations were made: under which interventions, by which blocks. */
final class NoiseNotes {
    private NoiseNotes() {}

    /** Those right at a point. */
    static List<Intervention> at(HookPoint point, List<Intervention> all) {
        return all.stream().filter(i -> i.where().accepts(point)).toList();
    }

    /**
     * Sets the noise model if the estimator has none of its own, there is one change and it is right at the measured point; any
     * other change becomes a warning.
     *
     * @param all the changes at work
     * @param here those right at the measured point
     */
    static Estimate add(Estimate estimate, List<Intervention> all, List<Intervention> here) {
        if (all.isEmpty()) {
            return estimate;
        }
        boolean known = here.size() == 1
                && !here.get(0).noise().equals(NoiseModel.none())
                && estimate.noise().equals(NoiseModel.none());
        Estimate.Builder copy = copy(estimate).noise(known ? here.get(0).noise() : estimate.noise());
        for (Intervention each : all) {
            if (!known || each != here.get(0)) {
                copy.warning("the network was changed by " + each);
            }
        }
        return copy.build();
    }

    /** The estimate with these warnings added to its own. */
    static Estimate warn(Estimate estimate, List<String> warnings) {
        if (warnings.isEmpty()) {
            return estimate;
        }
        Estimate.Builder copy = copy(estimate);
        warnings.forEach(copy::warning);
        return copy.build();
    }

    private static Estimate.Builder copy(Estimate estimate) {
        Estimate.Builder copy = Estimate.of(
                        estimate.value(), estimate.bound(), estimate.estimator(), estimate.samples())
                .settings(estimate.settings())
                .noise(estimate.noise());
        estimate.standardError().ifPresent(copy::standardError);
        estimate.inputDimensions().ifPresent(copy::inputDimensions);
        estimate.pointwiseNats().ifPresent(copy::pointwiseNats);
        estimate.learningCurve().ifPresent(copy::learningCurve);
        estimate.warnings().forEach(copy::warning);
        return copy;
    }
}
