package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.URLClassLoader;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The table of packages in ARCHITECTURE.md, and the seams, as rules that the build holds. */
class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    @Test
    void importsPointUpwardInTheTableOfPackages() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("types")
                .definedBy("dev.sluice.types..", "dev.sluice.error..", "dev.sluice.config..")
                .layer("columnar")
                .definedBy("dev.sluice.columnar..")
                .layer("seam")
                .definedBy("dev.sluice.seam..")
                .layer("spi")
                .definedBy("dev.sluice.spi..")
                .layer("format")
                .definedBy("dev.sluice.format..")
                .layer("plan")
                .definedBy("dev.sluice.plan..")
                .layer("builtin")
                .definedBy("dev.sluice.builtin..")
                .layer("state")
                .definedBy("dev.sluice.state..")
                .layer("execution")
                .definedBy("dev.sluice.execution..")
                .layer("streaming")
                .definedBy("dev.sluice.streaming..")
                .layer("connector")
                .definedBy("dev.sluice.connector..")
                .layer("root")
                .definedBy("dev.sluice")
                .whereLayer("types")
                .mayNotAccessAnyLayer()
                .whereLayer("columnar")
                .mayOnlyAccessLayers("types")
                .whereLayer("seam")
                .mayOnlyAccessLayers("types")
                .whereLayer("spi")
                .mayOnlyAccessLayers("types", "columnar", "seam")
                .whereLayer("format")
                .mayOnlyAccessLayers("types", "columnar", "seam", "spi")
                .whereLayer("plan")
                .mayOnlyAccessLayers("types", "columnar", "seam", "spi")
                .whereLayer("builtin")
                .mayOnlyAccessLayers("types", "columnar", "spi", "format", "plan")
                .whereLayer("state")
                .mayOnlyAccessLayers("types", "columnar", "seam")
                .whereLayer("execution")
                .mayOnlyAccessLayers("types", "columnar", "seam", "spi", "plan", "state")
                .whereLayer("streaming")
                .mayOnlyAccessLayers("types", "columnar", "seam", "spi", "plan", "state", "execution")
                .whereLayer("connector")
                .mayOnlyAccessLayers("types", "columnar", "seam", "spi", "format")
                .whereLayer("root")
                .mayOnlyAccessLayers(
                        "types",
                        "columnar",
                        "seam",
                        "spi",
                        "format",
                        "plan",
                        "builtin",
                        "state",
                        "execution",
                        "streaming",
                        "connector")
                .check(ENGINE);
    }

    @Test
    void connectorsDoNotKnowEachOther() {
        slices().matching("dev.sluice.connector.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ENGINE);
    }

    @Test
    void timeChanceAndThreadsComeInThroughSeams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.seam..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callMethod(Files.class, "write", Path.class, byte[].class, OpenOption[].class)
                .orShould()
                .callMethod(Files.class, "newOutputStream", Path.class, OpenOption[].class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileOutputStream")
                .check(ENGINE);
    }

    /** Whoever wants the engine to listen, or to run what others send, has to change this first. */
    @Test
    void G8_nothingListensAndNoCodeOfOthersIsRunOrRestored() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        ServerSocket.class,
                        ServerSocketChannel.class,
                        AsynchronousServerSocketChannel.class,
                        DatagramSocket.class,
                        ObjectInputStream.class,
                        ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.net.httpserver..", "javax.script..", "java.rmi..", "javax.tools..")
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .orShould()
                .callMethod(ClassLoader.class, "loadClass", String.class)
                .orShould()
                .beAssignableTo(ClassLoader.class)
                .check(ENGINE);
        // Connectors are code of this installation: the jars of a folder that the launcher names.
        noClasses()
                .that()
                .doNotBelongToAnyOf(Providers.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(URLClassLoader.class)
                .check(ENGINE);
    }
}
