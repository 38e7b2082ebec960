package dev.infoplane.models.closedform;

import dev.infoplane.estimate.Samples;
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
 * What is kept of a point of a pool, whatever family learns from it.
 *
 * @param identity of its activations
 * @param warnings about them
 * @param maps what its closed form predicts of all images
 */
public record PreparedPoint(Identity identity, List<String> warnings, PointMaps maps) {
    private static final Identity NO_ACTIVATIONS = Identity.of("no activations", 1);

    /**
     * Reconstructs all images; the expensive part.
     *
     * @param warnings about the activations
     * @param t activations, rows matching the images; empty for what causal pixels alone predict
     */
    static PreparedPoint of(PoolImages images, List<String> warnings, Optional<Samples> t) {
        return new PreparedPoint(
                t.map(SamplesIdentity::of).orElse(NO_ACTIVATIONS), List.copyOf(warnings), images.reconstruct(t));
    }

    /** Writes all but the images, for {@link #read}; the stream stays open. */
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

    /**
     * Reads what {@link ClosedForm#prepare} has written. Maps stay in the file, and are read there.
     *
     * @param images of the same closed form
     * @throws UncheckedIOException if it cannot be read, or belongs to other images
     */
    public static PreparedPoint read(Path file, PoolImages images) {
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
