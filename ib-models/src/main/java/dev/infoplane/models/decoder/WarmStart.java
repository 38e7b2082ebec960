package dev.infoplane.models.decoder;

/** Where each decoder of a comparison starts. All of them take the same number of steps from there. */
public enum WarmStart {
    /**
     * From one unconditional decoder, learned once on images alone: a star, not a chain, so that no point gets more training
     * than another.
     */
    SHARED_PARENT,

    /**
     * From one decoder that was learned on images alone, half of them beside a blurred and noisy copy of themselves: it has
     * practised how a condition is used, and of each point only the way from its activations to that use is new. Takes conditions
     * as maps only.
     */
    DENOISING_PARENT,

    /** From the shared parent, which stays as it is: only the path of the condition, an adapter to each point, is learned. */
    ADAPTER,

    /** From random weights. Decoders from scratch measure how fast a layer can be learned from: for comparison only. */
    SCRATCH
}
