package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.source.SourceProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sources and sinks on the class path, by format; looked for when the first one is asked for. */
final class Connectors {
    private @Nullable Map<String, SourceProvider> sources;
    private @Nullable Map<String, SinkProvider> sinks;

    synchronized SourceProvider source(@Nullable String format, boolean isStreaming) {
        Map<String, SourceProvider> all = sources;
        if (all == null) {
            all = load(SourceProvider.class, SourceProvider::name);
            sources = all;
        }
        Predicate<SourceProvider> fits =
                isStreaming ? SourceProvider::supportsStreaming : SourceProvider::supportsBatch;
        SourceProvider found = format == null ? null : all.get(format);
        if (found == null) {
            throw notFound(format, isStreaming ? "readStream()" : "read()", usable(all, fits));
        }
        if (!fits.test(found)) {
            throw SluiceException.analysis(
                            ErrorCondition.NOT_YET_SUPPORTED,
                            "format \"" + format + "\" cannot be read as " + (isStreaming ? "a stream" : "static data"))
                    .at(isStreaming ? "readStream()" : "read()")
                    .mend((isStreaming ? "use read(), or" : "use readStream(), or") + " one of "
                            + String.join(", ", usable(all, fits)))
                    .build();
        }
        return found;
    }

    synchronized SinkProvider sink(@Nullable String format, boolean isStreaming) {
        Map<String, SinkProvider> all = sinks;
        if (all == null) {
            all = load(SinkProvider.class, SinkProvider::name);
            sinks = all;
        }
        SinkProvider found = format == null ? null : all.get(format);
        if (found == null) {
            throw notFound(format, isStreaming ? "writeStream()" : "write()", List.copyOf(all.keySet()));
        }
        return found;
    }

    private static List<String> usable(Map<String, SourceProvider> all, Predicate<SourceProvider> fits) {
        return all.entrySet().stream()
                .filter(entry -> fits.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static <P> Map<String, P> load(Class<P> type, Function<P, String> name) {
        Map<String, P> providers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (P provider : ServiceLoader.load(type, Connectors.class.getClassLoader())) {
            P other = providers.putIfAbsent(name.apply(provider), provider);
            if (other != null) {
                throw SluiceException.of(
                                ErrorCondition.INVALID_PARAMETER_VALUE,
                                "two connectors have the name \"" + name.apply(provider) + "\"")
                        .found(other.getClass().getName() + " and "
                                + provider.getClass().getName())
                        .mend("leave one of their jars out of the class path")
                        .build();
            }
        }
        return providers;
    }

    private static SluiceException notFound(@Nullable String format, String where, List<String> names) {
        return SluiceException.analysis(
                        ErrorCondition.DATA_SOURCE_NOT_FOUND,
                        format == null ? "no format was named" : "there is no format \"" + format + "\"")
                .at(where)
                .mend(
                        format == null
                                ? "say .format(\"...\"): known are " + String.join(", ", names)
                                : NearestName.suggestion(format, names))
                .build();
    }
}
