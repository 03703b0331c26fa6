package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connectors of one kind by format: those of the class path and, once a format is asked for that is not on it, those
 * of the folder that the property {@value #FOLDER} names. So a program pays for the large library of a connector, at each
 * start, only where it uses it.
 */
final class Providers<P> {
    /** Set by the launcher; its jars see the class path, which does not see them. */
    private static final String FOLDER = "sluice.connectors";

    /** One loader for sources and sinks, so that the library of a connector is loaded once. */
    private static final class Beside {
        static final @Nullable ClassLoader LOADER = loader(System.getProperty(FOLDER));
    }

    private final Class<P> type;
    private final Function<P, String> name;
    private final Map<String, P> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean isLoaded;
    private boolean isComplete;

    Providers(Class<P> type, Function<P, String> name) {
        this.type = type;
        this.name = name;
    }

    synchronized @Nullable P find(String format) {
        if (!isLoaded) {
            add(Providers.class.getClassLoader());
            isLoaded = true;
        }
        P provider = found.get(format);
        return provider != null || isComplete ? provider : all().get(format);
    }

    /** Every one there is. */
    synchronized Map<String, P> all() {
        if (!isLoaded) {
            add(Providers.class.getClassLoader());
            isLoaded = true;
        }
        if (!isComplete && Beside.LOADER != null) {
            add(Beside.LOADER);
        }
        isComplete = true;
        return found;
    }

    private void add(ClassLoader loader) {
        for (P provider : ServiceLoader.load(type, loader)) {
            P other = found.putIfAbsent(name.apply(provider), provider);
            if (other != null && !other.getClass().equals(provider.getClass())) {
                throw SluiceException.of(
                                ErrorCondition.INVALID_PARAMETER_VALUE,
                                "two connectors have the name \"" + name.apply(provider) + "\"")
                        .found(other.getClass().getName() + " and "
                                + provider.getClass().getName())
                        .mend("leave one of their jars out of the class path")
                        .build();
            }
        }
    }

    private static @Nullable ClassLoader loader(@Nullable String folder) {
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            return null;
        }
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
            for (Path jar : files) {
                jars.add(url(jar));
            }
        } catch (IOException failed) {
            throw SluiceException.of(ErrorCondition.IO_FAILED, "the folder of connectors cannot be listed")
                    .at(folder)
                    .mend("make the folder readable, or correct the property " + FOLDER)
                    .cause(failed)
                    .build();
        }
        return new URLClassLoader("sluice-connectors", jars.toArray(URL[]::new), Providers.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
