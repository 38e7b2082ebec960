package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Objective;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.PixelObjective;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.sampling.ConditionSource;
import java.util.Optional;

/** Activations enter a decoder as they are, by way of its encoder; where there are none, they are dropped. */
record EncodedConditions(DecoderModel model) implements ConditionPath {
    @Override
    public void require(Samples t) {
        model.encoder().require(t);
    }

    @Override
    public Objective scoring(Samples x, Optional<Samples> t) {
        return PixelObjective.scoring(model, x, condition(t));
    }

    @Override
    public ConditionSource drawing(Optional<Samples> t, NDArray weights) {
        return ConditionSource.of(condition(t));
    }

    private Condition condition(Optional<Samples> t) {
        return t.map(rows -> Condition.of(model.encoder(), rows)).orElseGet(() -> Condition.dropped(model.encoder()));
    }

    @Override
    public void close() {
        // nothing native is held
    }
}
