package dev.infoplane.report;

import dev.infoplane.estimate.NoiseModel;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Noise models in words: each kind once, with its amount or the range of its amounts. */
final class NoiseText {
    private NoiseText() {}

    static String of(NoiseModel noise) {
        return noise instanceof NoiseModel.None ? "none" : of(List.of(noise));
    }

    /** All that is noise among these models; empty if none is. */
    static String of(Collection<NoiseModel> noises) {
        Map<String, DoubleSummaryStatistics> amounts = new LinkedHashMap<>();
        for (NoiseModel noise : noises) {
            if (!(noise instanceof NoiseModel.None)) {
                amounts.computeIfAbsent(kind(noise), k -> new DoubleSummaryStatistics())
                        .accept(amount(noise));
            }
        }
        return amounts.entrySet().stream()
                .map(e -> e.getKey() + " " + range(e.getValue()))
                .collect(Collectors.joining(" or "));
    }

    private static String range(DoubleSummaryStatistics amounts) {
        String least = Numbers.setting(amounts.getMin());
        String most = Numbers.setting(amounts.getMax());
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String kind(NoiseModel noise) {
        if (noise instanceof NoiseModel.Gaussian) {
            return "Gaussian, sigma";
        }
        if (noise instanceof NoiseModel.Quantised) {
            return "quantised, width";
        }
        if (noise instanceof NoiseModel.EqualFrequency) {
            return "quantised, cells of equal frequency:";
        }
        return "dropout, rate";
    }

    private static double amount(NoiseModel noise) {
        if (noise instanceof NoiseModel.Gaussian g) {
            return g.sigma();
        }
        if (noise instanceof NoiseModel.Quantised q) {
            return q.width();
        }
        if (noise instanceof NoiseModel.EqualFrequency e) {
            return e.cells();
        }
        return ((NoiseModel.Dropout) noise).rate();
    }
}
