package dev.infoplane.examples.truth;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.PooledBound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One source of known information in one pool: what is seen of its images, re-encodings of it, versions that hold less, and
 * activations that say nothing. What is claimed, warned of and read is counted in a {@link TrustTally}.
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

    /** Counts what may not be claimed, and what should be. */
    void countClaims(Map<String, Estimate> first, Map<String, Estimate> otherSeed, TrustTally tally) {
        Estimate seen = first.get(SEEN);
        tally.mayNotBeClaimed(source.name() + ": the same", isClaimed(seen, first.get(AGAIN)));
        tally.mayNotBeClaimed(source.name() + ": another seed", isClaimed(seen, otherSeed.get(SEEN)));
        tally.mayNotBeClaimed(source.name() + ": nothing", isClaimed(first.get(NOTHING + 0), first.get(NOTHING + 1)));
        for (String name : reencoded) {
            tally.mayNotBeClaimed(source.name() + ": " + name, isClaimed(seen, first.get(name)));
            if (source.truth() >= TrustTally.LEAST_BITS) {
                double change = first.get(name).value().bits() / seen.value().bits() - 1;
                tally.reencoded(source.name() + ": " + name, change);
            }
        }
        for (int k = 0; k < source.reduced().size(); k++) {
            tally.shouldBeClaimed(k, source.reduced().get(k).share(), isClaimed(seen, first.get(reduced(k))));
        }
    }

    private static boolean isClaimed(Estimate a, Estimate b) {
        return Contrast.between(a, b).verdict().outcome() == Outcome.CLAIMED;
    }

    /** Counts values that are off, and what four times the steps still brought. */
    void countValues(Map<String, Estimate> once, Map<String, Estimate> fourTimes, TrustTally tally) {
        for (String name : points.keySet()) {
            String what = source.name() + ": " + name;
            tally.value(what, once.get(name), truth(name), source.entropy());
            tally.training(what, once.get(name), fourTimes.get(name), source.entropy());
        }
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
