package dev.sluice.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The connector sees what every connector sees of the engine, and no more. */
class KafkaArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.kafka");

    @Test
    void connectorsMayImportWhatIsMadeForThem() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.kafka..",
                        "dev.sluice.types..",
                        "dev.sluice.error..",
                        "dev.sluice.config..",
                        "dev.sluice.columnar..",
                        "dev.sluice.seam..",
                        "dev.sluice.spi..",
                        "org.apache.kafka..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "java..",
                        // What Kafka throws where nobody could log in.
                        "javax.security.auth.login..")
                .check(MODULE);
    }

    @Test
    void timeChanceAndThreadsComeInThroughSeams() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(MODULE);
    }
}
