package dev.infoplane.models.decoder;

/** Where each decoder of a comparison starts. All of them take the same number of steps from there. */
public enum WarmStart {
    /**
     * From one unconditional decoder, trained once on images alone. All points start from it (a star), never from one another (a
     * chain), so that no point gets more training than another.
     */
    SHARED_PARENT,

    /** From random weights, for comparison only: decoders from scratch measure how fast a layer can be learned from. */
    SCRATCH
}
