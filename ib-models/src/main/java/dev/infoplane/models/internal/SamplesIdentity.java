package dev.infoplane.models.internal;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.Arrays;

/** What samples on disk are identified by. */
public final class SamplesIdentity {
    private SamplesIdentity() {}

    /** The shape of samples and a digest of their values. */
    public static Identity of(Samples samples) {
        Hasher hasher = Hashing.sha256().newHasher();
        float[] row = new float[samples.dimensions()];
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row, 0);
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
        return Identity.of("samples", 1)
                .with("rows", samples.rows())
                .with("shape", Arrays.stream(samples.rowShape()).boxed().toList())
                .with("values", hasher.hash().toString());
    }
}
