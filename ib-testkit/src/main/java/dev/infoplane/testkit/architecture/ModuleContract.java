package dev.infoplane.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for the classes of one or several modules. */
public abstract class ModuleContract {
    private static final int MOST_CLASSES = 30;

    /** For subclasses. */
    protected ModuleContract() {}

    /** The classes to which the rules apply, without tests. */
    protected abstract JavaClasses module();

    /** Those among them that make a program, and may print. */
    protected DescribedPredicate<JavaClass> programs() {
        return DescribedPredicate.alwaysFalse();
    }

    /** Ends of {@code Class.method} that pass plain numbers to the engine where no gradient passes. */
    protected List<String> withoutGradients() {
        return List.of();
    }

    /** A killed process or a full disk must leave the old file as it was. */
    @Test
    protected void filesAreWrittenThroughTheAtomicWriterOnly() {
        check(noClasses()
                .that(not(name("dev.infoplane.storage.AtomicFiles")))
                .should()
                .callMethodWhere(target(owner(assignableTo(Files.class)))
                        .and(target(nameMatching("write|writeString|newOutputStream|newBufferedWriter|copy|move"))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(FileOutputStream.class)
                        .or(assignableTo(FileWriter.class))
                        .or(assignableTo(RandomAccessFile.class))
                        .or(assignableTo(PrintWriter.class))))));
    }

    /** Standard output belongs to programs. */
    @Test
    protected void librariesPrintNothing() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true).check(module().that(not(programs())));
    }

    /** Applications choose one logger for all libraries. */
    @Test
    protected void librariesLogThroughSlf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.allowEmptyShould(true).check(module().that(not(programs())));
    }

    /** What is internal may change without notice. */
    @Test
    protected void internalPackagesServeTheirOwnPackageOnly() {
        for (String owner : List.of("probe", "estimators", "models")) {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.infoplane." + owner + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.infoplane." + owner + "..internal.."));
        }
    }

    /** The command line reads files, asks estimators and prints; nobody builds on it. */
    @Test
    protected void nobodyBuildsOnTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.infoplane.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.infoplane.cli.."));
    }

    /** A larger package holds several mechanisms, and the name of a file no longer tells where it belongs. */
    @Test
    protected void noPackageHasMoreThanThirtyClasses() {
        Map<String, Long> sizes = module().stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).isNotEmpty();
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    /**
     * A plain number in a graph is memory of the JVM, which may be freed before the backward pass reads it ({@code EngineArrays} says
     * why). Methods that compute what no gradient passes are named one by one.
     */
    @Test
    protected void noGradientPassesAPlainNumber() {
        check(noClasses()
                .should()
                .callMethodWhere(describe("a gradient may pass a plain number", this::mayPassAPlainNumber)));
    }

    private boolean mayPassAPlainNumber(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        String method = call.getOriginOwner().getName() + "." + call.getOrigin().getName();
        return (owner.isAssignableTo("ai.djl.ndarray.NDArray") || owner.isAssignableTo("ai.djl.ndarray.NDArrays"))
                && call.getName().matches("(mul|div|pow|maximum|minimum)i?")
                && call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Number.class))
                && withoutGradients().stream().noneMatch(method::endsWith);
    }

    /** Parts of DJL whose gradients pass plain numbers. */
    @Test
    protected void noTrainingUsesPartsOfDjlWhoseGradientsPassPlainNumbers() {
        check(noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo("ai.djl.training.loss.Loss")))
                        .and(target(nameMatching("l2Loss|.*WeightDecay|quantileL1Loss|maskedSoftmax.*"))))
                .orShould()
                .callMethodWhere(
                        target(owner(assignableTo("ai.djl.nn.Activation"))).and(target(nameMatching("swish.*")))));
    }

    /** Modules may still be empty, so a rule without classes passes. */
    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(module());
    }
}
