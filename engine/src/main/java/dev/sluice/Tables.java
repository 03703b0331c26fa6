package dev.sluice;

import dev.sluice.config.ConfigOption;
import dev.sluice.connector.file.FileUris;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.types.Json;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables of files by name: each a folder below the warehouse, with a file {@code _table} that says its format, its columns
 * and how it is read.
 */
final class Tables {
    private static final String DEFINITION = "_table";

    private final Session session;

    Tables(Session session) {
        this.session = session;
    }

    /** @param options with which it is read */
    record Definition(String format, StructType schema, Map<String, String> options) {
        private String json() {
            Map<String, @Nullable Object> fields = new TreeMap<>();
            fields.put("format", format);
            fields.put("schema", schema.toDDL());
            fields.put("options", options);
            return Json.write(fields);
        }

        private static Definition parse(String json) {
            Map<String, @Nullable Object> fields = Json.parseObject(json);
            Map<String, String> options = new TreeMap<>();
            if (fields.get("options") instanceof Map<?, ?> given) {
                given.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
            }
            return new Definition(
                    String.valueOf(fields.get("format")),
                    StructType.fromDDL(String.valueOf(fields.get("schema"))),
                    options);
        }
    }

    /** The folder of a table, whether or not there is one. */
    Path folder(String name) {
        List<String> parts = AttributeName.parts(name);
        boolean isPlain =
                parts.size() == 1 || (parts.size() == 2 && parts.getFirst().equalsIgnoreCase("default"));
        String last = parts.getLast();
        if (!isPlain || !last.matches("[A-Za-z0-9_]+")) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "this is not the name of a table")
                    .found(name)
                    .expected("letters, digits and underscores")
                    .mend("choose another name, or write to a path")
                    .build();
        }
        return FileUris.path(session.conf().value(ConfKeys.WAREHOUSE)).resolve(last.toLowerCase(Locale.ROOT));
    }

    private CheckpointFs files() {
        return session.files();
    }

    Optional<Definition> find(String name) {
        Path file = folder(name).resolve(DEFINITION);
        try {
            return Optional.of(Definition.parse(new String(files().read(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw failed(file, failed);
        }
    }

    /** @param writerOptions of which those are kept that readers of the format know too */
    void create(String name, String format, StructType schema, Map<String, String> writerOptions) {
        Path folder = folder(name);
        Definition definition = new Definition(format, schema, readerOptions(format, writerOptions));
        try {
            files().createDirectories(folder);
            new Publisher(files(), session.seams().ids())
                    .publish(folder.resolve(DEFINITION), definition.json().getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException taken) {
            throw exists(name);
        } catch (IOException failed) {
            throw failed(folder, failed);
        }
    }

    private Map<String, String> readerOptions(String format, Map<String, String> writerOptions) {
        Set<String> known = new HashSet<>();
        for (ConfigOption<?> option : session.connectors().source(format, false).options()) {
            known.add(option.key().toLowerCase(Locale.ROOT));
        }
        Map<String, String> kept = new TreeMap<>();
        writerOptions.forEach((key, value) -> {
            boolean isOfReader = known.contains(key.toLowerCase(Locale.ROOT));
            if (isOfReader && !key.equalsIgnoreCase(OptionMap.PATH)) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    static SluiceException exists(String name) {
        return SluiceException.analysis(
                        ErrorCondition.TABLE_ALREADY_EXISTS, "there is a table \"" + name + "\" already")
                .safe("nothing was written")
                .mend("choose another name, or say mode(\"append\") to add to this one")
                .build();
    }

    /** What is added to a table has its format, and its columns in their order. */
    void requireFitting(String name, Definition table, @Nullable String format, StructType schema) {
        boolean hasFormat = format == null || format.equals(table.format());
        boolean hasColumns = schema.size() == table.schema().size();
        for (int column = 0; hasColumns && column < schema.size(); column++) {
            hasColumns = session.sameName(
                            schema.field(column).name(),
                            table.schema().field(column).name())
                    && schema.type(column).equals(table.schema().type(column));
        }
        if (!hasFormat || !hasColumns) {
            throw SluiceException.analysis(
                            ErrorCondition.TABLE_DIFFERS, "the rows do not fit the table \"" + name + "\"")
                    .found((format == null ? table.format() : format) + ": " + schema.toDDL())
                    .expected(table.format() + ": " + table.schema().toDDL())
                    .safe("nothing was written")
                    .mend("select the columns of the table, in its order")
                    .build();
        }
    }

    /** The rows of a table. */
    Optional<DataFrame> read(String name, boolean isStreaming) {
        return find(name).map(table -> {
            OptionMap options = new OptionMap();
            options.putAll(table.options());
            options.path(folder(name).toString(), "table");
            return session.read(table.format(), isStreaming, options, table.schema(), null)
                    .alias(AttributeName.parts(name).getLast());
        });
    }

    private static SluiceException failed(Path path, IOException failed) {
        return SluiceException.of(ErrorCondition.IO_FAILED, "the folder of a table cannot be used")
                .at(path.toString())
                .found(String.valueOf(failed.getMessage()))
                .mend("check the folder and its permissions")
                .cause(failed)
                .build();
    }
}
