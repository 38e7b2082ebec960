package dev.infoplane.cli;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.cli.text.NearestName;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<String> option;
    private final MiEstimator.Prepared prepared;
    private final Identity identity;

    private PlaneQuantity(MiEstimator estimator, long seed, Samples against, String name, Optional<String> option) {
        this.estimator = estimator;
        this.seed = seed;
        this.against = against;
        this.name = name;
        this.option = option;
        try {
            prepared = estimator.prepare(against, seed);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    name + " (x) cannot be measured against by " + estimator.id() + ": " + refused.getMessage(),
                    refused);
        }
        identity = Identity.of("measurement", 1)
                .with("estimator", estimator.id())
                .with("settings", estimator.settings())
                .with("seed", seed)
                .with(MeasuredBefore.SAMPLES, digest());
    }

    /** I(X;T); without inputs, every row of the first array is an input of its own. */
    static PlaneQuantity ofInputs(
            EstimatorChoice choice,
            String id,
            Map<String, String> settings,
            long seed,
            Optional<String> x,
            ActivationFolder.Item first) {
        if (x.isPresent()) {
            return of(choice, id, settings, seed, "--x", x.get());
        }
        if (WITHOUT_INPUTS.stream().noneMatch(id::startsWith)) {
            throw new IllegalArgumentException("the estimator " + id + " needs the inputs: give --x FILE");
        }
        int rows = first.read().rows();
        return new PlaneQuantity(
                create(choice, id, settings),
                seed,
                Samples.ofLabels(IntStream.range(0, rows).toArray()),
                first.name(),
                Optional.empty());
    }

    /** A quantity of what an option names. */
    static PlaneQuantity of(
            EstimatorChoice choice, String id, Map<String, String> settings, long seed, String option, String source) {
        String name = OptionSamples.name(option, source);
        return new PlaneQuantity(
                create(choice, id, settings), seed, OptionSamples.read(option, source), name, Optional.of(name));
    }

    private static MiEstimator create(EstimatorChoice choice, String id, Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>(settings);
        own.keySet().retainAll(choice.names(id));
        return choice.create(id, own);
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

    /** Refuses an array with another number of rows than what it is measured against. */
    void requireRows(Samples t, ActivationFolder.Item item) {
        if (t.rows() != against.rows()) {
            throw new IllegalArgumentException(item.name() + " has " + t.rows() + " rows, but " + name + " has "
                    + against.rows()
                    + (t.dimensions() == against.rows()
                            ? "; it looks transposed"
                            : "; all files hold the same samples, a row each, in the same order"));
        }
    }

    Estimate measure(Samples t, ActivationFolder.Item item) {
        try {
            return prepared.estimate(t);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    item.name() + " (t) cannot be measured by " + estimator.id()
                            + option.map(x -> " against " + x + " (x)").orElse("") + ": " + refused.getMessage(),
                    refused);
        }
    }

    /** What messages call the file that it is measured against, if an option names one. */
    Optional<String> option() {
        return option;
    }

    /** Everything that determines an estimate, apart from the activations. */
    Identity identity() {
        return identity;
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
