package io.nevus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directions in which the parts of Nevus may know each other, and who may use which library. */
class ArchitectureTest {

    private static final JavaClasses NEVUS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.nevus");

    /** A part, an arrow, and the other parts that it may know. */
    @ParameterizedTest
    @ValueSource(strings = {
        "triage ->",
        "picture -> triage",
        "history -> triage",
        "tfjs ->",
        "model -> picture triage tfjs",
        "train -> picture model triage",
        "http -> triage picture model history",
        "bench -> picture model triage"})
    void partsKnowOnlyWhatTheyMay(String arrow) {
        String[] parts = Stream.of(arrow.split("[ >-]+")).map("io.nevus."::concat).toArray(String[]::new);
        noClasses().that().resideInAPackage(parts[0])
                .should().dependOnClassesThat(resideInAPackage("io.nevus..").and(resideOutsideOfPackages(parts)))
                .allowEmptyShould(true).check(NEVUS);
    }

    @Test
    void thereAreNoOtherParts() {
        classes().should().resideInAnyPackage("io.nevus", "io.nevus.triage", "io.nevus.picture", "io.nevus.history",
                "io.nevus.model", "io.nevus.tfjs", "io.nevus.train", "io.nevus.http", "io.nevus.bench").check(NEVUS);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("io.nevus.(*)..").should().beFreeOfCycles().check(NEVUS);
    }

    @Test
    void onlyWhatHandlesNetworksUsesTensorFlow() {
        only("io.nevus.model", "io.nevus.tfjs", "io.nevus.train").mayUse("org.tensorflow..");
    }

    @Test
    void onlyHttpAndMainUseTheServer() {
        only("io.nevus", "io.nevus.http").mayUse("io.helidon.webserver..", "io.helidon.http..");
    }

    @Test
    void onlyHistoryUsesDatabases() {
        only("io.nevus.history").mayUse("java.sql..", "javax.sql..", "org.sqlite..", "com.google.cloud.firestore..");
    }

    @Test
    void onlyModelUsesCloudStorage() {
        only("io.nevus.model").mayUse("com.google.cloud.storage..");
    }

    @Test
    void onlyMainUsesTheCommandLine() {
        only("io.nevus").mayUse("picocli..");
    }

    /** Elsewhere it would cut off the server and the history before they are closed. */
    @Test
    void onlyMainEndsTheProcess() {
        noClasses().that().doNotHaveFullyQualifiedName("io.nevus.Main")
                .should().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "halt", int.class).check(NEVUS);
    }

    private static Users only(String... packages) {
        return libraries -> noClasses().that().resideOutsideOfPackages(packages)
                .should().dependOnClassesThat(resideInAnyPackage(libraries)).check(NEVUS);
    }

    private interface Users {

        void mayUse(String... libraries);
    }
}
