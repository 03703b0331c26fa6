package dev.sluice.format.csv;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.CorruptRecords;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.SchemaInference;
import dev.sluice.format.SeparatedRecords;
import dev.sluice.format.TextFormat;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;

/** Format {@code csv}: fields by position, separated by a character. */
public final class CsvFormat implements TextFormat {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<ConfigOption<?>> readOptions() {
        return CsvOptions.READ;
    }

    @Override
    public List<ConfigOption<?>> writeOptions() {
        return CsvOptions.WRITE;
    }

    @Override
    public String extension() {
        return ".csv";
    }

    @Override
    public boolean isSplittable(Options options) {
        return !options.get(CsvOptions.MULTI_LINE)
                && CsvOptions.readSeparator(options) == null
                && RecordOptions.isUtf8(options);
    }

    @Override
    public Charset charset(Options options) {
        return RecordOptions.charset(options);
    }

    @Override
    public void checkReadable(StructType schema) {
        check(schema);
    }

    @Override
    public void checkWritable(StructType schema) {
        check(schema);
    }

    private static void check(StructType schema) {
        for (StructField field : schema) {
            if (!(field.dataType() instanceof ScalarType)) {
                throw SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE, "csv has no fields within fields")
                        .at("format \"csv\"")
                        .at("column \"" + field.name() + "\"")
                        .found(field.dataType().sql())
                        .mend(
                                "select its parts as columns of their own, write it as text with to_json(...), or use json")
                        .build();
            }
        }
    }

    @Override
    public RecordParser parser(StructType whole, StructType wanted, Options options, ZoneId timeZone) {
        CorruptRecords.check(name(), whole, wanted, options);
        CsvParser parser = new CsvParser(whole, wanted, options, timeZone, false);
        String separator = CsvOptions.readSeparator(options);
        return separator == null || options.get(CsvOptions.MULTI_LINE)
                ? parser
                : new SeparatedRecords(parser, separator);
    }

    @Override
    public SchemaInference inference(Options options, ZoneId timeZone) {
        return new CsvInference(options, timeZone, false);
    }

    /** A parser of texts, each of which is one record, line breaks and all. */
    public static RecordParser textParser(StructType schema, Options options, ZoneId timeZone) {
        CorruptRecords.check("csv", schema, schema, options);
        return new CsvParser(schema, schema, options, timeZone, true);
    }

    /** Finds the columns of a text that is one record. */
    public static SchemaInference textInference(Options options, ZoneId timeZone) {
        return new CsvInference(options, timeZone, true);
    }

    @Override
    public RecordWriter writer(StructType schema, Options options, ZoneId timeZone) {
        return new CsvWriter(schema, options, RecordOptions.zone(options, timeZone));
    }
}
