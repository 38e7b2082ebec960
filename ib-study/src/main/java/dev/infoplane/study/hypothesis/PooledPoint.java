package dev.infoplane.study.hypothesis;

import com.google.common.math.Stats;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One layer at one epoch, averaged over seeds: first over the decoders of each network, then over networks.
 *
 * @param estimate the average, image by image where that is possible
 * @param byNetwork the value of each network in nats, in order of seeds
 */
record PooledPoint(Estimate estimate, double[] byNetwork) {
    /**
     * @param all what was measured at this point
     * @param used which of these repetitions are averaged, sorted
     * @param measuredSpread standard deviation over decoder seeds, in nats, 0 if it was not measured
     */
    static PooledPoint of(Map<Replicate, Estimate> all, List<Replicate> used, double measuredSpread) {
        Map<Long, List<Estimate>> networks = new TreeMap<>();
        used.forEach(r -> networks.computeIfAbsent(r.networkSeed(), k -> new ArrayList<>())
                .add(all.get(r)));
        List<Estimate> estimates = used.stream().map(all::get).toList();
        double[] byNetwork = networks.values().stream()
                .mapToDouble(
                        n -> mean(n.stream().mapToDouble(e -> e.value().nats()).toArray()))
                .toArray();
        int decoders = networks.values().stream().mapToInt(List::size).min().orElseThrow();
        return new PooledPoint(average(networks.values(), estimates, byNetwork, decoders, measuredSpread), byNetwork);
    }

    private static Estimate average(
            Collection<List<Estimate>> networks,
            List<Estimate> all,
            double[] byNetwork,
            int decoders,
            double measuredSpread) {
        Estimate first = all.get(0);
        Estimate.Builder pooled = alike(all)
                ? Estimate.ofPointwise(pointwise(networks, first.samples()), first.bound(), first.estimator())
                : Estimate.of(Information.ofNats(mean(byNetwork)), first.bound(), first.estimator(), first.samples());
        pooled.noise(first.noise()).settings(common(all));
        first.learningCurve().ifPresent(pooled::learningCurve);
        gap(all).ifPresent(pooled::convergenceGap);
        all(all, Estimate::decoderSpread)
                .map(spreads -> Math.max(
                        measuredSpread,
                        Math.sqrt(spreads.stream()
                                .mapToDouble(s -> s.nats() * s.nats())
                                .average()
                                .orElseThrow())))
                .ifPresent(s -> pooled.decoderSpread(Information.ofNats(s / Math.sqrt(decoders))));
        all.stream().flatMap(e -> e.warnings().stream()).distinct().forEach(pooled::warning);
        return pooled.build();
    }

    /** The mean; infinities of both signs have none, and what holds them can be no peak. */
    private static double mean(double[] values) {
        double mean = Stats.meanOf(values);
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    /** Whether all have a value for each of the same images and were made in the same way. */
    private static boolean alike(List<Estimate> all) {
        Estimate first = all.get(0);
        return all.stream()
                .allMatch(e -> e.pointwiseNats().isPresent()
                        && Double.isFinite(e.value().nats())
                        && e.samples() == first.samples()
                        && e.bound() == first.bound()
                        && e.noise().equals(first.noise())
                        && e.estimator().equals(first.estimator())
                        && steps(e).equals(steps(first)));
    }

    private static Optional<Integer> steps(Estimate e) {
        return e.learningCurve().map(LearningCurve::steps);
    }

    private static double[] pointwise(Collection<List<Estimate>> networks, int samples) {
        double[] mean = new double[samples];
        for (List<Estimate> decoders : networks) {
            for (Estimate e : decoders) {
                double[] nats = e.pointwiseNats().orElseThrow();
                for (int i = 0; i < samples; i++) {
                    mean[i] += nats[i] / decoders.size() / networks.size();
                }
            }
        }
        return mean;
    }

    /** The settings that all share; decoder seeds, for instance, may differ. */
    private static Map<String, String> common(List<Estimate> all) {
        Map<String, String> settings = new LinkedHashMap<>(all.get(0).settings());
        all.forEach(e -> settings.entrySet().retainAll(e.settings().entrySet()));
        return settings;
    }

    /** The mean forecast: decoders of one budget err alike, so an average over them does not shrink its interval. */
    private static Optional<ConvergenceGap> gap(List<Estimate> all) {
        return all(all, Estimate::convergenceGap).map(gaps -> {
            double expected = mean(gaps, ConvergenceGap::expected);
            return new ConvergenceGap(
                    Information.ofNats(expected),
                    Information.ofNats(Math.min(expected, mean(gaps, ConvergenceGap::low))),
                    Information.ofNats(Math.max(expected, mean(gaps, ConvergenceGap::high))));
        });
    }

    private static double mean(List<ConvergenceGap> gaps, Function<ConvergenceGap, Information> part) {
        return gaps.stream().mapToDouble(g -> part.apply(g).nats()).average().orElseThrow();
    }

    /** That part of all estimates, if all have it. */
    private static <T> Optional<List<T>> all(List<Estimate> estimates, Function<Estimate, Optional<T>> part) {
        List<T> parts = estimates.stream().map(part).flatMap(Optional::stream).collect(Collectors.toList());
        return parts.size() == estimates.size() ? Optional.of(parts) : Optional.empty();
    }
}
