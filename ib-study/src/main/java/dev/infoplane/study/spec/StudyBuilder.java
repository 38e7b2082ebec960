package dev.infoplane.study.spec;

import java.util.Arrays;
import java.util.List;

/** Changes a study field by field. Everything is checked by {@link #build}. */
public final class StudyBuilder {
    private String title;
    private DataSpec data;
    private ModelSpec model;
    private List<String> regimes;
    private TrainingSpec training;
    private EpochSpec epochs;
    private List<String> hookPoints;
    private boolean shareUntrained;
    private EstimatorSpec input;
    private EstimatorSpec label;
    private AuditSpec audit;
    private NoiseSpec noise;
    private int draws;
    private List<Long> networkSeeds;
    private List<Long> decoderSeeds;

    StudyBuilder(StudySpec from) {
        title = from.title();
        data = from.data();
        model = from.model();
        regimes = from.regimes();
        training = from.training();
        epochs = from.epochs();
        hookPoints = from.hookPoints();
        shareUntrained = from.shareUntrained();
        input = from.input();
        label = from.label();
        audit = from.audit();
        noise = from.noise();
        draws = from.draws();
        networkSeeds = from.networkSeeds();
        decoderSeeds = from.decoderSeeds();
    }

    /** The title of the report. */
    public StudyBuilder title(String value) {
        title = value;
        return this;
    }

    /** The images and their parts. */
    public StudyBuilder data(DataSpec value) {
        data = value;
        return this;
    }

    /** The network. */
    public StudyBuilder model(ModelSpec value) {
        model = value;
        return this;
    }

    /** What networks are trained for: names of regimes or classes. */
    public StudyBuilder regimes(String... values) {
        regimes = List.of(values);
        return this;
    }

    /** How networks are trained. */
    public StudyBuilder training(TrainingSpec value) {
        training = value;
        return this;
    }

    /** After which epochs to measure. */
    public StudyBuilder epochs(EpochSpec value) {
        epochs = value;
        return this;
    }

    /** What to measure: names or globs of hook points. */
    public StudyBuilder hookPoints(String... values) {
        hookPoints = List.of(values);
        return this;
    }

    /** Whether the untrained network is measured once for all regimes. */
    public StudyBuilder shareUntrained(boolean value) {
        shareUntrained = value;
        return this;
    }

    /** How I(X;T) is measured. */
    public StudyBuilder input(EstimatorSpec value) {
        input = value;
        return this;
    }

    /** How I(T;Y) is measured. */
    public StudyBuilder label(EstimatorSpec value) {
        label = value;
        return this;
    }

    /** A second family that learns all points together, to lay beside the input's. */
    public StudyBuilder audit(AuditSpec value) {
        audit = value;
        return this;
    }

    /** Noise through which I(X;T) is measured too. */
    public StudyBuilder noise(NoiseSpec value) {
        noise = value;
        return this;
    }

    /** How many images to draw from each point. */
    public StudyBuilder draws(int value) {
        draws = value;
        return this;
    }

    /** A network is trained for each seed. */
    public StudyBuilder networkSeeds(long... values) {
        networkSeeds = Arrays.stream(values).boxed().toList();
        return this;
    }

    /** Decoders are learned for each seed. */
    public StudyBuilder decoderSeeds(long... values) {
        decoderSeeds = Arrays.stream(values).boxed().toList();
        return this;
    }

    /**
     * The study.
     *
     * @throws IllegalArgumentException if a field does not hold what it must
     */
    public StudySpec build() {
        return new StudySpec(
                title,
                data,
                model,
                regimes,
                training,
                epochs,
                hookPoints,
                shareUntrained,
                input,
                label,
                audit,
                noise,
                draws,
                networkSeeds,
                decoderSeeds);
    }
}
