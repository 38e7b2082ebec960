package dev.infoplane.study.spec;

import java.util.List;
import java.util.regex.Pattern;

/**
 * All that a study needs to be told. Start from {@link #DEFAULT} or from a preset and change what is to be different:
 *
 * <pre>{@code
 * StudySpec spec = SpecFile.preset("quick").toBuilder()
 *         .epochs(EpochSpec.at(List.of(0, 10)))
 *         .networkSeeds(1, 2, 3)
 *         .build();
 * }</pre>
 *
 * @param title of the report
 * @param data the images and their parts
 * @param model the network
 * @param regimes what it is trained for: {@code classifier}, {@code autoencoder}, or the name of a class that implements
 *     {@code dev.infoplane.study.network.Regime}
 * @param training how it is trained
 * @param epochs after which epochs to measure
 * @param hookPoints what to measure: names of hook points, or globs such as {@code stage*.out}
 * @param shareUntrained whether the untrained network is the same in all regimes and is measured once. The study checks that its
 *     activations are equal, and fails otherwise
 * @param input how I(X;T) is measured
 * @param label how I(T;Y) is measured
 * @param audit a second family that learns all points together, to lay beside {@code input}: do its conclusions stand under
 *     another one? {@link AuditSpec#NONE} for no audit
 * @param noise through which I(X;T) is measured too
 * @param draws how many images to draw from each point, if the family can
 * @param networkSeeds a network is trained for each
 * @param decoderSeeds decoders are learned for each; with several, each gives runs of its own, such as
 *     {@code classifier-decoder2}
 */
public record StudySpec(
        String title,
        DataSpec data,
        ModelSpec model,
        List<String> regimes,
        TrainingSpec training,
        EpochSpec epochs,
        List<String> hookPoints,
        boolean shareUntrained,
        EstimatorSpec input,
        EstimatorSpec label,
        AuditSpec audit,
        NoiseSpec noise,
        int draws,
        List<Long> networkSeeds,
        List<Long> decoderSeeds) {
    private static final int MOST_DRAWS = 1000;
    private static final Pattern REGIME = Pattern.compile("[A-Za-z_$][\\w$.]*");

    /** A ResNet-8 on the sample of Fashion-MNIST at full size. */
    public static final StudySpec DEFAULT = new StudySpec(
            "What does a network compress?",
            DataSpec.DEFAULT,
            ModelSpec.DEFAULT,
            List.of("classifier", "autoencoder"),
            TrainingSpec.DEFAULT,
            EpochSpec.DEFAULT,
            List.of("stage*.out"),
            true,
            EstimatorSpec.INPUT,
            EstimatorSpec.LABEL,
            AuditSpec.NONE,
            NoiseSpec.NONE,
            2,
            List.of(1L),
            List.of(1L));

    /** Takes copies; refuses empty and repeated lists, and fields that contradict each other. */
    public StudySpec {
        regimes = List.copyOf(regimes);
        hookPoints = List.copyOf(hookPoints);
        networkSeeds = List.copyOf(networkSeeds);
        decoderSeeds = List.copyOf(decoderSeeds);
        Checks.differentAndSome("regimes", regimes);
        Checks.differentAndSome("hookPoints", hookPoints);
        Checks.differentAndSome("networkSeeds", networkSeeds);
        Checks.differentAndSome("decoderSeeds", decoderSeeds);
        Checks.engineSeeds("networkSeeds", networkSeeds);
        Checks.atLeast("draws", 0, draws);
        Checks.atMost("draws", MOST_DRAWS, draws);
        if (title.isBlank()) {
            throw new IllegalArgumentException("title must have a text, got '" + title + "'");
        }
        if (training.batchSize() > Math.max(data.network(), TrainingSpec.DEFAULT.batchSize())) {
            throw new IllegalArgumentException("training.batchSize must be at most data.network, " + data.network()
                    + ", got " + training.batchSize());
        }
        if (input.isNone() || label.isNone()) {
            throw new IllegalArgumentException((input.isNone() ? "input" : "label")
                    + ".estimator must be the id of an estimator or a density family, got none");
        }
        Checks.among("audit.epochs", epochs.epochs(), audit.epochs());
        Checks.among("noise.epochs", epochs.epochs(), noise.epochs());
        for (String regime : regimes) {
            if (!REGIME.matcher(regime).matches()) {
                throw new IllegalArgumentException("regimes: '" + regime + "' is no name of a regime or a class");
            }
        }
    }

    /** A builder that starts from the defaults. */
    public static StudyBuilder builder() {
        return new StudyBuilder(DEFAULT);
    }

    /** A builder that starts from this study. */
    public StudyBuilder toBuilder() {
        return new StudyBuilder(this);
    }
}
