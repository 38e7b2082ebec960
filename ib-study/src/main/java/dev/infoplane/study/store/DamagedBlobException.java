package dev.infoplane.study.store;

import java.io.IOException;

/** A blob is missing or is not what was written. The task that wrote it has to be done again. */
public final class DamagedBlobException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Blob blob;

    /** @param reason the rest of a sentence about the blob */
    public DamagedBlobException(Blob blob, String reason) {
        super("a stored output (SHA-256 " + blob.sha256() + ") " + reason);
        this.blob = blob;
    }

    /** Which one. */
    public Blob blob() {
        return blob;
    }
}
