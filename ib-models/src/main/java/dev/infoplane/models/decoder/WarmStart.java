package dev.infoplane.models.decoder;

/** Where each decoder of a comparison starts. All of them take the same number of steps from there. */
public enum WarmStart {
    /**
     * From one unconditional decoder, trained once on images alone. All points start from it (a star), never from one another (a
     * chain), so that no point gets more training than another.
     */
    SHARED_PARENT,

    /**
     * From one decoder that was trained on images alone, half of them conditioned on a blurred and noisy copy of themselves. It
     * has learned how to use a condition; each point only learns to map its activations to that condition. Needs conditions as
     * {@link Conditioning#MAP maps}.
     */
    DENOISING_PARENT,

    /** From the shared parent, which is frozen: each point trains only the path of its condition, an adapter. */
    ADAPTER,

    /** From random weights, for comparison only: decoders from scratch measure how fast a layer can be learned from. */
    SCRATCH
}
