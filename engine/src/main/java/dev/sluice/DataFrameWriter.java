package dev.sluice;

import dev.sluice.config.Options;
import dev.sluice.connector.file.FileUris;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.StaticQuery;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes static data: {@code frame.write().format(...).option(...).save(...)}. */
public final class DataFrameWriter {
    private final DataFrame frame;
    private final OptionMap options = new OptionMap();
    private @Nullable String format;
    private SaveMode mode = SaveMode.ErrorIfExists;
    private List<String> partitionColumns = List.of();

    DataFrameWriter(DataFrame frame) {
        this.frame = frame;
    }

    /** The kind of sink, for example {@code "json"}. */
    public DataFrameWriter format(String name) {
        format = Given.value(name, "the name of the format");
        return this;
    }

    public DataFrameWriter option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataFrameWriter option(String key, boolean value) {
        options.put(key, value);
        return this;
    }

    public DataFrameWriter option(String key, long value) {
        options.put(key, value);
        return this;
    }

    public DataFrameWriter option(String key, double value) {
        options.put(key, value);
        return this;
    }

    public DataFrameWriter options(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    public DataFrameWriter mode(SaveMode saveMode) {
        mode = Given.value(saveMode, "the save mode");
        return this;
    }

    /** @param saveMode {@code error}, {@code errorifexists}, {@code default}, {@code append}, {@code overwrite}, {@code ignore} */
    public DataFrameWriter mode(String saveMode) {
        return mode(
                switch (Given.value(saveMode, "the save mode").toLowerCase(Locale.ROOT)) {
                    case "error", "errorifexists", "default" -> SaveMode.ErrorIfExists;
                    case "append" -> SaveMode.Append;
                    case "overwrite" -> SaveMode.Overwrite;
                    case "ignore" -> SaveMode.Ignore;
                    default ->
                        throw SluiceException.analysis(
                                        ErrorCondition.INVALID_SAVE_MODE, "there is no save mode \"" + saveMode + "\"")
                                .expected("error, append, overwrite or ignore")
                                .mend("choose one of these")
                                .build();
                });
    }

    /** Columns that go into the names of folders, {@code column=value}, and not into the files there. */
    public DataFrameWriter partitionBy(String... columns) {
        partitionColumns = Given.values(columns, "the columns of partitionBy(...)");
        return this;
    }

    public void save(String path) {
        options.path(path, "save");
        save();
    }

    public void csv(String path) {
        format("csv").save(path);
    }

    public void json(String path) {
        format("json").save(path);
    }

    public void text(String path) {
        format("text").save(path);
    }

    /**
     * Writes a table of the warehouse, of which the format and the columns are kept with it.
     *
     * @param name of letters, digits and underscores
     */
    public void saveAsTable(String name) {
        Session session = frame.session();
        Tables tables = session.tables();
        Optional<Tables.Definition> existing = tables.find(Given.value(name, "the name of the table"));
        if (existing.isPresent() && mode == SaveMode.Ignore) {
            return;
        }
        if (existing.isPresent() && mode == SaveMode.ErrorIfExists) {
            throw Tables.exists(name);
        }
        existing.ifPresent(table -> {
            tables.requireFitting(name, table, format, frame.schema());
            format = table.format();
            options.putAll(table.options());
        });
        Map<String, String> own = options.asMap();
        options.path(tables.folder(name).toString(), "saveAsTable");
        if (mode != SaveMode.Overwrite) {
            mode = SaveMode.Append;
        }
        save();
        if (existing.isEmpty()) {
            String named = format == null ? session.conf().find(ConfKeys.DEFAULT_FORMAT) : format;
            tables.create(name, Given.value(named, "the format"), frame.schema(), own);
        }
    }

    /** Runs the query and writes its rows; if this throws, nothing of it is visible. */
    public void save() {
        Session session = frame.session();
        String named = format == null ? session.conf().find(ConfKeys.DEFAULT_FORMAT) : format;
        SinkProvider provider = session.connectors().sink(named, false);
        Options checked = Options.validated("sink \"" + provider.name() + "\"", provider.options(), options.asMap());
        requireMode(provider);
        QueryEnvironment environment = session.environment();
        String path = options.get(OptionMap.PATH);
        boolean exists = path != null && exists(environment, path);
        SinkSettings settings = new SinkSettings(
                frame.schema(),
                checked,
                dev.sluice.spi.sink.OutputMode.APPEND,
                session.conf().timeZone(),
                null,
                false,
                null,
                PartitionBy.columns(
                        partitionColumns,
                        frame.schema(),
                        provider,
                        session.conf().value(ConfKeys.CASE_SENSITIVE)),
                exists && mode == SaveMode.Overwrite);
        provider.check(settings);
        if (exists) {
            switch (mode) {
                case Append, Overwrite -> {}
                case Ignore -> {
                    return;
                }
                case ErrorIfExists ->
                    throw SluiceException.analysis(
                                    ErrorCondition.PATH_ALREADY_EXISTS,
                                    "there is something at \"" + path + "\" already")
                            .at(String.valueOf(path))
                            .safe("nothing was written")
                            .mend(
                                    "write to another folder, or say mode(\"append\") to add to this one or mode(\"overwrite\") to replace what is there")
                            .build();
            }
        }
        session.run(frame, plan -> {
            new StaticQuery(plan, environment).write(provider, settings);
            return plan;
        });
    }

    private void requireMode(SinkProvider provider) {
        boolean isAdding = mode == SaveMode.Append || mode == SaveMode.ErrorIfExists;
        if (!isAdding && !provider.supportsReplacing()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_SAVE_MODE,
                            "Save mode " + mode + " not allowed for sink \"" + provider.name() + "\"")
                    .at("write().mode(...)")
                    .expected("Append or ErrorIfExists: rows are added to what is there, whatever that is")
                    .mend("say mode(\"append\")")
                    .build();
        }
    }

    private static boolean exists(QueryEnvironment environment, String path) {
        try {
            return environment.files().stat(FileUris.path(path)) != null;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException failed) {
            throw SluiceException.of(ErrorCondition.IO_FAILED, "the path \"" + path + "\" cannot be looked at")
                    .at(path)
                    .found(String.valueOf(failed.getMessage()))
                    .safe("nothing was written")
                    .mend("check the path and its permissions")
                    .cause(failed)
                    .build();
        }
    }
}
