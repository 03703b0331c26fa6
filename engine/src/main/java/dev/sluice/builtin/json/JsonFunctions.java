package dev.sluice.builtin.json;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.ConstantOptions;
import dev.sluice.builtin.support.ConstantSchema;
import dev.sluice.builtin.support.ConstantText;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.GivenTexts;
import dev.sluice.builtin.support.RecordReading;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.Words;
import dev.sluice.format.json.JsonFormat;
import dev.sluice.format.json.JsonValueParser;
import dev.sluice.format.json.JsonValueWriter;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Functions of JSON texts, over the JSON format that files use. */
public final class JsonFunctions {
    private static final String FAMILY = "json";
    private static final long LINE_FEEDS = Words.repeat('\n');
    private static final long RETURNS = Words.repeat('\r');

    private JsonFunctions() {}

    /** What forms of the analyzer call, and no program. */
    public static List<ScalarFunction> unnamed() {
        return List.of(JsonPartFunctions.tuple(new Family(FAMILY)));
    }

    public static List<ScalarFunction> all() {
        return Stream.of(ofTypes(), JsonPartFunctions.all(new Family(FAMILY)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ScalarFunction> ofTypes() {
        return List.of(
                new ScalarDeclaration(
                        FunctionDocumentation.of(
                                "from_json",
                                FAMILY,
                                "from_json(text STRING, 'schema'): STRUCT",
                                "The struct of a DDL schema that a JSON text holds, or the array or map of a type such as"
                                        + " ARRAY<INT>; what does not fit is null.",
                                "from_json('{\"a\":1}', 'a INT') -> {1}"),
                        JsonFunctions::fromJson),
                new ScalarDeclaration(
                        new FunctionDocumentation(
                                List.of("to_json"),
                                FAMILY,
                                List.of(
                                        "to_json(value STRUCT): STRING",
                                        "to_json(value ARRAY): STRING",
                                        "to_json(value MAP): STRING"),
                                "The JSON text of a struct, an array or a map, without null fields of structs.",
                                "to_json(from_json('{\"a\":1}', 'a INT')) -> {\"a\":1}"),
                        JsonFunctions::toJson),
                new ScalarDeclaration(
                        FunctionDocumentation.of(
                                "schema_of_json",
                                FAMILY,
                                "schema_of_json('json'): STRING",
                                "The type in DDL that a JSON text fits.",
                                "schema_of_json('{\"a\":[1]}') -> STRUCT<a: ARRAY<BIGINT>>"),
                        JsonFunctions::schemaOfJson));
    }

    private static Binding schemaOfJson(Call call) {
        call.requireCount(1, 2);
        String text = call.requireFoldableText(0, "json");
        Options options = ConstantOptions.of(call, 1, new JsonFormat().readOptions(), Map.of());
        return ConstantText.binding(
                JsonFormat.typeOf(text, options, call.context().timeZone()).sql());
    }

    private static Binding fromJson(Call call) {
        call.requireCount(2, 3);
        if (call.type(0) != AtomicType.STRING) {
            throw call.unexpectedType(0, "STRING");
        }
        DataType type = ConstantSchema.of(call, 1).asNullable();
        JsonFormat format = new JsonFormat();
        if (!hasTextKeys(type)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_JSON_MAP_KEY_TYPE,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input schema \""
                                    + type.sql() + "\" can only contain STRING as a key type for a MAP.")
                    .mend("read the keys as STRING, and cast them")
                    .build();
        }
        JsonFormat.checkValue(type, true);
        Options options = ConstantOptions.of(call, 2, RecordReading.options(format.readOptions()), Map.of());
        ConstantOptions.checkMode(call, options);
        ZoneId zone = call.context().timeZone();
        return new RecordReading(
                        call.name(),
                        type,
                        options,
                        RecordOptions.MODE,
                        texts -> type instanceof StructType schema
                                ? fromJsonKernel(format, schema, options, zone, texts)
                                : valueKernel(type, options, zone, texts))
                .bound(AtomicType.STRING);
    }

    private static boolean hasTextKeys(DataType type) {
        return switch (type) {
            case ScalarType ignored -> true;
            case ArrayType array -> hasTextKeys(array.elementType());
            case MapType map -> map.keyType() == AtomicType.STRING && hasTextKeys(map.valueType());
            case StructType struct -> struct.fields().stream().allMatch(field -> hasTextKeys(field.dataType()));
        };
    }

    private static ScalarKernel valueKernel(DataType type, Options options, ZoneId zone, GivenTexts given) {
        JsonValueParser parser = new JsonValueParser(type, options, zone);
        parser.keepBad(given.keeper());
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            VectorBuilder column = VectorBuilder.of(type, rowCount);
            byte[] records = lines(texts, rowCount);
            parser.bind(column, records);
            int position = 0;
            for (int row = 0; row < rowCount; row++) {
                int end = position + (texts.isNull(row) ? 0 : texts.lengths()[row]);
                given.at(texts, row);
                parser.parse(records, position, end, row);
                position = end;
            }
            return column.vector(rowCount);
        };
    }

    private static ScalarKernel fromJsonKernel(
            JsonFormat format, StructType schema, Options options, ZoneId zone, GivenTexts given) {
        RecordParser parser = format.objectParser(schema, options, zone);
        parser.keepBad(given.keeper());
        return (arguments, rowCount) -> parse(Vectors.bytes(arguments[0], rowCount), parser, schema, rowCount, given);
    }

    private static Vector parse(
            BytesVector texts, RecordParser parser, StructType schema, int rowCount, GivenTexts given) {
        BatchBuilder builder = new BatchBuilder(schema, Math.max(1, rowCount));
        long[] present = new long[Validity.wordCount(rowCount)];
        // One array for all texts, as rows may point into it and the parser may change what it has read.
        byte[] records = lines(texts, rowCount);
        int position = 0;
        for (int row = 0; row < rowCount; row++) {
            int length = texts.isNull(row) ? 0 : texts.lengths()[row];
            int end = position + length;
            if (!texts.isNull(row) && !isBlank(records, position, end)) {
                Validity.setPresent(present, row);
                given.at(texts, row);
                parser.begin("function from_json", 0, false);
                parser.parse(records, position, end, true, builder);
            }
            position = end;
            // A text without a record leaves its row null; one with several gives the first.
            builder.rowCount(row + 1);
        }
        Batch parsed = builder.build();
        long[] validity = Validity.nullCount(present, rowCount) == 0 ? null : present;
        return new StructVector(schema, parsed.vectors(), validity);
    }

    private static byte[] lines(BytesVector texts, int rowCount) {
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            total = Math.addExact(total, texts.isNull(row) ? 0 : texts.lengths()[row]);
        }
        byte[] records = new byte[total];
        int position = 0;
        for (int row = 0; row < rowCount; row++) {
            if (!texts.isNull(row)) {
                int length = texts.lengths()[row];
                System.arraycopy(texts.data(), texts.starts()[row], records, position, length);
                position += length;
            }
        }
        blankLineBreaks(records);
        return records;
    }

    /** Line breaks end records, but within JSON they are blanks. */
    private static void blankLineBreaks(byte[] records) {
        int index = 0;
        for (; index <= records.length - Words.BYTES; index += Words.BYTES) {
            long word = Words.get(records, index);
            if ((Words.equalBytes(word, LINE_FEEDS) | Words.equalBytes(word, RETURNS)) != 0) {
                blankLineBreaks(records, index, index + Words.BYTES);
            }
        }
        blankLineBreaks(records, index, records.length);
    }

    private static void blankLineBreaks(byte[] records, int start, int end) {
        for (int index = start; index < end; index++) {
            if (records[index] == '\n' || records[index] == '\r') {
                records[index] = ' ';
            }
        }
    }

    private static boolean isBlank(byte[] data, int start, int end) {
        for (int index = start; index < end; index++) {
            if (data[index] > ' ' || data[index] < 0) {
                return false;
            }
        }
        return true;
    }

    private static Binding toJson(Call call) {
        call.requireCount(1, 2);
        DataType type = call.type(0);
        if (type instanceof ScalarType) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_JSON_SCHEMA,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input schema \""
                                    + type.sql() + "\" must be a struct, an array, a map or a variant.")
                    .mend("put the value into a struct: struct(value.as(\"name\"))")
                    .build();
        }
        JsonFormat.checkValue(type, false);
        Options options = ConstantOptions.of(call, 1, new JsonFormat().writeOptions(), Map.of());
        return new Scalar(AtomicType.STRING, call.anyNullable(), false, () -> {
                    JsonValueWriter writer =
                            new JsonValueWriter(type, options, call.context().timeZone());
                    return (arguments, rowCount) -> writer.write(arguments[0], rowCount);
                })
                .castingAllTo(type, 1);
    }
}
