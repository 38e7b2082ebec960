package dev.infoplane.study.work;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans one study: its networks, the pools of its decoders, and the quantities that are measured point by point. */
final class StudyPlanner {
    private static final double MOST_YEARS = 10;
    private static final int LONG_DAYS = 7;
    private static final double SECONDS_OF_DAY = 86400;
    private static final double SECONDS_OF_YEAR = 365 * SECONDS_OF_DAY;
    private static final Logger LOG = LoggerFactory.getLogger(StudyPlanner.class);

    private final StudySpec spec;
    private final StudyImages images;
    private final Plan plan;
    private final Estimators input;
    private final Estimators label;
    private final Optional<Estimators> audit;

    StudyPlanner(StudySpec spec, StudyImages images) {
        this.spec = spec;
        this.images = images;
        plan = new Plan(spec, images);
        input = Estimators.of("input", spec.input(), images.classes());
        label = Estimators.of("label", spec.label(), images.classes());
        Optional<Estimators> named = spec.audit().isNone()
                ? Optional.empty()
                : Optional.of(Estimators.of("audit", spec.audit().family(), images.classes()));
        if (label.isPooled()) {
            throw new IllegalArgumentException("label.estimator '"
                    + spec.label().estimator() + "' learns many points together, which is for the input");
        }
        audit = named.map(this::audit);
        if (!spec.noise().sigmas().isEmpty()) {
            requirePooled("noise needs an input that learns all points together; input", spec.input(), input);
        }
    }

    private Estimators audit(Estimators named) {
        requirePooled("audit", spec.audit().family(), named);
        Estimators found = input.isPooled() ? named.preparingLike(input) : named;
        if (found.isSameAs(input)) {
            throw new IllegalArgumentException("audit names the family and the settings that measure the input ("
                    + spec.audit().estimator()
                    + "), which can only repeat what it reads; name another family or other settings. Families that learn"
                    + " all points together are " + Estimators.pooledIds());
        }
        return found;
    }

    private static void requirePooled(String what, EstimatorSpec quantity, Estimators found) {
        if (!found.isPooled()) {
            throw new IllegalArgumentException(what + ".estimator '" + quantity.estimator()
                    + "' does not learn all points together; those that do are " + Estimators.pooledIds());
        }
    }

    StudyGraph graph() throws IOException {
        NetworkPlanner networks = new NetworkPlanner(plan);
        List<Measured> measured = networks.measured();
        Map<Long, Pool> pools = new LinkedHashMap<>();
        if (input.isPooled()) {
            PoolPlanner pool = new PoolPlanner(plan, input, "", measured, 0);
            spec.decoderSeeds().forEach(seed -> pools.put(seed, pool.pool(seed, isFirst(seed) ? spec.draws() : 0)));
        }
        long first = spec.decoderSeeds().get(0);
        List<Measured> chosen = measured.stream()
                .filter(m -> spec.audit().measuredAt(m.epoch()))
                .toList();
        Optional<Pool> audited =
                audit.map(family -> new PoolPlanner(plan, family, " (audit)", chosen, 0).pool(first, 0));
        List<StudyPoint> points = measured.stream()
                .map(m -> new StudyPoint(
                        m.keys(),
                        networks.hookPoints().indexOf(m.hookPoint()),
                        m.network(),
                        input.isPooled() ? Map.of() : estimates(m, Work.INPUT, input),
                        estimates(m, Work.LABEL, label)))
                .toList();
        Optional<Pool> noisy = throughNoise(measured);
        TaskGraph tasks = plan.graph();
        requirePossible(tasks);
        return new StudyGraph(
                tasks,
                plan.source(),
                points,
                pools,
                audited,
                noisy,
                networks.hookPoints(),
                plan.environment(),
                networks.identities(),
                revisions());
    }

    /** Refuses what nobody can wait for, and warns of a task that takes long however many cores there are. */
    private static void requirePossible(TaskGraph tasks) {
        double seconds = tasks.inOrder().stream().mapToDouble(StudyTask::cost).sum();
        StudyTask largest = tasks.inOrder().stream()
                .max(Comparator.comparingDouble(StudyTask::cost))
                .orElseThrow();
        if (seconds > MOST_YEARS * SECONDS_OF_YEAR) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the study would take about %.0f years of one core, of which '%s' alone takes %.0f; are its steps,"
                            + " epochs or sizes meant?",
                    seconds / SECONDS_OF_YEAR,
                    largest.label(),
                    largest.cost() / SECONDS_OF_YEAR));
        }
        if (largest.cost() > LONG_DAYS * SECONDS_OF_DAY) {
            LOG.warn(
                    "'{}' takes about {} days of one core, which more workers do not shorten; are its steps, epochs or"
                            + " sizes meant?",
                    largest.label(),
                    Math.round(largest.cost() / SECONDS_OF_DAY));
        }
    }

    private boolean isFirst(long decoderSeed) {
        return decoderSeed == spec.decoderSeeds().get(0);
    }

    /** Points without noise are members too, so that all amounts of a curve are learned alike. */
    private Optional<Pool> throughNoise(List<Measured> measured) {
        if (spec.noise().sigmas().isEmpty()) {
            return Optional.empty();
        }
        List<Measured> chosen = measured.stream()
                .filter(m -> spec.noise().measuredAt(m.epoch()))
                .toList();
        double[] sigmas = DoubleStream.concat(
                        DoubleStream.of(0), spec.noise().sigmas().stream().mapToDouble(s -> s))
                .toArray();
        return Optional.of(new PoolPlanner(plan, input, " (through noise)", chosen, sigmas)
                .pool(spec.decoderSeeds().get(0), 0));
    }

    private Map<String, Object> revisions() {
        Map<String, Object> revisions = plan.versions();
        spec.regimes().forEach(r -> revisions.put("regime " + r, Regimes.of(r).revision()));
        revisions.put(Work.INPUT, input.revisions());
        revisions.put(Work.LABEL, label.revisions());
        audit.ifPresent(a -> revisions.put("audit", a.revisions()));
        return revisions;
    }

    /** By decoder seed. */
    private Map<Long, StudyTask> estimates(Measured m, String quantity, Estimators by) {
        Map<Long, StudyTask> estimates = new TreeMap<>();
        spec.decoderSeeds().forEach(seed -> estimates.put(seed, estimate(m, quantity, by, seed)));
        return estimates;
    }

    private StudyTask estimate(Measured m, String quantity, Estimators by, long seed) {
        Identity work = by.in(m.on(plan.work(EstimateKind.ID, EstimateKind.VERSION)))
                .with(Parameters.QUANTITY, quantity)
                .with(Parameters.NAME, m.keys().get(0).run())
                .with(Parameters.SEED, seed);
        Identity bounded = by.isFamily()
                ? work.with(Parameters.ENTROPY, images.labelEntropy().nats())
                : work;
        return plan.added(StudyTask.of(bounded)
                .input(Work.IMAGES, plan.source())
                .input(Work.NETWORK, m.network())
                .label(quantity + " information of " + m.name() + plan.ofDecoder(seed))
                .cost(plan.costs().estimate(by, m.shape())));
    }
}
