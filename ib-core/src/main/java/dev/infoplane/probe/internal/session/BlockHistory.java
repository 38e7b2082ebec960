package dev.infoplane.probe.internal.session;

import ai.djl.nn.Block;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which block was met on which path, from pass to pass and from one walk to the next, so that values of several blocks
 * are not taken for the trajectory of one. Safe for several threads.
 */
public final class BlockHistory {
    private static final Logger LOG = LoggerFactory.getLogger(BlockHistory.class);

    private final Map<String, WeakReference<Block>> met = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    /**
     * A block was met.
     *
     * @param path of the block, empty for the root
     * @param lasting whether the path is the block's by the place at which it is kept
     */
    public synchronized void meet(String path, Block block, boolean lasting) {
        WeakReference<Block> before = met.put(path, new WeakReference<>(block));
        if (!lasting) {
            note(
                    path,
                    "'" + path
                            + "' is whichever block of its type is called there at that turn: it is neither registered"
                            + " as a child nor found in a field, list, map or array, so that values of different blocks"
                            + " can come under this name");
        } else if (before != null && before.get() != block) {
            note(
                    path,
                    (path.isEmpty() ? "the network" : "'" + path + "'")
                            + " was not the same block all the time: values of different blocks come under this name");
        }
    }

    private void note(String path, String text) {
        if (notes.putIfAbsent(path, text) == null) {
            LOG.warn("{}", text);
        }
    }

    /** What a reader of the values at a hook point should know: of its block, and of all that this is in. */
    public synchronized List<String> notes(String hookPoint) {
        List<String> found = new ArrayList<>();
        notes.forEach((path, text) -> {
            if (path.isEmpty() || hookPoint.startsWith(path + ".")) {
                found.add(text);
            }
        });
        return found;
    }

    /** All that was noticed. */
    public synchronized List<String> notes() {
        return List.copyOf(notes.values());
    }
}
