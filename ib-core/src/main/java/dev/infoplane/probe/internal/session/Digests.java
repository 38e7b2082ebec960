package dev.infoplane.probe.internal.session;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.BlockNames;
import dev.infoplane.storage.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Short digests of large things: the first 64 bits of SHA-256, in hexadecimal. */
public final class Digests {
    private Digests() {}

    /** Of the shape and all values. */
    public static String of(Samples samples) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, samples);
        return finish(hasher);
    }

    /** Adds the shape and all values. */
    public static void put(Hasher hasher, Samples samples) {
        hasher.putInt(samples.rows()).putString(Arrays.toString(samples.rowShape()), StandardCharsets.UTF_8);
        float[] row = new float[samples.dimensions()];
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(row.length, Float.BYTES));
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row, 0);
            bytes.asFloatBuffer().put(row);
            hasher.putBytes(bytes.array());
        }
    }

    /**
     * A network by its parameters, running statistics included: the digest of their names, types and shapes, and that of their
     * values. What no parameter shows, such as a stride, is seen in the activations. Copies one parameter at a time to the heap.
     */
    public static Identity network(Block root) {
        Hasher layout = Hashing.sha256().newHasher();
        Hasher values = Hashing.sha256().newHasher();
        int count = 0;
        for (var each : root.getParameters()) {
            Parameter parameter = each.getValue();
            if (parameter.isInitialized()) {
                String words = each.getKey() + " " + parameter.getArray().getDataType() + " "
                        + parameter.getArray().getShape() + "\n";
                layout.putString(words, StandardCharsets.UTF_8);
                values.putBytes(parameter.getArray().toByteBuffer());
                count++;
            }
        }
        return Identity.of("network", 1)
                .with("parameters", count)
                .with("layout", finish(layout))
                .with("blocks", blocks(root))
                .with("values", finish(values));
    }

    /** Of the names and types of all blocks, which tell ReLU from tanh. */
    private static String blocks(Block root) {
        Hasher hasher = Hashing.sha256().newHasher();
        putBlocks(hasher, root);
        return finish(hasher);
    }

    private static void putBlocks(Hasher hasher, Block block) {
        hasher.putString(BlockNames.typeName(block) + "(", StandardCharsets.UTF_8);
        for (BlockNames.Slot child : BlockNames.ofChildren(block)) {
            hasher.putString(child.name() + " ", StandardCharsets.UTF_8);
            putBlocks(hasher, child.block());
        }
        hasher.putString(")", StandardCharsets.UTF_8);
    }

    /** The digest of all that was added. */
    public static String finish(Hasher hasher) {
        return hasher.hash().toString().substring(0, 16);
    }
}
