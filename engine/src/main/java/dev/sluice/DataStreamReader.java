package dev.sluice;

import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads a stream: {@code session.readStream().format(...).option(...).load(...)}. */
public final class DataStreamReader {
    private final Session session;
    private final OptionMap options = new OptionMap();
    private @Nullable String format;
    private @Nullable StructType schema;
    private @Nullable Object attachment;

    DataStreamReader(Session session) {
        this.session = session;
    }

    /** The kind of source, for example {@code "json"}. */
    public DataStreamReader format(String name) {
        format = Given.value(name, "the name of the format");
        return this;
    }

    public DataStreamReader option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataStreamReader option(String key, boolean value) {
        options.put(key, value);
        return this;
    }

    public DataStreamReader option(String key, long value) {
        options.put(key, value);
        return this;
    }

    public DataStreamReader option(String key, double value) {
        options.put(key, value);
        return this;
    }

    public DataStreamReader options(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    public DataStreamReader schema(StructType fields) {
        schema = Given.value(fields, "the schema");
        return this;
    }

    /** @param ddl for example {@code "station STRING, time TIMESTAMP"} */
    public DataStreamReader schema(String ddl) {
        return schema(StructType.fromDDL(Given.value(ddl, "the schema")));
    }

    /** A value of this process that no text can carry, for sources that ask for one. */
    public DataStreamReader attachment(Object value) {
        attachment = value;
        return this;
    }

    /** The view of this name, if it is a stream, else what comes into the table of this name in the warehouse. */
    public DataFrame table(String name) {
        String given = Given.value(name, "the name of the table");
        return session.views()
                .find(given)
                .map(view -> view.alias(AttributeName.parts(given).getLast()))
                .or(() -> session.tables().read(given, true))
                .orElseThrow(() -> SluiceException.analysis(
                                ErrorCondition.TABLE_NOT_FOUND, "there is no table \"" + given + "\"")
                        .found(given)
                        .mend("write one with toTable(...) or saveAsTable(...)")
                        .build());
    }

    /** @throws dev.sluice.error.SluiceException an analysis error if the format, an option or the schema is refused */
    public DataFrame load() {
        return session.read(format, true, options, schema, attachment);
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

    /**
     * Rows that a function makes from their number, the first from 0.
     *
     * @param rowsPerSecond 0 for as many as are asked for
     * @param generator must give the same row for the same number, also after a restart
     */
    public DataFrame generate(StructType schema, long rowsPerSecond, LongFunction<Row> generator) {
        return generate(
                schema,
                rowsPerSecond,
                generator(Given.value(schema, "the schema"), Given.value(generator, "the generator")));
    }

    /**
     * As the other, for generators that fill columns themselves, which is many times faster.
     *
     * @param rowsPerSecond 0 for as many as are asked for
     */
    public DataFrame generate(StructType schema, long rowsPerSecond, RowGenerator generator) {
        return format("generate")
                .schema(schema)
                .option("rowsPerSecond", rowsPerSecond)
                .attachment(Given.value(generator, "the generator"))
                .load();
    }

    /** Fills only the columns that are asked for. */
    static RowGenerator generator(StructType schema, LongFunction<Row> function) {
        return (firstNumber, count, builder) -> {
            int[] columns = new int[builder.schema().size()];
            for (int column = 0; column < columns.length; column++) {
                String name = builder.schema().field(column).name();
                columns[column] = schema.indexOf(name).orElseThrow();
            }
            for (int index = 0; index < count; index++) {
                long number = firstNumber + index;
                Rows.set(builder, index, schema, columns, row(function, number), number);
            }
        };
    }

    private static Row row(LongFunction<Row> function, long number) {
        try {
            return Given.value(function.apply(number), "the generated row " + number);
        } catch (SluiceException refused) {
            throw refused;
        } catch (RuntimeException failed) {
            throw SluiceException.of(ErrorCondition.USER_FUNCTION_ERROR, "the function that generates rows threw")
                    .at("source \"generate\"")
                    .at("row " + number)
                    .found(failed.toString())
                    .mend("mend the function; it is called again for the same number after a restart")
                    .cause(failed)
                    .build();
        }
    }
}
