package dev.infoplane.models.decoder;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.Arrays;

/** What a training of a decoder on disk is identified by. */
final class DecoderIdentity {
    private static final int VERSION = 1;

    private DecoderIdentity() {}

    static Identity training(DecoderOptions options, long seed, RandomStream stream) {
        return Identity.of("decoder training", VERSION)
                .with("settings", options.values())
                .with("seed", seed)
                .with("stream", stream);
    }

    /** The shape of samples and a digest of their values. */
    static Identity of(Samples samples) {
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
