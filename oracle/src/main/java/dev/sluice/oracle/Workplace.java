package dev.sluice.oracle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Where things are in a checkout, and how the processes of the two engines are started there. */
final class Workplace {
    private static final int SPARK_JAVA = 17;

    /** What Spark wants opened, as its own launcher has it. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final Path home;
    private final Path scratch;

    Workplace(Path home) throws IOException {
        this.home = home;
        this.scratch = Files.createDirectories(home.resolve(".sluice/oracle"));
    }

    Path cases() {
        return home.resolve("testkit/src/test/java/dev/sluice/cases");
    }

    /** Cases in words that this engine does not have yet. */
    Path ahead() {
        return home.resolve("oracle/src/ahead/java/dev/sluice/cases");
    }

    Path answers() {
        return home.resolve("spark-answers");
    }

    /** Of the manual. */
    Path functionPage() {
        return home.resolve("docs/reference/functions.md");
    }

    /** A new empty folder. */
    Path newFolder(String name) throws IOException {
        return Files.createTempDirectory(scratch, name + "-");
    }

    /** The process of an engine, which is not ready yet. */
    WorkerProcess start(Engine engine) throws IOException {
        Path log = scratch.resolve(engine.name().toLowerCase(Locale.ROOT) + ".log");
        List<String> java = new ArrayList<>();
        List<Path> sources = new ArrayList<>(List.of(cases()));
        if (engine == Engine.SPARK) {
            java.add(sparkJdk().resolve("bin/java").toString());
            java.add("-Xmx2g");
            OPENED.forEach(name -> java.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
            java.add("-Djdk.reflect.useDirectMethodHandle=false");
            java.add("-cp");
            java.add(classPath(home.resolve("oracle/target/classes"), home.resolve("oracle/spark/target/jars")));
            sources.add(home.resolve("oracle/src/spark/java/dev/sluice/cases"));
            if (Files.exists(ahead())) {
                sources.add(ahead());
            }
        } else {
            java.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
            java.add("-Xmx1g");
            java.add("-cp");
            java.add(classPath(home.resolve("oracle/target/classes"), home.resolve(".sluice/lib")));
        }
        return WorkerProcess.start(engine, java, sources, newFolder("classes"), log);
    }

    private static String classPath(Path classes, Path jars) throws IOException {
        StringBuilder text = new StringBuilder(classes.toString());
        TreeSet<Path> sorted = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(jars, "*.jar")) {
            found.forEach(sorted::add);
        }
        sorted.forEach(jar -> text.append(System.getProperty("path.separator")).append(jar));
        return text.toString();
    }

    private static Path sparkJdk() throws IOException {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(System.getenv().getOrDefault("SPARK_JAVA_HOME", System.getProperty("java.home"))));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(installed)) {
                folders.forEach(candidates::add);
            }
        }
        for (Path candidate : candidates) {
            Path release = candidate.resolve("release");
            if (Files.isReadable(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"" + SPARK_JAVA + ".")
                    && Files.isExecutable(candidate.resolve("bin/javac"))) {
                return candidate;
            }
        }
        throw new IllegalStateException("Spark is run on a JDK " + SPARK_JAVA
                + ", and none was found; install one, or set SPARK_JAVA_HOME to it");
    }
}
