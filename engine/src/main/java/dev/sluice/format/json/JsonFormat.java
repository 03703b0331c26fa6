package dev.sluice.format.json;

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
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Format {@code json}: an object to a line, fields by name. */
public final class JsonFormat implements TextFormat {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<ConfigOption<?>> readOptions() {
        return JsonOptions.READ;
    }

    @Override
    public List<ConfigOption<?>> writeOptions() {
        return JsonOptions.WRITE;
    }

    @Override
    public String extension() {
        return ".json";
    }

    @Override
    public boolean isSplittable(Options options) {
        return !options.get(JsonOptions.MULTI_LINE)
                && JsonOptions.readSeparator(options) == null
                && RecordOptions.isUtf8(options);
    }

    @Override
    public Charset charset(Options options) {
        return RecordOptions.charset(options);
    }

    @Override
    public void checkReadable(StructType schema) {
        checkParts(schema, "", true);
    }

    @Override
    public void checkWritable(StructType schema) {
        checkParts(schema, "", false);
    }

    /** Refuses types whose values, or parts of them, JSON does not have. */
    public static void checkValue(DataType type, boolean isRead) {
        checkParts(type, "", isRead);
    }

    private static boolean isKey(DataType type) {
        return type instanceof IntervalType || (type instanceof AtomicType && type != AtomicType.BINARY);
    }

    /** @param isRead keys that are read are texts, as JSON has no others */
    private static void checkParts(DataType type, String path, boolean isRead) {
        switch (type) {
            case StructType struct -> checkNames(struct, path, isRead);
            case ArrayType array -> checkParts(array.elementType(), path, isRead);
            case MapType map -> {
                if (isRead ? map.keyType() != AtomicType.STRING : !isKey(map.keyType())) {
                    throw SluiceException.analysis(
                                    ErrorCondition.UNSUPPORTED_DATATYPE,
                                    "json has no keys of type " + map.keyType().sql())
                            .at("format \"json\"")
                            .at("column \"" + path + "\"")
                            .found(map.sql())
                            .expected("MAP<STRING, ...>")
                            .mend("cast the keys to STRING")
                            .build();
                }
                checkParts(map.valueType(), path, isRead);
            }
            case ScalarType ignored -> {}
        }
    }

    private static void checkNames(StructType struct, String path, boolean isRead) {
        Set<String> names = new HashSet<>();
        for (StructField field : struct) {
            if (!names.add(field.name())) {
                throw SluiceException.analysis(
                                ErrorCondition.COLUMN_ALREADY_EXISTS,
                                "the column \"" + path + field.name() + "\" stands twice in the schema")
                        .at("format \"json\"")
                        .found(struct.sql())
                        .mend("give each field of an object a name of its own")
                        .build();
            }
            checkParts(field.dataType(), path + field.name() + ".", isRead);
        }
    }

    @Override
    public RecordParser parser(StructType whole, StructType wanted, Options options, ZoneId timeZone) {
        CorruptRecords.check(name(), whole, wanted, options);
        ZoneId zone = RecordOptions.zone(options, timeZone);
        String separator = JsonOptions.readSeparator(options);
        boolean isMultiLine = options.get(JsonOptions.MULTI_LINE);
        JsonParser parser = new JsonParser(wanted, options, zone, true, isMultiLine || separator != null);
        return separator == null || isMultiLine ? parser : new SeparatedRecords(parser, separator);
    }

    /** A parser of texts that are an object each; an array is none. */
    public RecordParser objectParser(StructType schema, Options options, ZoneId timeZone) {
        return new JsonParser(schema, options, RecordOptions.zone(options, timeZone), false, false);
    }

    /**
     * The type that a JSON text fits.
     *
     * @throws SluiceException if it is no JSON
     */
    public static DataType typeOf(String text, Options options, ZoneId timeZone) {
        return new JsonInference(options, timeZone).typeOf(text);
    }

    @Override
    public SchemaInference inference(Options options, ZoneId timeZone) {
        return new JsonInference(options, timeZone);
    }

    @Override
    public RecordWriter writer(StructType schema, Options options, ZoneId timeZone) {
        return new JsonWriter(schema, options, RecordOptions.zone(options, timeZone));
    }
}
