package dev.infoplane.examples.truth;

import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.PooledBound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One source of known information in one pool: what is seen of its images, re-encodings of it, versions that hold less, and
 * activations that say nothing.
 */
final class TrustTrial {
    private static final String SEEN = "seen";
    private static final String AGAIN = "seen again";
    private static final String NOTHING = "nothing ";

    private final DrawnSource source;
    private final Map<String, Samples> points = new LinkedHashMap<>();
    private final List<String> reencoded;

    TrustTrial(DrawnSource source, long seed) {
        this.source = source;
        SplittableRandom random = new SplittableRandom(seed);
        Samples t = source.t();
        points.put(SEEN, t);
        points.put(AGAIN, t);
        int[] shape = t.rowShape();
        Samples map = shape.length == 3 ? t : t.reshape(t.dimensions(), 1, 1);
        points.put("affine", Reencodings.affine(map, random.nextLong()).reshape(shape));
        points.put(
                "mixed values", Reencodings.mixedValues(map, random.nextLong()).reshape(shape));
        if (shape.length == 3) {
            points.put("mixed channels", Reencodings.mixedChannels(map, random.nextLong()));
            points.put("cumulative sums", Reencodings.cumulativeSums(map));
        }
        reencoded = points.keySet().stream().skip(2).toList();
        IntStream.range(0, source.reduced().size())
                .forEach(k -> points.put(reduced(k), source.reduced().get(k).t()));
        for (int k = 0; k < 2; k++) {
            points.put(NOTHING + k, normals(t.rows(), 1 + random.nextInt(64), random));
        }
    }

    private static String reduced(int k) {
        return "reduced " + k;
    }

    private static Samples normals(int rows, int d, SplittableRandom random) {
        float[] values = new float[rows * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values, d);
    }

    /** Measures all points. */
    Map<String, Estimate> measure(PooledFamily family, long seed) {
        return PooledBound.withKnownEntropy(family, Information.ofBits(source.entropy()))
                .folds(TrustCheck.FOLDS)
                .estimate(source.x(), points.keySet(), points::get, seed);
    }

    /**
     * What was found.
     *
     * @param once all points with the budget that is judged
     * @param otherSeed by decoders of another seed
     * @param fourTimes with four times the steps
     */
    List<TrustRow> rows(Map<String, Estimate> once, Map<String, Estimate> otherSeed, Map<String, Estimate> fourTimes) {
        List<TrustRow> rows = new ArrayList<>();
        Map<String, TrustRow.Measured> measured = new LinkedHashMap<>();
        points.keySet()
                .forEach(name ->
                        measured.put(name, new TrustRow.Measured(once.get(name), Optional.of(fourTimes.get(name)))));
        for (String name : points.keySet()) {
            Optional<String> against = switch (role(name)) {
                case SEEN, BLANK -> Optional.empty();
                case NOTHING -> Optional.of(NOTHING + 0);
                default -> Optional.of(SEEN);
            };
            rows.add(TrustRow.of(place(name, role(name)), measured.get(name), against.map(measured::get)));
        }
        rows.add(TrustRow.of(
                place("another seed", TrustRow.Role.OTHER_SEED),
                new TrustRow.Measured(otherSeed.get(SEEN), Optional.empty()),
                Optional.of(measured.get(SEEN))));
        return rows;
    }

    private TrustRow.Place place(String name, TrustRow.Role role) {
        return new TrustRow.Place(
                source.name(), name, role, 1 - truth(name) / source.truth(), source.entropy(), truth(name));
    }

    private TrustRow.Role role(String name) {
        if (name.equals(SEEN)) {
            return TrustRow.Role.SEEN;
        }
        if (name.equals(AGAIN)) {
            return TrustRow.Role.SAME;
        }
        if (name.startsWith(NOTHING)) {
            return name.equals(NOTHING + 0) ? TrustRow.Role.BLANK : TrustRow.Role.NOTHING;
        }
        return reencoded.contains(name) ? TrustRow.Role.REENCODED : TrustRow.Role.REDUCED;
    }

    private double truth(String name) {
        if (name.startsWith(NOTHING)) {
            return 0;
        }
        return IntStream.range(0, source.reduced().size())
                .filter(k -> name.equals(reduced(k)))
                .mapToDouble(k -> source.truth() * (1 - source.reduced().get(k).share()))
                .findFirst()
                .orElse(source.truth());
    }
}
