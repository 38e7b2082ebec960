package dev.infoplane.study.network;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What tells a network from another one that the same spec may have meant: its structure, and code that users may change. */
final class NetworkIdentity {
    private static final String CODE = "code of ";

    private NetworkIdentity() {}

    static Map<String, String> of(Networks networks, Regime regime) throws IOException {
        Map<String, String> identity = new TreeMap<>();
        if (!networks.model().isArtifact()) {
            identity.put(
                    CODE + networks.model().source(),
                    CodeDigest.of(networks.factory().getClass()));
        }
        if (!Regimes.isStandard(regime)) {
            identity.put(CODE + regime.getClass().getName(), CodeDigest.of(regime.getClass()));
        }
        try (Model made = networks.create(regime)) {
            Block block = made.getBlock();
            Hasher hasher = Hashing.sha256().newHasher();
            boolean hasValues = block.isInitialized();
            if (!hasValues) {
                block.setInitializer(Initializer.ONES, p -> true);
                block.initialize(made.getNDManager(), DataType.FLOAT32, networks.input(1));
            }
            add(hasher, "", block, hasValues);
            identity.put("structure", hasher.hash().toString());
        }
        return identity;
    }

    /** Classes of blocks by their place, and their parameters; values too if the network comes with some. */
    private static void add(Hasher hasher, String path, Block block, boolean hasValues) {
        Class<?> type = block.getClass();
        text(hasher, path + " " + (type.isHidden() ? type.getSuperclass() : type).getName());
        for (Pair<String, Parameter> p : block.getDirectParameters()) {
            Parameter parameter = p.getValue();
            text(hasher, p.getKey() + " " + parameter.getShape() + " " + parameter.requiresGradient());
            if (hasValues) {
                hasher.putBytes(parameter.getArray().toByteArray());
            }
        }
        for (Pair<String, Block> child : block.getChildren()) {
            add(hasher, path + "/" + child.getKey(), child.getValue(), hasValues);
        }
    }

    private static void text(Hasher hasher, String text) {
        hasher.putString(text, StandardCharsets.UTF_8).putChar('\n');
    }
}
