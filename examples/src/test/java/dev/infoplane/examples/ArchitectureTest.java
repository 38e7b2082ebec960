package dev.infoplane.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.infoplane.testkit.architecture.ModuleContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of docs/architecture.md. This module sees all others, so they are held here. */
class ArchitectureTest extends ModuleContract {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.infoplane");
    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.infoplane..");
    private static final DescribedPredicate<JavaClass> CORE = resideInAnyPackage(
            "dev.infoplane.estimate..",
            "dev.infoplane.contrast..",
            "dev.infoplane.data..",
            "dev.infoplane.density..",
            "dev.infoplane.plane..",
            "dev.infoplane.probe..",
            "dev.infoplane.storage..");
    private static final List<String> WITHOUT_GRADIENTS = List.of(
            "Adam.step",
            "OrthogonalSteps.orthogonalising",
            "OrthogonalSteps.replace",
            "SelectiveDecay.update",
            "Intervention.quantise",
            // constants and labels
            "BatchScores.others",
            "CriticLosses$4.of",
            "LabelSmoothing.evaluate",
            "CategoricalHead.logProbability",
            "Brain.pixels",
            "ImageTraining.pixels",
            "ZooProbe.labelInformation",
            // statistics and scales
            "ActivationQuantiser.observe",
            "Quantise.activations",
            "Quantise.sign",
            "Quantise.weightScale",
            "WeightNorm.initialise",
            // solved, not trained
            "KernelCritic.kernels",
            "KernelCritic.scores",
            "GlobalPart.distances",
            "GlobalPart.kernel",
            "GlobalPart.landmarks",
            "GlobalPart.learn",
            "GlobalPart.uncentred",
            "RidgeStep.of");

    @Override
    protected JavaClasses module() {
        return CLASSES;
    }

    @Override
    protected DescribedPredicate<JavaClass> programs() {
        return resideInAPackage("dev.infoplane.examples..");
    }

    @Override
    protected List<String> withoutGradients() {
        return WITHOUT_GRADIENTS;
    }

    @Test
    void theClassesOfCoreAreSeen() {
        assertThat(CLASSES.contain("dev.infoplane.estimate.Estimate")).isTrue();
        assertThat(CLASSES.contain("dev.infoplane.plane.PlaneStore")).isTrue();
        assertThat(CLASSES.contain("dev.infoplane.learn.TrainingLoop")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"estimators, learn", "learn, ''", "models, learn", "report, study", "study, ''"})
    void modulesBesideCoreKnowCoreAndThoseNamedHereOnly(String module, String below) {
        String own = "dev.infoplane." + module + "..";
        check(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(OURS.and(not(CORE))
                        .and(not(resideInAnyPackage(
                                own, "dev.infoplane." + (below.isEmpty() ? module : below) + "..")))));
    }

    @ParameterizedTest
    @CsvSource({
        "estimate, dev.infoplane.estimate..",
        "contrast, dev.infoplane.estimate.. dev.infoplane.contrast..",
        "density, dev.infoplane.estimate.. dev.infoplane.density..",
        "storage, dev.infoplane.storage..",
        "data, dev.infoplane.data.. dev.infoplane.estimate.. dev.infoplane.storage..",
        "plane, dev.infoplane.estimate.. dev.infoplane.plane.. dev.infoplane.storage..",
        "probe, dev.infoplane.estimate.. dev.infoplane.plane.. dev.infoplane.probe.. dev.infoplane.storage.."
    })
    void packagesOfCoreKnowThoseBelowThem(String name, String below) {
        check(noClasses()
                .that()
                .resideInAPackage("dev.infoplane." + name + "..")
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(below.split(" "))))));
    }

    @Test
    void everyInternalPackageIsClosed() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(p -> p.contains(".internal"))
                        .map(p -> p.split("[.]")[2])
                        .distinct())
                .containsExactlyInAnyOrder("probe", "estimators", "models");
    }

    @ParameterizedTest
    @CsvSource({
        "data, data",
        "spec, spec data",
        "task, task",
        "hypothesis, hypothesis",
        "store, store task",
        "execute, execute store task",
        "process, process execute store task",
        "network, network spec data",
        "work, work network spec data store task"
    })
    void packagesOfAStudyKnowThoseBelowThem(String name, String below) {
        String[] known =
                Stream.of(below.split(" ")).map(p -> "dev.infoplane.study." + p).toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage("dev.infoplane.study." + name)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.infoplane.study..").and(not(resideInAnyPackage(known)))));
    }

    /** So that an executor for a cluster needs neither an engine nor a decoder. */
    @Test
    void tasksAndTheirExecutorsKnowNoEngine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.infoplane.study.data",
                        "dev.infoplane.study.spec",
                        "dev.infoplane.study.task",
                        "dev.infoplane.study.store",
                        "dev.infoplane.study.execute")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.."));
    }

    /** Who needs no network needs no engine either. */
    @Test
    void estimatorsThatDoNotLearnKnowNoEngine() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.infoplane.estimators..")
                .and()
                .resideOutsideOfPackage("dev.infoplane.estimators.neural..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "dev.infoplane.learn..", "dev.infoplane.estimators.neural.."));
    }

    /** Names of packages inside {@code models.decoder.internal}; '.' is that package itself. */
    @ParameterizedTest
    @CsvSource({
        "head, head",
        "net, net",
        "condition, condition head net",
        "., . condition head net",
        "sampling, sampling . condition head net"
    })
    void packagesInsideADecoderKnowThoseBelowThem(String name, String below) {
        String[] known = Stream.concat(
                        Stream.of("dev.infoplane.models.internal"),
                        Stream.of(below.split(" ")).map(ArchitectureTest::insideDecoder))
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(insideDecoder(name))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.infoplane.models..").and(not(resideInAnyPackage(known)))));
    }

    private static String insideDecoder(String name) {
        return "dev.infoplane.models.decoder.internal" + (name.equals(".") ? "" : "." + name);
    }

    /** The command line reads files, asks estimators and prints; nobody builds on it. */
    @Test
    void theCommandLineStandsOnTop() {
        assertThat(CLASSES.contain("dev.infoplane.cli.Infoplane")).isTrue();
        check(noClasses()
                .that()
                .resideInAPackage("dev.infoplane.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("ai.djl..", "dev.infoplane.probe..", "dev.infoplane.models..")));
    }

    /** Arrays of DJL have one bridge; files are read without an engine. */
    @Test
    void filesAreReadWithoutAnEngine() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.infoplane.data..")
                .and()
                .doNotHaveSimpleName("NdArrays")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.."));
    }

    @Test
    void whatMeasuresKnowsNoEngine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.infoplane.estimate..",
                        "dev.infoplane.contrast..",
                        "dev.infoplane.density..",
                        "dev.infoplane.plane..",
                        "dev.infoplane.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.."));
    }

    @Test
    void estimateKnowsTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage("dev.infoplane.estimate..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.infoplane.estimate..", "org.jspecify.annotations"));
    }

    @Test
    void noPackageIsSplitAcrossModules() {
        Map<String, Set<String>> homes = new TreeMap<>();
        for (JavaClass c : CLASSES) {
            homes.computeIfAbsent(c.getPackageName(), p -> new TreeSet<>()).add(home(c));
        }

        assertThat(homes).isNotEmpty();
        assertThat(homes.entrySet())
                .allSatisfy(e -> assertThat(e.getValue()).as(e.getKey()).hasSize(1));
    }

    /** Where a class was read from: a jar or a folder of classes. */
    private static String home(JavaClass c) {
        String uri = c.getSource().orElseThrow().getUri().toString();
        String path = c.getName().replace('.', '/') + ".class";
        assertThat(uri).endsWith(path);
        return uri.substring(0, uri.length() - path.length());
    }

    /** Modules may still be empty, so a rule without classes passes. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
