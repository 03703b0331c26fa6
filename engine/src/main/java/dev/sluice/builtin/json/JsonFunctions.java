package dev.sluice.builtin.json;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordParser;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.TextFormat;
import dev.sluice.format.json.JsonFormat;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code from_json} and {@code to_json}, over the JSON format that files use. */
public final class JsonFunctions {
    private static final String FAMILY = "json";

    private JsonFunctions() {}

    public static List<ScalarFunction> all() {
        return List.of(
                new ScalarDeclaration(
                        FunctionDocumentation.of(
                                "from_json",
                                FAMILY,
                                "from_json(text STRING, 'schema'): STRUCT",
                                "The struct of a DDL schema that a JSON text holds; fields that do not fit are null.",
                                "from_json('{\"a\":1}', 'a INT') -> {1}"),
                        JsonFunctions::fromJson),
                new ScalarDeclaration(
                        FunctionDocumentation.of(
                                "to_json",
                                FAMILY,
                                "to_json(value STRUCT): STRING",
                                "The JSON text of a struct, without its null fields.",
                                "to_json(from_json('{\"a\":1}', 'a INT')) -> {\"a\":1}"),
                        JsonFunctions::toJson));
    }

    private static Binding fromJson(Call call) {
        call.requireCount(2, 2);
        if (call.type(0) != AtomicType.STRING) {
            throw call.unexpectedType(0, "STRING");
        }
        StructType schema =
                StructType.fromDDL(call.requireLiteralText(1, "schema")).asNullable();
        JsonFormat format = new JsonFormat();
        format.checkReadable(schema);
        Options options = Options.validated("function from_json", format.readOptions(), Map.of());
        return new Scalar(
                        schema,
                        true,
                        false,
                        () -> fromJsonKernel(
                                format, schema, options, call.context().timeZone()))
                .castingAllTo(AtomicType.STRING, 1);
    }

    private static ScalarKernel fromJsonKernel(JsonFormat format, StructType schema, Options options, ZoneId zone) {
        RecordParser parser = format.objectParser(schema, options, zone);
        return (arguments, rowCount) -> parse(Vectors.bytes(arguments[0], rowCount), parser, schema, rowCount);
    }

    private static Vector parse(BytesVector texts, RecordParser parser, StructType schema, int rowCount) {
        BatchBuilder builder = new BatchBuilder(schema, Math.max(1, rowCount));
        long[] present = new long[Validity.wordCount(rowCount)];
        // One array for all texts, as rows may point into it and the parser may change what it has read.
        byte[] records = lines(texts, rowCount);
        int position = 0;
        parser.begin("from_json", 0, false);
        for (int row = 0; row < rowCount; row++) {
            int length = texts.isNull(row) ? 0 : texts.lengths()[row];
            int end = position + length;
            if (!texts.isNull(row) && !isBlank(records, position, end)) {
                Validity.setPresent(present, row);
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
                for (int index = position; index < position + length; index++) {
                    // Line breaks end records, but within JSON they are blanks.
                    if (records[index] == '\n' || records[index] == '\r') {
                        records[index] = ' ';
                    }
                }
                position += length;
            }
        }
        return records;
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
        call.requireCount(1, 1);
        if (!(call.type(0) instanceof StructType schema)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_JSON_SCHEMA,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input schema \""
                                    + call.type(0).sql() + "\" must be a struct.")
                    .mend("put the value into a struct: struct(value.as(\"name\"))")
                    .build();
        }
        TextFormat format = new JsonFormat();
        format.checkWritable(schema);
        Options options = Options.validated("function to_json", format.writeOptions(), Map.of());
        return new Scalar(AtomicType.STRING, call.anyNullable(), false, () -> {
                    RecordWriter writer =
                            format.writer(schema, options, call.context().timeZone());
                    return (arguments, rowCount) ->
                            write(Vectors.structs(arguments[0], rowCount), writer, schema, rowCount);
                })
                .castingAllTo(schema, 1);
    }

    /** The writer ends each record by a line break, and JSON has none within. */
    private static Vector write(StructVector structs, RecordWriter writer, StructType schema, int rowCount) {
        ByteArray records = new ByteArray(Math.max(64, rowCount * 64));
        writer.write(new Batch(schema, structs.fields(), rowCount), records);
        byte[] data = records.array();
        int length = records.length();
        TextOutput out = new TextOutput(rowCount, length);
        int start = 0;
        for (int row = 0; row < rowCount; row++) {
            int end = start;
            while (end < length && data[end] != '\n') {
                end++;
            }
            if (!structs.isNull(row)) {
                out.append(data, start, end - start);
            }
            out.endRow(row);
            start = end + 1;
        }
        return out.vector(
                structs.validity() == null ? null : Arrays.copyOf(structs.validity(), Validity.wordCount(rowCount)));
    }
}
