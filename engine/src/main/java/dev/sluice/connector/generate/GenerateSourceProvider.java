package dev.sluice.connector.generate;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/** Source {@code generate}: the rows that a {@link RowGenerator}, given as the attachment, makes. */
public final class GenerateSourceProvider implements SourceProvider {
    static final ConfigOption<Long> ROWS_PER_SECOND = ConfigOption.atLeast(ConfigOption.longInteger("rowsPerSecond"), 0)
            .defaultsTo(0L)
            .doc("How many rows a second become available; 0 for as many as are asked for.");
    static final ConfigOption<Long> ROWS_PER_BATCH = ConfigOption.atLeast(ConfigOption.longInteger("rowsPerBatch"), 1)
            .defaultsTo(1L << 20)
            .doc("How many rows one micro-batch takes at most.");
    static final ConfigOption<Long> TOTAL_ROWS = ConfigOption.atLeast(ConfigOption.longInteger("totalRows"), 0)
            .doc("After how many rows the data ends; without it, it never does.");

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String documentation() {
        return "Rows that a function of the program makes from their number, given by readStream().generate(...) or as the"
                + " attachment. A batch that runs again asks for the same numbers.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(ROWS_PER_SECOND, ROWS_PER_BATCH, TOTAL_ROWS);
    }

    @Override
    public StructType schema(SourceSettings settings) {
        generator(settings);
        if (!settings.isStreaming() && !settings.options().isSet(TOTAL_ROWS)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "static data needs an end")
                    .at("source \"generate\"")
                    .mend("set option \"totalRows\", or use readStream()")
                    .build();
        }
        StructType schema = settings.userSchema();
        if (schema == null) {
            throw SluiceException.analysis(
                            ErrorCondition.UNABLE_TO_INFER_SCHEMA, "the schema of the generated rows is not known")
                    .at("source \"generate\"")
                    .mend("say .schema(\"...\")")
                    .build();
        }
        return schema;
    }

    /** The rate: with another one the number of rows that are due would not be what was read. */
    @Override
    public Map<String, String> identity(SourceSettings settings) {
        return Map.of(ROWS_PER_SECOND.key(), String.valueOf(settings.options().get(ROWS_PER_SECOND)));
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        Options options = settings.options();
        Long totalRows = options.find(TOTAL_ROWS);
        return new GenerateSource(
                schema(settings),
                generator(settings),
                settings.isStreaming() ? options.get(ROWS_PER_SECOND) : 0,
                options.get(ROWS_PER_BATCH),
                totalRows == null ? Long.MAX_VALUE : totalRows,
                context);
    }

    @Override
    public boolean supportsBatch() {
        return true;
    }

    private static RowGenerator generator(SourceSettings settings) {
        if (settings.attachment() instanceof RowGenerator generator) {
            return generator;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "there is nothing that makes the rows")
                .at("source \"generate\"")
                .expected("a RowGenerator as attachment")
                .mend("pass .attachment(generator)")
                .build();
    }
}
