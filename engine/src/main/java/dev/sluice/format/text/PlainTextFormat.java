package dev.sluice.format.text;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordParser;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.TextFormat;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.List;

/** Format {@code text}: one STRING column, a row for each line or, with {@code wholetext}, for each file. */
public final class PlainTextFormat implements TextFormat {
    /** What is read. */
    public static final StructType SCHEMA = new StructType().add("value", AtomicType.STRING);

    private static final ConfigOption<String> LINE_SEPARATOR = ConfigOption.string("lineSep")
            .where("not empty", text -> !text.isEmpty())
            .doc("What ends a line; by default a line feed, with or without a carriage return before it.");
    private static final ConfigOption<Boolean> WHOLE_TEXT =
            ConfigOption.bool("wholetext").defaultsTo(false).doc("Whether a whole file is one row.");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<ConfigOption<?>> readOptions() {
        return List.of(LINE_SEPARATOR, WHOLE_TEXT);
    }

    @Override
    public List<ConfigOption<?>> writeOptions() {
        return List.of(LINE_SEPARATOR);
    }

    @Override
    public String extension() {
        return ".txt";
    }

    /** Who cuts a file looks for line feeds, which another separator does not have to contain. */
    @Override
    public boolean isSplittable(Options options) {
        return !options.get(WHOLE_TEXT) && !options.isSet(LINE_SEPARATOR);
    }

    @Override
    public void checkReadable(StructType schema) {
        check(schema, "read");
    }

    @Override
    public void checkWritable(StructType schema) {
        check(schema, "written");
    }

    private static void check(StructType schema, String verb) {
        if (schema.size() != 1 || schema.type(0) != AtomicType.STRING) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE,
                            "text is " + verb + " as exactly one STRING column")
                    .at("format \"text\"")
                    .found(schema.toDDL())
                    .expected("value STRING")
                    .mend("select one column of type STRING, or use csv or json")
                    .build();
        }
    }

    @Override
    public RecordParser parser(StructType whole, StructType wanted, Options options, ZoneId timeZone) {
        return new LineParser(wanted.size() > 0, options.get(WHOLE_TEXT), options.find(LINE_SEPARATOR));
    }

    @Override
    public RecordWriter writer(StructType schema, Options options, ZoneId timeZone) {
        String separator = options.find(LINE_SEPARATOR);
        return new LineWriter(separator == null ? "\n" : separator);
    }
}
