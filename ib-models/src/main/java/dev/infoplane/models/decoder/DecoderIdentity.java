package dev.infoplane.models.decoder;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a training of a decoder on disk is identified by. */
record DecoderIdentity(DecoderOptions options, long seed, RandomStream stream) {
    private static final int VERSION = 1;

    /**
     * Everything that determines the training, except what the training loop knows itself.
     *
     * @param conditions what conditions it, by name
     */
    Identity of(Samples fit, Samples validate, Map<String, Identity> conditions) {
        return settings()
                .with("fit", SamplesIdentity.of(fit))
                .with("validate", SamplesIdentity.of(validate))
                .with(conditions);
    }

    /** The names of activations in an identity. */
    static Map<String, Identity> conditions(Samples fit, Samples validate) {
        return Map.of("conditionFit", SamplesIdentity.of(fit), "conditionValidate", SamplesIdentity.of(validate));
    }

    /** The same, of activations to which noise is added while learning. */
    static Map<String, Identity> conditions(Samples fit, Samples validate, Optional<ConditionNoise> noise) {
        Map<String, Identity> all = new HashMap<>(conditions(fit, validate));
        noise.ifPresent(n -> all.put(
                "conditionNoise",
                Identity.of("condition noise", 1).with("sigma", n.sigma()).with("seed", n.seed())));
        return all;
    }

    Identity settings() {
        return Identity.of("decoder training", VERSION)
                .with("settings", options.values())
                .with("seed", seed)
                .with("stream", stream);
    }
}
