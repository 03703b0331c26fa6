package dev.sluice.cli.reference;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.source.SourceProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** {@code docs/reference/options.md}: every source and sink on the class path of the distribution, with its options. */
final class OptionsPage {
    private OptionsPage() {}

    static String text() {
        Markdown page = new Markdown("Sources and sinks", "the providers that META-INF/services names");
        page.paragraph(
                "Name one in `format(...)` and pass its options with `option(key, value)`; keys are compared without"
                        + " case. An unknown option is refused, with the nearest name, and so is a value out of bounds; all"
                        + " problems are told at once.");
        page.paragraph(
                "`checkpointLocation` is an option of every `writeStream()`: the folder in which the query keeps what"
                        + " it needs to go on after a restart. So is `lateRows`: a folder for the rows that came too late and"
                        + " were dropped, as JSON, with the watermark that had passed them (see fault-tolerance.md).");
        for (SourceProvider source : sources()) {
            page.heading("Source " + Markdown.code(source.name()));
            page.paragraph(source.documentation());
            page.paragraph("Read with " + methods(source) + ".");
            options(page, source.options());
        }
        for (SinkProvider sink : sinks()) {
            page.heading("Sink " + Markdown.code(sink.name()));
            page.paragraph(sink.documentation());
            page.paragraph("Output modes of a stream: "
                    + sink.outputModes().stream()
                            .sorted()
                            .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ". "
                    + (sink.allowsTemporaryCheckpoint()
                            ? "Without a `checkpointLocation` the query starts anew each time."
                            : "It needs a `checkpointLocation`."));
            options(page, sink.options());
        }
        return page.toString();
    }

    static List<SourceProvider> sources() {
        return found(SourceProvider.class, Comparator.comparing(SourceProvider::name));
    }

    static List<SinkProvider> sinks() {
        return found(SinkProvider.class, Comparator.comparing(SinkProvider::name));
    }

    private static <P> List<P> found(Class<P> type, Comparator<P> order) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(order)
                .toList();
    }

    private static String methods(SourceProvider source) {
        List<String> methods = new ArrayList<>();
        if (source.supportsStreaming()) {
            methods.add("`readStream()`");
        }
        if (source.supportsBatch()) {
            methods.add("`read()`");
        }
        return String.join(" or ", methods);
    }

    private static void options(Markdown page, List<ConfigOption<?>> options) {
        if (!options.isEmpty()) {
            page.table(
                    List.of("option", "value", "default", "what it does"),
                    options.stream().map(OptionsPage::row).toList());
        }
    }

    private static List<String> row(ConfigOption<?> option) {
        return List.of(
                Markdown.code(option.key()),
                option.expectation(),
                option.isRequired() ? "required" : Defaults.text(option),
                option.doc());
    }
}
