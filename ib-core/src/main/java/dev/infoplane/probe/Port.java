package dev.infoplane.probe;

/**
 * One array that leaves one call of one block.
 *
 * @param block the path of the block, empty for the root
 * @param array which array of the output, from 0
 */
record Port(String block, int array) {
    /** The path of the hook point. */
    String path() {
        return (block.isEmpty() ? "" : block + ".") + "out" + (array == 0 ? "" : array + 1);
    }
}
