package dev.tvsh;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.List;

/** The arrows of the house: who may know whom, and who alone may touch what. */
@AnalyzeClasses(
        packages = "dev.tvsh",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONE_DIRECTION = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("shell")
            .definedBy("dev.tvsh.shell..")
            .layer("commands")
            .definedBy("dev.tvsh.commands..")
            .layer("templates")
            .definedBy("dev.tvsh.templates..")
            .whereLayer("shell")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("shell")
            .whereLayer("templates")
            .mayOnlyBeAccessedByLayers("commands", "shell");

    @ArchTest
    static final ArchRule ONLY_TERMINAL_AND_COMPLETION_KNOW_JLINE =
            only("dev.tvsh.shell.terminal..", "dev.tvsh.shell.completion..").mayUse("org.jline..");

    @ArchTest
    static final ArchRule ONLY_CONNECTION_KNOWS_JDBC = only("dev.tvsh.commands.connection..")
            .mayUse("java.sql..", "javax.sql..", "org.postgresql..", "org.newsclub..");

    @ArchTest
    static final ArchRule ONLY_TEMPLATES_KNOWS_VELOCITY =
            only("dev.tvsh.templates..").mayUse("org.apache.velocity..");

    @ArchTest
    static final ArchRule ONLY_HOST_STARTS_PROCESSES = noClasses()
            .that(resideOutsideOfPackages("dev.tvsh.commands.host.."))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule ONLY_MAIN_EXITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.tvsh.shell.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule NO_STACK_TRACES = noClasses().should().callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule NO_COMMAND_KNOWS_THE_REGISTRY = noClasses()
            .that(resideInAPackage("dev.tvsh.commands..").and(resideOutsideOfPackages("dev.tvsh.commands.registry..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tvsh.commands.registry..");

    @ArchTest
    static final ArchRule SHELL_HAS_NO_CYCLES =
            slices().matching("dev.tvsh.shell.(*)..").should().beFreeOfCycles();

    /** The tests of the other modules come as a jar once they are packaged. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static Only only(String... packages) {
        return new Only(List.of(packages));
    }

    /** Reads as the rule does: only these packages may use those. */
    private record Only(List<String> packages) {
        ArchRule mayUse(String... used) {
            return noClasses()
                    .that(resideOutsideOfPackages(packages.toArray(String[]::new)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(used);
        }
    }
}
