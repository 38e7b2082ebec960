package dev.infoplane.study.hypothesis;

import com.google.common.math.Stats;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.study.hypothesis.Claim.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The questions that a plane can be asked, in order of amounts, regimes and layers. */
final class Questions {
    private static final Comparator<Replicate> ORDER =
            Comparator.comparingLong(Replicate::networkSeed).thenComparingLong(Replicate::decoderSeed);

    private final SeededPlane plane;
    private final List<Question> questions = new ArrayList<>();

    private Questions(SeededPlane plane) {
        this.plane = plane;
    }

    static List<Question> of(SeededPlane plane) {
        Questions q = new Questions(plane);
        for (Amount amount : Amount.values()) {
            for (String regime : plane.regimes()) {
                plane.hookPoints().forEach(hook -> q.overEpochs(amount, regime, hook));
                for (int i = 1; i < plane.hookPoints().size(); i++) {
                    q.overDepth(
                            amount,
                            regime,
                            plane.hookPoints().get(i - 1),
                            plane.hookPoints().get(i));
                }
            }
        }
        return q.questions;
    }

    private void overEpochs(Amount amount, String regime, String hook) {
        SortedMap<Integer, Map<Replicate, Estimate>> path = plane.path(amount, regime, hook);
        if (path.size() < 2) {
            return;
        }
        int first = path.firstKey();
        int last = path.lastKey();
        int measured = networks(path.values().stream()
                        .flatMap(all -> all.keySet().stream())
                        .collect(Collectors.toSet()))
                .size();
        SortedMap<Integer, PooledPoint> points = pooled(path);
        if (points.isEmpty()) {
            questions.add(new Question(
                    new Claim(Kind.FITTING, amount, regime, hook, String.valueOf(first), last), List.of(), measured));
            questions.add(new Question(
                    new Claim(Kind.COMPRESSION, amount, regime, hook, String.valueOf(last), first),
                    List.of(),
                    measured));
            return;
        }
        List<Comparison> rises = points.tailMap(first + 1).entrySet().stream()
                .map(e -> Comparison.of(e.getKey(), points.get(first), e.getValue()))
                .toList();
        List<Comparison> falls = points.headMap(last).entrySet().stream()
                .map(e -> Comparison.of(e.getKey(), points.get(last), e.getValue()))
                .toList();
        int peak = Question.largest(rises).epoch();
        questions.add(new Question(
                new Claim(Kind.FITTING, amount, regime, hook, String.valueOf(first), peak), rises, measured));
        peak = Question.largest(falls).epoch();
        questions.add(new Question(
                new Claim(Kind.COMPRESSION, amount, regime, hook, String.valueOf(last), peak), falls, measured));
    }

    /**
     * The points of a path, averaged over the same repetitions. Networks without the first or the last epoch are left out, then
     * epochs that one of the others lacks, then decoder seeds that lack one of these epochs.
     */
    private static SortedMap<Integer, PooledPoint> pooled(SortedMap<Integer, Map<Replicate, Estimate>> path) {
        Set<Long> networks = networks(path.get(path.firstKey()).keySet());
        networks.retainAll(networks(path.get(path.lastKey()).keySet()));
        SortedMap<Integer, Map<Replicate, Estimate>> complete = new TreeMap<>(path);
        complete.values().removeIf(all -> !networks(all.keySet()).containsAll(networks));
        List<Replicate> used = common(complete.values());
        SortedMap<Integer, PooledPoint> points = new TreeMap<>();
        if (!used.isEmpty()) {
            double spread = decoderSpread(path.values());
            complete.forEach((epoch, all) -> points.put(epoch, PooledPoint.of(all, used, spread)));
        }
        return points;
    }

    private void overDepth(Amount amount, String regime, String shallow, String deep) {
        SortedMap<Integer, Map<Replicate, Estimate>> above = new TreeMap<>(plane.path(amount, regime, shallow));
        SortedMap<Integer, Map<Replicate, Estimate>> below = new TreeMap<>(plane.path(amount, regime, deep));
        above.keySet().retainAll(below.keySet());
        if (above.isEmpty()) {
            return;
        }
        int epoch = above.lastKey();
        Map<Replicate, Estimate> top = above.get(epoch);
        Map<Replicate, Estimate> base = below.get(epoch);
        List<Replicate> used = common(List.of(top, base));
        Set<Replicate> either = new HashSet<>(top.keySet());
        either.addAll(base.keySet());
        List<Comparison> comparison = used.isEmpty()
                ? List.of()
                : List.of(Comparison.of(
                        epoch,
                        PooledPoint.of(base, used, decoderSpread(below.values())),
                        PooledPoint.of(top, used, decoderSpread(above.values()))));
        questions.add(new Question(
                new Claim(Kind.DEPTH, amount, regime, deep, shallow, epoch),
                comparison,
                networks(either).size()));
    }

    private static Set<Long> networks(Set<Replicate> replicates) {
        return replicates.stream().map(Replicate::networkSeed).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Replicate> common(Iterable<Map<Replicate, Estimate>> points) {
        Set<Replicate> common = new HashSet<>(points.iterator().next().keySet());
        points.forEach(all -> common.retainAll(all.keySet()));
        return common.stream().sorted(ORDER).toList();
    }

    /** Standard deviation over the decoder seeds of one network, pooled over the points that were decoded by several; otherwise 0. */
    private static double decoderSpread(Iterable<Map<Replicate, Estimate>> points) {
        double squares = 0;
        long freedom = 0;
        for (Map<Replicate, Estimate> all : points) {
            Map<Long, List<Double>> byNetwork = all.entrySet().stream()
                    .filter(e -> Double.isFinite(e.getValue().value().nats()))
                    .collect(Collectors.groupingBy(
                            e -> e.getKey().networkSeed(),
                            TreeMap::new,
                            Collectors.mapping(e -> e.getValue().value().nats(), Collectors.toList())));
            for (List<Double> values : byNetwork.values()) {
                Stats stats = Stats.of(values);
                squares += stats.populationVariance() * stats.count();
                freedom += stats.count() - 1;
            }
        }
        return freedom == 0 ? 0 : Math.sqrt(squares / freedom);
    }
}
