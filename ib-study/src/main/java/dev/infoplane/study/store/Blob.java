package dev.infoplane.study.store;

/**
 * Some bytes, known by what they are.
 *
 * @param sha256 64 hexadecimal digits in lower case
 * @param bytes how many
 */
public record Blob(String sha256, long bytes) {
    /** Refuses anything but 64 hexadecimal digits, and negative sizes. */
    public Blob {
        if (!sha256.matches("[0-9a-f]{64}") || bytes < 0) {
            throw new IllegalArgumentException(
                    "a blob has a digest of 64 hexadecimal digits and a size, got '" + sha256 + "', " + bytes);
        }
    }
}
