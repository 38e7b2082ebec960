package dev.infoplane.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.infoplane.testkit.architecture.ModuleContract;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md for this module, which no other one sees. */
class ArchitectureTest extends ModuleContract {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.infoplane.spark");

    @Override
    protected JavaClasses module() {
        return CLASSES;
    }

    @Test
    void theClassesOfThisModuleAreSeen() {
        assertThat(CLASSES.contain("dev.infoplane.spark.SparkExecutor")).isTrue();
    }

    /** An executor needs neither an engine nor a decoder. */
    @Test
    void thisModuleKnowsStudiesAndFilesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.infoplane..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "dev.infoplane.spark..", "dev.infoplane.study..", "dev.infoplane.storage.."))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }
}
