package dev.sluice.oracle;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources compiled and loaded. */
final class Program implements AutoCloseable {
    private final Path classes;
    private final URLClassLoader loader;

    private Program(Path classes, ClassLoader parent) throws IOException {
        this.classes = classes;
        this.loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, parent);
    }

    /**
     * Compiles the sources below some folders; a source replaces those of the same path in the folders before.
     *
     * @param edit what is done to the text of each source first
     * @throws IllegalArgumentException with the compiler's text if it refuses them
     */
    static Program compile(
            List<Path> folders, UnaryOperator<String> edit, String classPath, ClassLoader parent, Path scratch)
            throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Map.Entry<Path, Path> file : files(folders).entrySet()) {
            sources.add(new Source(file.getKey(), edit.apply(Files.readString(file.getValue()))));
        }
        Path classes = Files.createTempDirectory(scratch, "classes-");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("there is no compiler in " + System.getProperty("java.home"));
        }
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-parameters", "-nowarn", "-cp", classPath, "-d", classes.toString());
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return new Program(classes, parent);
    }

    /** The sources by their path below their folder. */
    private static Map<Path, Path> files(List<Path> folders) throws IOException {
        Map<Path, Path> found = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Program::isProgram).forEach(file -> found.put(folder.relativize(file), file));
            }
        }
        return found;
    }

    /** Tests that drive cases by JUnit are for this engine's build alone. */
    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.endsWith("Test.java");
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path name, String text) {
            super(URI.create("source:///" + name.toString().replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    Path classes() {
        return classes;
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
