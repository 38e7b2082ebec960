package dev.infoplane.probe.internal;

/**
 * One array that enters or leaves one call of one block.
 *
 * @param block the path of the block, empty for the root
 * @param input whether it enters
 * @param array which array of the list, from 0
 */
public record Port(String block, boolean input, int array) {
    /** The path of the hook point. */
    public String path() {
        return (block.isEmpty() ? "" : block + ".") + (input ? "in" : "out") + (array == 0 ? "" : array + 1);
    }
}
