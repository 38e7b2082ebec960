package dev.infoplane.study.work;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.task.StudyTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans pools: the decoders of many points that one family learns together. */
final class PoolPlanner {
    private final Plan plan;
    private final Estimators family;
    private final Estimators preparation;
    private final String what;
    private final double[] sigmas;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** A point with an amount of noise. */
    private record Member(Measured point, double sigma, StudyTask prepared) {}

    /**
     * @param what for labels
     * @param sigmas amounts of noise through which each point is a member, 0 for none
     */
    PoolPlanner(Plan plan, Estimators family, String what, List<Measured> points, double... sigmas) {
        this.plan = plan;
        this.family = family;
        preparation = family.preparation();
        this.what = what;
        this.sigmas = sigmas;
        points.forEach(this::prepare);
    }

    /** Closed forms depend neither on the decoder seed nor on anything else of the family but their settings. */
    private void prepare(Measured point) {
        for (double sigma : sigmas) {
            String name = Pool.member(point.name(), sigma);
            Identity work = point.on(plan.work(PrepareKind.ID, PrepareKind.VERSION));
            members.put(
                    name,
                    new Member(
                            point,
                            sigma,
                            plan.added(prepared(
                                            sigma == 0 ? work : work.with(Parameters.SIGMA, sigma),
                                            "closed form of " + name)
                                    .input(Work.NETWORK, point.network())
                                    .cost(plan.costs().prepare(preparation, point.shape())))));
        }
    }

    private StudyTask prepared(Identity work, String label) {
        return StudyTask.of(preparation.in(work))
                .input(Work.IMAGES, plan.source())
                .label(label)
                .cost(plan.costs().withoutActivations(preparation));
    }

    /** @param draws how many images are drawn from each point, 0 for none */
    Pool pool(long seed, int draws) {
        StudyTask none =
                plan.added(prepared(plan.work(PrepareKind.ID, PrepareKind.VERSION), "closed form without activations"));
        Map<String, StudyTask> inputs = new TreeMap<>(Map.of(Work.IMAGES, plan.source(), Work.NONE, none));
        members.forEach((name, member) -> inputs.put(Work.OF_POOL + name, member.prepared));
        String of = what + plan.ofDecoder(seed);
        StudyTask learned = plan.added(StudyTask.of(seeded(PoolKind.ID, PoolKind.VERSION, seed))
                .inputs(inputs)
                .label("decoders of all points" + of)
                .cost(plan.costs().pool(family)));
        StudyTask unconditional = plan.added(StudyTask.of(seeded(UnconditionalKind.ID, UnconditionalKind.VERSION, seed))
                .inputs(inputs)
                .label("unconditional decoder" + of)
                .cost(plan.costs().unconditional(family)));
        Map<String, StudyTask> reference = Map.of(
                Work.IMAGES, plan.source(), Work.POOL, learned, Work.UNCONDITIONAL, unconditional, Work.NONE, none);
        Map<String, StudyTask> scores = new LinkedHashMap<>();
        Map<String, StudyTask> drawn = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            Map<String, StudyTask> own =
                    Map.of(Work.IMAGES, plan.source(), Work.POOL, learned, Work.POINT, member.prepared);
            scores.put(name, score(seed, Optional.of(name)).inputs(own).label("scores of " + name + of));
            if (draws > 0) {
                drawn.put(name, draw(seed, draws, Optional.of(name)).inputs(own).label("images drawn from " + name));
            }
        });
        scores.values().forEach(plan::added);
        drawn.values().forEach(plan::added);
        Optional<StudyTask> blind = draws > 0
                ? Optional.of(plan.added(draw(seed, draws, Optional.empty())
                        .inputs(reference)
                        .label("images drawn without activations")))
                : Optional.empty();
        return new Pool(
                family.spec(),
                seed,
                learned,
                plan.added(score(seed, Optional.empty()).inputs(reference).label("scores without activations" + of)),
                scores,
                blind,
                drawn);
    }

    private StudyTask score(long seed, Optional<String> member) {
        return StudyTask.of(named(seeded(ScoreKind.ID, ScoreKind.VERSION, seed), member))
                .cost(plan.costs().score(family));
    }

    private StudyTask draw(long seed, int draws, Optional<String> member) {
        return StudyTask.of(named(seeded(DrawKind.ID, DrawKind.VERSION, seed), member)
                        .with(Parameters.COUNT, draws))
                .cost(plan.costs().draw(family, draws));
    }

    private static Identity named(Identity work, Optional<String> member) {
        return member.map(name -> work.with(Parameters.NAME, name)).orElse(work);
    }

    private Identity seeded(String kind, int version, long seed) {
        return family.in(plan.work(kind, version)).with(Parameters.SEED, seed);
    }
}
