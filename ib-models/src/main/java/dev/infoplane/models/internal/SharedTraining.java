package dev.infoplane.models.internal;

import dev.infoplane.learn.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What some points have learned together, and its form as bytes.
 *
 * @param points their names, in the order of the training
 */
public record SharedTraining(List<String> points, TrainingResult result) {
    /** For {@link #read}. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(points.size());
            for (String point : points) {
                out.writeUTF(point);
            }
            result.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} gave. */
    public static SharedTraining read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<String> points = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                points.add(in.readUTF());
            }
            return new SharedTraining(List.copyOf(points), TrainingResult.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a shared training cannot be read: " + e.getMessage(), e);
        }
    }
}
