package dev.infoplane.models.zoo;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Parameters that ship with the library, as DJL saves them.
 *
 * @param dataset what they were trained on, the value of the filter
 * @param resource the file on the class path, beside this class
 * @param sha256 of the file, in hexadecimal digits
 * @param classNames in the order of the logits
 */
record TrainedWeights(String dataset, String resource, String sha256, List<String> classNames) {
    /** The file, whose checksum has been verified. */
    InputStream open() throws IOException {
        try (InputStream in = TrainedWeights.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("the weights '" + resource + "' are missing from the jar of the zoo");
            }
            return verified(ByteStreams.toByteArray(in));
        }
    }

    InputStream verified(byte[] bytes) throws IOException {
        String found = Hashing.sha256().hashBytes(bytes).toString();
        if (!found.equals(sha256)) {
            throw new IOException(
                    "the weights '" + resource + "' are damaged: expected SHA-256 " + sha256 + ", found " + found);
        }
        return new ByteArrayInputStream(bytes);
    }
}
