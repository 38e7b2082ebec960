package dev.infoplane.models.decoder;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.Arrays;

/** What a training of a decoder on disk is identified by. */
record DecoderIdentity(DecoderOptions options, long seed, RandomStream stream) {
    private static final int VERSION = 1;

    /** Everything that determines the training, except what the training loop knows itself. */
    Identity of(Samples fit, Samples validate, DecoderTraining.Conditions conditions) {
        Identity identity = settings().with("fit", samples(fit)).with("validate", samples(validate));
        if (conditions.fit().rows().isEmpty()) {
            return identity;
        }
        return identity.with("conditionFit", samples(conditions.fit().rows().orElseThrow()))
                .with("conditionValidate", samples(conditions.validate().rows().orElseThrow()));
    }

    Identity settings() {
        return Identity.of("decoder training", VERSION)
                .with("settings", options.values())
                .with("seed", seed)
                .with("stream", stream);
    }

    /** The shape of samples and a digest of their values. */
    static Identity samples(Samples samples) {
        Hasher hasher = Hashing.sha256().newHasher();
        float[] row = new float[samples.dimensions()];
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row, 0);
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
        return Identity.of("samples", VERSION)
                .with("rows", samples.rows())
                .with("shape", Arrays.stream(samples.rowShape()).boxed().toList())
                .with("values", hasher.hash().toString());
    }
}
