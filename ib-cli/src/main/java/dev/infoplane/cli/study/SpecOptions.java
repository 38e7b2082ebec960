package dev.infoplane.cli.study;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.Study;
import dev.infoplane.study.spec.AuditSpec;
import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.NoiseSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudyBuilder;
import dev.infoplane.study.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study: a file or a preset, and what is to be different. */
final class SpecOptions {
    private static final int MOST_TIMES = 1000;
    private static final List<String> STEPS = List.of("steps", "ownSteps", "marginalSteps", "parentSteps");

    @Parameters(
            index = "0",
            paramLabel = "SPEC",
            description =
                    "A YAML file, or a preset: toy (a minute), quick (minutes: 14 by 14 pixels), fashion (28 by 28, an"
                            + " hour or so), cifar10, cinic10.")
    private String spec = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the images, instead of data.path; for a study of the sample that ships, original idx"
                            + " files, gz or not.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--epoch",
            split = ",",
            description =
                    "After which epochs to measure, 0 before any (default: those of the study). If the study audits, or"
                            + " adds noise to, some epochs only, the nearest of these take their place.")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--hook-point",
            split = ",",
            description = "What to measure, for instance stage1.out (default: those of the study).")
    private List<String> hookPoints = List.of();

    @Option(
            names = "--times",
            description =
                    "Decoders of images take this many times the study's steps (default: ${DEFAULT-VALUE}): does what"
                            + " the plane says stand?")
    private int times = 1;

    @Option(
            names = "--audit",
            arity = "0..1",
            fallbackValue = "pooled-context-mlp",
            paramLabel = "FAMILY",
            description = "A second family that reads all points too, even if the study audits some epochs only, to lay"
                    + " beside the first (without a name: ${FALLBACK-VALUE}).")
    private Optional<String> audit = Optional.empty();

    @Option(
            names = "--noise",
            split = ",",
            paramLabel = "SIGMA",
            description =
                    "Measures through Gaussian noise too, of this share of a layer's deviation, for instance 0.1,1.")
    private List<Double> noise = List.of();

    @Option(names = "--seed", description = "Of all randomness: one network and one pool of decoders.")
    private List<Long> seed = List.of();

    /**
     * Plans the study.
     *
     * @throws IllegalArgumentException if the file or an option makes no sense, or what they name cannot be read or used
     * @throws IOException if the JVM has too little memory
     */
    Study study() throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", "1"); // as in workers; numbers depend on it
        try {
            StudySpec wanted = spec();
            SpecNames.installed().require(wanted);
            return Study.of(wanted);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "the JVM's heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB is too small; give it more with -Xmx",
                    e);
        } catch (IOException unusable) {
            throw new IllegalArgumentException(AtomicFiles.reason(unusable), unusable);
        }
    }

    /** The file or the preset, with what is to be different. */
    StudySpec spec() throws IOException {
        return changed(read());
    }

    private StudySpec read() throws IOException {
        if (SpecFile.PRESETS.contains(spec)) {
            return SpecFile.preset(spec);
        }
        Path file = Path.of(spec);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "there is neither a file nor a preset '" + spec + "'; presets are " + SpecFile.PRESETS);
        }
        return SpecFile.read(file);
    }

    private StudySpec changed(StudySpec from) {
        StudyBuilder changed = from.toBuilder();
        require(
                times >= 1 && times <= MOST_TIMES,
                "--times must be at least 1 and at most " + MOST_TIMES + ", got " + times);
        DataSpec images = from.data();
        if (data.isPresent()) {
            String folder = data.get();
            require(
                    !folder.isBlank() && Files.isDirectory(Path.of(folder)),
                    "--data must be a folder that exists, got '" + folder + "'");
            images = images.from(images.format().equals(DataSpec.SAMPLE) ? "idx" : images.format(), folder);
        }
        if (!epochs.isEmpty()) {
            require(
                    epochs.stream().allMatch(e -> e >= 0 && e <= EpochSpec.MOST),
                    "--epoch must lie between 0 and " + EpochSpec.MOST + ", got " + epochs);
            changed.epochs(EpochSpec.at(epochs.stream().distinct().toList()));
        }
        if (!hookPoints.isEmpty()) {
            changed.hookPoints(hookPoints.toArray(String[]::new));
        }
        if (!seed.isEmpty()) {
            long last = seed.get(seed.size() - 1);
            images = images.withSeed(last);
            changed.networkSeeds(last).decoderSeeds(last);
        }
        AuditSpec audited = audit.map(family -> everywhere(family, from.audit()))
                .orElse(new AuditSpec(
                        from.audit().estimator(),
                        from.audit().settings(),
                        moved(from.audit().epochs())));
        List<Double> sigmas = noise.isEmpty() ? from.noise().sigmas() : noise;
        changed.noise(new NoiseSpec(sigmas, moved(from.noise().epochs())));
        if (times > 1) {
            Map<String, Object> longer = longer(from.input().settings());
            require(
                    !longer.isEmpty(),
                    "--times multiplies the steps of the decoders, but input.settings names none of " + STEPS);
            changed.input(from.input().with(longer));
            audited = audited.with(longer(audited.settings()));
        }
        changed.audit(audited);
        return changed.data(images).build();
    }

    /** A family that audits all points, with the settings that the study has for it. */
    private static AuditSpec everywhere(String family, AuditSpec ofStudy) {
        return AuditSpec.by(family, family.equals(ofStudy.estimator()) ? ofStudy.settings() : Map.of());
    }

    /** Some epochs of the study, each as the nearest that is measured, the later of two that are equally near. */
    private List<Integer> moved(List<Integer> ofStudy) {
        if (epochs.isEmpty()) {
            return ofStudy;
        }
        List<Integer> latestFirst =
                epochs.stream().sorted(Comparator.reverseOrder()).toList();
        return ofStudy.stream()
                .map(wanted ->
                        Collections.min(latestFirst, Comparator.comparingInt(measured -> Math.abs(measured - wanted))))
                .distinct()
                .toList();
    }

    private Map<String, Object> longer(Map<String, Object> settings) {
        Map<String, Object> longer = new TreeMap<>();
        STEPS.forEach(name -> {
            if (settings.get(name) instanceof Integer steps && steps > 0) {
                longer.put(name, Math.multiplyExact(steps, times));
            }
        });
        return longer;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
