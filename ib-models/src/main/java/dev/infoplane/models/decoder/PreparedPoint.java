package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.internal.FileInput;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a point of a pool.
 *
 * @param identity of its activations
 * @param warnings about them
 * @param maps what its closed form predicts of all images
 */
record PreparedPoint(Identity identity, List<String> warnings, PointMaps maps) {
    private static final Identity NO_ACTIVATIONS = Identity.of("no activations", 1);

    /** Reconstructs all images; the expensive part. */
    static PreparedPoint of(PooledPoints.Rows rows, Optional<Samples> t) {
        t.ifPresent(all -> Samples.requireMatched(rows.x(), all, 1));
        ClosedForm form = rows.parts().closedForm();
        return new PreparedPoint(
                t.map(SamplesIdentity::of).orElse(NO_ACTIVATIONS),
                t.map(all -> form.warnings(rows.folds().fit(all))).orElse(List.of()),
                rows.images().reconstruct(t));
    }

    void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeUTF(identity.json());
        data.writeInt(warnings.size());
        for (String warning : warnings) {
            data.writeUTF(warning);
        }
        maps.write(data);
        data.flush();
    }

    /** Reads what {@link #write} has written; maps stay in the file. */
    static PreparedPoint read(Path file, PoolImages images) {
        try (FileInput in = FileInput.open(file)) {
            Identity identity = Identity.parse(in.data().readUTF());
            List<String> warnings = new ArrayList<>();
            for (int left = in.data().readInt(); left > 0; left--) {
                warnings.add(in.data().readUTF());
            }
            return new PreparedPoint(identity, List.copyOf(warnings), images.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a prepared point cannot be read: " + e.getMessage(), e);
        }
    }
}
