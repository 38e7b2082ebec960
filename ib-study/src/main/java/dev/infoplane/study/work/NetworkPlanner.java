package dev.infoplane.study.work;

import dev.infoplane.plane.PointKey;
import dev.infoplane.study.network.NetworkLayout;
import dev.infoplane.study.network.Networks;
import dev.infoplane.study.network.Regime;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.spec.TrainingSpec;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans the networks of a study. */
final class NetworkPlanner {
    private final Plan plan;
    private final StudySpec spec;
    private final Map<String, NetworkLayout> layouts = new TreeMap<>();
    private final Map<String, List<Integer>> hookPoints;
    private final Map<String, Map<String, String>> identities = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if the spec names a network, a regime or a hook point that does not exist
     * @throws IOException if a network cannot be loaded
     */
    NetworkPlanner(Plan plan) throws IOException {
        this.plan = plan;
        spec = plan.spec();
        List<Regime> regimes = spec.regimes().stream().map(Regimes::of).toList();
        List<String> names = regimes.stream().map(Regime::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "regimes must have different names, since points are filed under them, got " + names);
        }
        Networks networks = new Networks(
                spec.model(), plan.images().classes(), plan.images().shape());
        for (Regime regime : regimes) {
            layouts.put(regime.name(), networks.layout(regime, spec.hookPoints()));
            identities.put(regime.name(), networks.identity(regime));
        }
        hookPoints = layouts.get(names.get(0)).hookPoints();
    }

    List<String> hookPoints() {
        return List.copyOf(hookPoints.keySet());
    }

    /** By regime, what tells its network from another one that the spec may have meant. */
    Map<String, Map<String, String>> identities() {
        return identities;
    }

    /** What all networks compute at the epochs and hook points of the study. */
    List<Measured> measured() {
        List<Measured> all = new ArrayList<>();
        spec.networkSeeds().forEach(seed -> all.addAll(measured(seed)));
        return all;
    }

    private List<Measured> measured(long seed) {
        List<Integer> epochs = spec.epochs().epochs();
        boolean isShared =
                spec.shareUntrained() && epochs.contains(0) && spec.regimes().size() > 1;
        List<Measured> found = new ArrayList<>();
        Optional<StudyTask> untrained = isShared
                ? Optional.of(plan.added(
                        network(spec.regimes().get(0), seed, List.of(0)).label("untrained network" + of(seed))))
                : Optional.empty();
        untrained.ifPresent(network -> hookPoints.forEach((h, shape) -> found.add(new Measured(
                spec.regimes().stream()
                        .map(r -> new PointKey(run(r, seed), 0, h))
                        .toList(),
                network,
                0,
                h,
                shape))));
        for (String regime : spec.regimes()) {
            StudyTask alone = network(regime, seed, epochs);
            StudyTask network = plan.added(
                    untrained.map(u -> alone.input(Work.UNTRAINED, u)).orElse(alone));
            for (int epoch : epochs) {
                if (!(isShared && epoch == 0)) {
                    hookPoints.forEach((h, shape) -> found.add(new Measured(
                            List.of(new PointKey(run(regime, seed), epoch, h)), network, epoch, h, shape)));
                }
            }
        }
        return found;
    }

    private String run(String regime, long seed) {
        return Regimes.of(regime).name() + (spec.networkSeeds().size() == 1 ? "" : "-seed" + seed);
    }

    private String of(long seed) {
        return spec.networkSeeds().size() == 1 ? "" : " of seed " + seed;
    }

    private StudyTask network(String name, long seed, List<Integer> epochs) {
        Regime regime = Regimes.of(name);
        ModelSpec model = spec.model();
        TrainingSpec training = spec.training();
        return StudyTask.of(plan.work(NetworkKind.ID, NetworkKind.VERSION)
                        .with(Parameters.REGIME, name)
                        .with("regimeRevision", regime.revision())
                        .with(Parameters.NETWORK, identities.get(regime.name()))
                        .with(Parameters.MODEL, Map.of("source", model.source(), Parameters.SETTINGS, model.settings()))
                        .with(
                                Parameters.TRAINING,
                                Map.of("batchSize", training.batchSize(), "learningRate", training.learningRate()))
                        .with(Parameters.CLASSES, plan.images().classes())
                        .with(Parameters.SHAPE, plan.images().shape())
                        .with(Parameters.EPOCHS, epochs)
                        .with(Parameters.HOOK_POINTS, hookPoints())
                        .with(Parameters.SEED, seed))
                .input(Work.IMAGES, plan.source())
                .label("network of the " + regime.name() + of(seed))
                .cost(plan.costs().network(layouts.get(regime.name()), epochs));
    }
}
