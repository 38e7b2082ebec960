package dev.infoplane.cli;

import java.util.HashMap;
import java.util.Map;

/** How many columns layers have: a layer has as many in every file of one command. */
final class LayerWidths {
    private final Map<String, First> firsts = new HashMap<>();

    private record First(String file, int columns) {}

    /** @throws IllegalArgumentException if another file has another width of this layer, naming both */
    void require(ActivationFolder.Item item, int columns) {
        First first = firsts.computeIfAbsent(item.layer(), layer -> new First(item.name(), columns));
        if (first.columns != columns) {
            throw new IllegalArgumentException("layer '" + item.layer() + "' has " + columns(first.columns) + " in "
                    + first.file + " and " + columns + " in " + item.name()
                    + ", but a layer keeps its width from epoch to epoch; give layers of another network another name or"
                    + " another folder");
        }
    }

    /** {@code 8 columns}, {@code 1 column}. */
    static String columns(long count) {
        return count + (count == 1 ? " column" : " columns");
    }
}
