package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.source.SourceProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sources and sinks there are, by format; looked for when the first one is asked for. */
final class Connectors {
    private final Providers<SourceProvider> sources = new Providers<>(SourceProvider.class, SourceProvider::name);
    private final Providers<SinkProvider> sinks = new Providers<>(SinkProvider.class, SinkProvider::name);

    SourceProvider source(@Nullable String format, boolean isStreaming) {
        Predicate<SourceProvider> fits =
                isStreaming ? SourceProvider::supportsStreaming : SourceProvider::supportsBatch;
        SourceProvider found = format == null ? null : sources.find(format);
        if (found == null) {
            throw notFound(format, isStreaming ? "readStream()" : "read()", usable(fits));
        }
        if (!fits.test(found)) {
            throw SluiceException.analysis(
                            ErrorCondition.NOT_YET_SUPPORTED,
                            "format \"" + format + "\" cannot be read as " + (isStreaming ? "a stream" : "static data"))
                    .at(isStreaming ? "readStream()" : "read()")
                    .mend((isStreaming ? "use read(), or" : "use readStream(), or") + " one of "
                            + String.join(", ", usable(fits)))
                    .build();
        }
        return found;
    }

    SinkProvider sink(@Nullable String format, boolean isStreaming) {
        SinkProvider found = format == null ? null : sinks.find(format);
        if (found == null) {
            throw notFound(
                    format,
                    isStreaming ? "writeStream()" : "write()",
                    List.copyOf(sinks.all().keySet()));
        }
        return found;
    }

    private List<String> usable(Predicate<SourceProvider> fits) {
        return sources.all().entrySet().stream()
                .filter(entry -> fits.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
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
