package dev.infoplane.study.work;

import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.network.Networks;
import dev.infoplane.study.network.Regime;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans one study. */
final class StudyPlanner {
    private final StudySpec spec;
    private final StudyImages images;
    private final Costs costs;
    private final Identity environment = Environment.here();
    private final List<StudyTask> all = new ArrayList<>();
    private final StudyTask source;
    private final List<String> hookPoints;
    private final Estimators input;
    private final Estimators label;
    private final Map<String, Map<String, String>> identities = new TreeMap<>();

    StudyPlanner(StudySpec spec, StudyImages images) throws IOException {
        this.spec = spec;
        this.images = images;
        costs = new Costs(spec, images);
        source = added(StudyTask.of(Identity.of(ImagesKind.ID, ImagesKind.VERSION)
                        .with("sha256", images.hash())
                        .with("halve", spec.data().halve())
                        .with("seed", spec.data().seed())
                        .with("network", spec.data().network())
                        .with(Parameters.FOLDS, Parameters.of(images.folds())))
                .cost(0));
        input = Estimators.of("input", spec.input(), images.classes());
        label = Estimators.of("label", spec.label(), images.classes());
        if (label.isPooled()) {
            throw new IllegalArgumentException("label.estimator '"
                    + spec.label().estimator() + "' learns many points together, which is for the input");
        }
        List<Regime> regimes = spec.regimes().stream().map(Regimes::of).toList();
        List<String> names = regimes.stream().map(Regime::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "regimes must have different names, since points are filed under them, got " + names);
        }
        hookPoints = networks().hookPoints(regimes.get(0), spec.hookPoints());
        for (Regime regime : regimes) {
            identities.put(regime.name(), networks().identity(regime));
        }
    }

    private Networks networks() {
        return new Networks(spec.model(), images.classes(), images.shape());
    }

    StudyGraph graph() {
        List<Measured> measured = new ArrayList<>();
        for (long seed : spec.networkSeeds()) {
            measured.addAll(networks(seed));
        }
        Map<Long, Pool> pools = new LinkedHashMap<>();
        Map<Measured, Map<Long, StudyTask>> scores = new LinkedHashMap<>();
        Map<Measured, StudyTask> prepared = new LinkedHashMap<>();
        Map<Measured, StudyTask> drawn = new LinkedHashMap<>();
        if (input.isPooled()) {
            StudyTask none =
                    added(prepare(work(PrepareKind.ID, PrepareKind.VERSION)).label("closed form without activations"));
            measured.forEach(m -> prepared.put(
                    m,
                    added(prepare(m.on(work(PrepareKind.ID, PrepareKind.VERSION)))
                            .input(Work.NETWORK, m.network)
                            .label("closed form of " + m.name()))));
            for (long seed : spec.decoderSeeds()) {
                pools.put(seed, pool(seed, none, prepared, scores, drawn));
            }
        }
        List<StudyPoint> points = new ArrayList<>();
        for (Measured m : measured) {
            points.add(new StudyPoint(
                    m.keys,
                    hookPoints.indexOf(m.hookPoint),
                    m.network,
                    input.isPooled() ? Map.of() : estimates(m, Work.INPUT, input),
                    Optional.ofNullable(prepared.get(m)),
                    scores.getOrDefault(m, Map.of()),
                    Optional.ofNullable(drawn.get(m)),
                    estimates(m, Work.LABEL, label)));
        }
        return new StudyGraph(
                TaskGraph.of(all),
                source,
                List.copyOf(points),
                pools,
                hookPoints,
                environment,
                identities,
                revisions());
    }

    private Map<String, Object> revisions() {
        Map<String, Object> revisions = new TreeMap<>();
        all.forEach(task -> revisions.put(task.work().kind(), task.work().version()));
        spec.regimes().forEach(r -> revisions.put("regime " + r, Regimes.of(r).revision()));
        revisions.put(Work.INPUT, input.revisions());
        revisions.put(Work.LABEL, label.revisions());
        return revisions;
    }

    /** A point that has activations of its own. */
    private record Measured(List<PointKey> keys, StudyTask network, int epoch, String hookPoint) {
        String name() {
            return keys.get(0).toString();
        }

        Identity on(Identity work) {
            return work.with(Parameters.EPOCH, epoch).with(Parameters.HOOK_POINT, hookPoint);
        }
    }

    private List<Measured> networks(long seed) {
        List<Integer> epochs = spec.epochs().epochs();
        boolean isShared =
                spec.shareUntrained() && epochs.contains(0) && spec.regimes().size() > 1;
        List<Measured> found = new ArrayList<>();
        Optional<StudyTask> untrained = isShared
                ? Optional.of(
                        added(network(spec.regimes().get(0), seed, List.of(0)).label("untrained network" + of(seed))))
                : Optional.empty();
        untrained.ifPresent(network -> hookPoints.forEach(h -> found.add(new Measured(
                spec.regimes().stream()
                        .map(r -> new PointKey(run(r, seed), 0, h))
                        .toList(),
                network,
                0,
                h))));
        for (String regime : spec.regimes()) {
            StudyTask alone = network(regime, seed, epochs);
            StudyTask network =
                    added(untrained.map(u -> alone.input(Work.UNTRAINED, u)).orElse(alone));
            for (int epoch : epochs) {
                if (!(isShared && epoch == 0)) {
                    hookPoints.forEach(h -> found.add(
                            new Measured(List.of(new PointKey(run(regime, seed), epoch, h)), network, epoch, h)));
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

    private String ofDecoder(long seed) {
        return spec.decoderSeeds().size() == 1 ? "" : " of decoder seed " + seed;
    }

    private StudyTask network(String name, long seed, List<Integer> epochs) {
        Regime regime = Regimes.of(name);
        return StudyTask.of(work(NetworkKind.ID, NetworkKind.VERSION)
                        .with(Parameters.REGIME, name)
                        .with("regimeRevision", regime.revision())
                        .with(Parameters.NETWORK, identities.get(regime.name()))
                        .with(
                                Parameters.MODEL,
                                Map.of(
                                        "source",
                                        spec.model().source(),
                                        Parameters.SETTINGS,
                                        spec.model().settings()))
                        .with(
                                Parameters.TRAINING,
                                Map.of(
                                        "batchSize", spec.training().batchSize(),
                                        "learningRate", spec.training().learningRate()))
                        .with(Parameters.CLASSES, images.classes())
                        .with(Parameters.SHAPE, images.shape())
                        .with(Parameters.EPOCHS, epochs)
                        .with(Parameters.HOOK_POINTS, hookPoints)
                        .with(Parameters.SEED, seed))
                .input(Work.IMAGES, source)
                .label("network of the " + regime.name() + of(seed))
                .cost(costs.network(epochs.get(epochs.size() - 1)));
    }

    private Pool pool(
            long seed,
            StudyTask none,
            Map<Measured, StudyTask> prepared,
            Map<Measured, Map<Long, StudyTask>> scores,
            Map<Measured, StudyTask> drawn) {
        Map<String, StudyTask> inputs = new TreeMap<>(Map.of(Work.IMAGES, source, Work.NONE, none));
        prepared.forEach((m, task) -> inputs.put(Work.OF_POOL + m.name(), task));
        String ofSeed = ofDecoder(seed);
        StudyTask pool = added(StudyTask.of(family(work(PoolKind.ID, PoolKind.VERSION), seed))
                .inputs(inputs)
                .label("decoders of all points" + ofSeed)
                .cost(costs.pool()));
        StudyTask alone = added(StudyTask.of(family(work(UnconditionalKind.ID, UnconditionalKind.VERSION), seed))
                .inputs(inputs)
                .label("unconditional decoder" + ofSeed)
                .cost(costs.unconditional()));
        boolean isFirst = seed == spec.decoderSeeds().get(0);
        Map<String, StudyTask> reference =
                Map.of(Work.IMAGES, source, Work.POOL, pool, Work.UNCONDITIONAL, alone, Work.NONE, none);
        prepared.forEach((m, task) -> {
            Map<String, StudyTask> of = Map.of(Work.IMAGES, source, Work.POOL, pool, Work.POINT, task);
            scores.computeIfAbsent(m, k -> new TreeMap<>())
                    .put(seed, added(score(seed, Optional.of(m)).inputs(of).label("scores of " + m.name() + ofSeed)));
            if (isFirst && spec.draws() > 0) {
                drawn.put(m, added(draw(seed, Optional.of(m)).inputs(of).label("images drawn from " + m.name())));
            }
        });
        return new Pool(
                pool,
                added(score(seed, Optional.empty()).inputs(reference).label("scores without activations" + ofSeed)),
                isFirst && spec.draws() > 0
                        ? Optional.of(added(draw(seed, Optional.empty())
                                .inputs(reference)
                                .label("images drawn without activations")))
                        : Optional.empty());
    }

    private StudyTask score(long seed, Optional<Measured> point) {
        return StudyTask.of(named(family(work(ScoreKind.ID, ScoreKind.VERSION), seed), point))
                .cost(costs.score());
    }

    private StudyTask draw(long seed, Optional<Measured> point) {
        return StudyTask.of(named(family(work(DrawKind.ID, DrawKind.VERSION), seed), point)
                        .with(Parameters.COUNT, spec.draws()))
                .cost(costs.draw());
    }

    private static Identity named(Identity work, Optional<Measured> point) {
        return point.map(m -> work.with(Parameters.NAME, m.name())).orElse(work);
    }

    private StudyTask prepare(Identity work) {
        return StudyTask.of(input.in(work)).input(Work.IMAGES, source).cost(costs.prepare());
    }

    private Identity family(Identity work, long seed) {
        return input.in(work).with(Parameters.SEED, seed);
    }

    /** By decoder seed. */
    private Map<Long, StudyTask> estimates(Measured m, String quantity, Estimators by) {
        Map<Long, StudyTask> estimates = new TreeMap<>();
        spec.decoderSeeds().forEach(seed -> estimates.put(seed, estimate(m, quantity, by, seed)));
        return estimates;
    }

    private StudyTask estimate(Measured m, String quantity, Estimators by, long seed) {
        Identity work = by.in(m.on(work(EstimateKind.ID, EstimateKind.VERSION)))
                .with(Parameters.QUANTITY, quantity)
                .with(Parameters.NAME, m.keys.get(0).run())
                .with(Parameters.SEED, seed);
        Identity bounded = by.isFamily()
                ? work.with(Parameters.ENTROPY, images.labelEntropy().nats())
                : work;
        return added(StudyTask.of(bounded)
                .input(Work.IMAGES, source)
                .input(Work.NETWORK, m.network)
                .label(quantity + " information of " + m.name() + ofDecoder(seed))
                .cost(costs.label()));
    }

    private Identity work(String kind, int version) {
        return Identity.of(kind, version)
                .with(Parameters.ENVIRONMENT, environment)
                .with(Parameters.FOLDS, Parameters.of(images.folds()));
    }

    private StudyTask added(StudyTask task) {
        all.add(task);
        return task;
    }
}
