package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;

/** The conditions of the images to learn from and of those to validate on. */
record FoldConditions(Condition fit, Condition validate) {
    static FoldConditions of(ConditionEncoder encoder, Samples tFit, Samples tValidate) {
        return new FoldConditions(Condition.of(encoder, tFit), Condition.of(encoder, tValidate));
    }

    static FoldConditions dropped(ConditionEncoder encoder) {
        return new FoldConditions(Condition.dropped(encoder), Condition.dropped(encoder));
    }
}
