package dev.infoplane.benchmarks;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.hypothesis.Answer;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.TestedClaim;
import dev.infoplane.testkit.study.SimulatedPlane;
import dev.infoplane.testkit.study.SimulatedPlane.NetworkNoise;
import dev.infoplane.testkit.study.SimulatedPlane.Noise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often the claims of a study are made wrongly and rightly, on planes of known changes. Writes a table of one row a setting.
 *
 * <p>Arguments: the table to write, how many seeds.
 */
public final class ClaimRates {
    private static final double[] CHANGES_OF_ONE = {0.2, 0.3, 0.4, 0.6};
    private static final double[] CHANGES_OF_THREE = {1, 2, 3, 4};
    private static final double NETWORK_DEVIATION = 0.5;

    private ClaimRates() {}

    /** Tests every setting on every seed. */
    public static void main(String[] args) throws IOException {
        int seeds = Integer.parseInt(args[1]);
        StringBuilder table = new StringBuilder("setting,change_nats,seeds,claims,studies_with_false_claims,found\n");
        for (Map.Entry<String, SimulatedPlane> setting : settings().entrySet()) {
            table.append(row(setting.getKey(), setting.getValue(), seeds));
        }
        AtomicFiles.write(Path.of(args[0]), table.toString());
    }

    private static Map<String, SimulatedPlane> settings() {
        Map<String, SimulatedPlane> settings = new LinkedHashMap<>();
        SimulatedPlane still = SimulatedPlane.still();
        for (Noise noise : Noise.values()) {
            settings.put("1 network; images " + words(noise), still.noise(noise));
        }
        settings.put("1 network; images in groups of 4", still.imagesOfGroup(4));
        for (int networks = 2; networks <= 3; networks++) {
            for (NetworkNoise kind : NetworkNoise.values()) {
                settings.put(networks + " networks; differ " + words(kind), still.networks(networks, kind, 1));
            }
        }
        for (double change : CHANGES_OF_ONE) {
            settings.put("1 network; change " + change, still.change(change));
        }
        for (double change : CHANGES_OF_THREE) {
            settings.put(
                    "3 networks; change " + change,
                    still.networks(3, NetworkNoise.INDEPENDENT, NETWORK_DEVIATION)
                            .change(change));
        }
        return settings;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String name, SimulatedPlane plane, int seeds) {
        int claims = 0;
        int found = 0;
        int wrong = 0;
        for (int seed = 0; seed < seeds; seed++) {
            List<TestedClaim> tested =
                    ClaimTests.standard().seed(seed).groups(plane.groups()).test(plane.draw(seed));
            claims += tested.size();
            found += count(tested, Answer.HOLDS);
            boolean isStill = plane.change() == 0;
            wrong += count(tested, Answer.OPPOSITE) + (isStill ? count(tested, Answer.HOLDS) : 0) > 0 ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%s,%.1f,%d,%d,%d,%d%n",
                name.split("; change")[0],
                plane.change(),
                seeds,
                claims,
                wrong,
                found);
    }

    private static int count(List<TestedClaim> claims, Answer answer) {
        return (int) claims.stream().filter(c -> c.answer() == answer).count();
    }
}
