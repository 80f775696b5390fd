package org.huifang.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Which room may know what (docs/ARCHITECTURE.md). */
@AnalyzeClasses(packages = "org.huifang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KERNEL_KNOWS_NOBODY = classes()
            .that()
            .resideInAPackage("org.huifang.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.huifang.kernel..",
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "org.axonframework.commandhandling",
                    "org.axonframework.modelling.command",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule SIDES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("org.huifang.(command|query|api)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_COMPOSES = noClasses()
            .that()
            .resideOutsideOfPackages("org.huifang.server..", "org.huifang.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.huifang.server..");

    @ArchTest
    static final ArchRule DECISIONS_READ_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.huifang.kernel..",
                    "org.huifang.command.complaint..",
                    "org.huifang.command.owner..",
                    "org.huifang.query..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule PROJECTIONS_SEND_NO_COMMANDS = noClasses()
            .that()
            .resideInAPackage("org.huifang.query..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CommandGateway.class);

    @ArchTest
    static final ArchRule COMMANDS_KNOW_NO_WEB_AND_NO_JPA = noClasses()
            .that()
            .resideInAPackage("org.huifang.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "jakarta.persistence..", "org.springframework.data..");

    @ArchTest
    static final ArchRule REACTIONS_ARE_NAMED_AS_SENTENCES = classes()
            .that()
            .areAnnotatedWith("org.axonframework.config.ProcessingGroup")
            .should()
            .haveNameMatching(".*\\.When[A-Z]\\w+Then[A-Z]\\w+");
}
