package dev.sluice;

import dev.sluice.types.StructType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads static data: {@code session.read().format(...).option(...).load(...)}. */
public final class DataFrameReader {
    private final Session session;
    private final OptionMap options = new OptionMap();
    private @Nullable String format;
    private @Nullable StructType schema;
    private @Nullable Object attachment;

    DataFrameReader(Session session) {
        this.session = session;
    }

    /** The kind of source, for example {@code "json"}. */
    public DataFrameReader format(String name) {
        format = Given.value(name, "the name of the format");
        return this;
    }

    public DataFrameReader option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataFrameReader option(String key, boolean value) {
        options.put(key, value);
        return this;
    }

    public DataFrameReader option(String key, long value) {
        options.put(key, value);
        return this;
    }

    public DataFrameReader option(String key, double value) {
        options.put(key, value);
        return this;
    }

    public DataFrameReader options(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    public DataFrameReader schema(StructType fields) {
        schema = Given.value(fields, "the schema");
        return this;
    }

    /** @param ddl for example {@code "station STRING, time TIMESTAMP"} */
    public DataFrameReader schema(String ddl) {
        return schema(StructType.fromDDL(Given.value(ddl, "the schema")));
    }

    /** A value of this process that no text can carry, for sources that ask for one. */
    public DataFrameReader attachment(Object value) {
        attachment = value;
        return this;
    }

    /** The same as {@link Session#table}. */
    public DataFrame table(String name) {
        return session.table(name);
    }

    /** @throws dev.sluice.error.SluiceException an analysis error if the format, an option or the schema is refused */
    public DataFrame load() {
        return session.read(format, false, options, schema, attachment);
    }

    public DataFrame load(String path) {
        options.path(path, "load");
        return load();
    }

    public DataFrame csv(String path) {
        return format("csv").load(path);
    }

    public DataFrame json(String path) {
        return format("json").load(path);
    }

    public DataFrame text(String path) {
        return format("text").load(path);
    }
}
