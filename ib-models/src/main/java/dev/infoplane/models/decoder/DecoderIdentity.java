package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;

/** What a training of a decoder on disk is identified by. */
record DecoderIdentity(DecoderOptions options, long seed, RandomStream stream) {
    private static final int VERSION = 1;

    /** Everything that determines the training, except what the training loop knows itself. */
    Identity of(Samples fit, Samples validate, FoldConditions conditions) {
        Identity identity =
                settings().with("fit", SamplesIdentity.of(fit)).with("validate", SamplesIdentity.of(validate));
        if (conditions.fit().rows().isEmpty()) {
            return identity;
        }
        return identity.with(
                        "conditionFit",
                        SamplesIdentity.of(conditions.fit().rows().orElseThrow()))
                .with(
                        "conditionValidate",
                        SamplesIdentity.of(conditions.validate().rows().orElseThrow()));
    }

    Identity settings() {
        return Identity.of("decoder training", VERSION)
                .with("settings", options.values())
                .with("seed", seed)
                .with("stream", stream);
    }
}
