package dev.infoplane.cli;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.data.DataFiles;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One axis of a plane: an estimator, and what it measures the activations against. */
final class PlaneQuantity implements AutoCloseable {
    /** Estimators that need to know of the inputs only that they differ. */
    private static final List<String> WITHOUT_INPUTS = List.of("pairwise-", "binning-", "discrete", "exact");

    private final MiEstimator estimator;
    private final long seed;
    private final Samples against;
    private final String name;
    private final MiEstimator.Prepared prepared;

    private PlaneQuantity(MiEstimator estimator, long seed, Samples against, String name) {
        this.estimator = estimator;
        this.seed = seed;
        this.against = against;
        this.name = name;
        prepared = estimator.prepare(against, seed);
    }

    /** @param name what the user calls what is measured against */
    static PlaneQuantity of(
            EstimatorChoice choice, String id, Map<String, String> settings, long seed, Samples against, String name) {
        Map<String, String> own = new TreeMap<>(settings);
        own.keySet().retainAll(choice.names(id));
        return new PlaneQuantity(choice.create(id, own), seed, against, name);
    }

    /** I(X;T); without inputs, every row is an input of its own. */
    static PlaneQuantity ofInputs(
            EstimatorChoice choice, String id, Map<String, String> settings, long seed, String x, int rows) {
        if (x == null && WITHOUT_INPUTS.stream().noneMatch(id::startsWith)) {
            throw new IllegalArgumentException("the estimator " + id + " needs the inputs: give --x FILE");
        }
        Samples inputs = x == null ? Samples.ofLabels(IntStream.range(0, rows).toArray()) : DataFiles.samples(x);
        return of(choice, id, settings, seed, inputs, x == null ? "the first array" : "--x");
    }

    /** Refuses settings that none of the estimators has. */
    static void requireKnown(EstimatorChoice choice, Map<String, String> settings, List<String> ids) {
        List<String> known = ids.stream()
                .flatMap(id -> choice.names(id).stream())
                .distinct()
                .sorted()
                .toList();
        for (String setting : settings.keySet()) {
            if (!known.contains(setting)) {
                throw new IllegalArgumentException(
                        NearestName.unknown("setting of " + String.join(" or ", ids), setting, known));
            }
        }
    }

    Estimate measure(Samples t, String source) {
        if (t.rows() != against.rows()) {
            throw new IllegalArgumentException("'" + source + "' has " + t.rows() + " rows, but " + name + " has "
                    + against.rows() + (t.dimensions() == against.rows() ? "; it looks transposed" : ""));
        }
        try {
            return prepared.estimate(t);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("'" + source + "' cannot be measured: " + refused.getMessage(), refused);
        }
    }

    /** Everything that determines an estimate, apart from the activations. */
    Identity identity() {
        return Identity.of("measurement", 1)
                .with("estimator", estimator.id())
                .with("settings", estimator.settings())
                .with("seed", seed)
                .with("samples", digest());
    }

    private String digest() {
        Hasher hasher = Hashing.sha256().newHasher();
        Arrays.stream(against.rowShape()).forEach(hasher::putInt);
        for (int i = 0; i < against.rows(); i++) {
            for (int j = 0; j < against.dimensions(); j++) {
                hasher.putFloat(against.get(i, j));
            }
        }
        return hasher.hash().toString();
    }

    @Override
    public void close() {
        prepared.close();
    }
}
