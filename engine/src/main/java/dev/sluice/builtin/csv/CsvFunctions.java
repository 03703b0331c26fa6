package dev.sluice.builtin.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.ConstantOptions;
import dev.sluice.builtin.support.ConstantSchema;
import dev.sluice.builtin.support.ConstantText;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.GivenTexts;
import dev.sluice.builtin.support.RecordReading;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.SchemaInference;
import dev.sluice.format.csv.CsvFormat;
import dev.sluice.format.csv.CsvTexts;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Functions of texts that are a record of CSV each, over the CSV format that files use. */
public final class CsvFunctions {
    private CsvFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family("csv");
        return List.of(
                family.declare(
                        "from_csv",
                        "from_csv(text STRING, 'schema'): STRUCT",
                        "The struct of a DDL schema that a record of CSV holds; what does not fit is null.",
                        "from_csv('1,x', 'a INT, b STRING') -> {1, x}",
                        CsvFunctions::fromCsv),
                family.declare(
                        "to_csv",
                        "to_csv(value STRUCT): STRING",
                        "A struct as a record of CSV.",
                        "to_csv(struct(1, 'x')) -> 1,x",
                        CsvFunctions::toCsv),
                family.declare(
                        "schema_of_csv",
                        "schema_of_csv('csv'): STRING",
                        "The schema in DDL that a record of CSV fits.",
                        "schema_of_csv('1,x') -> STRUCT<_c0: INT, _c1: STRING>",
                        CsvFunctions::schemaOfCsv));
    }

    private static void requireText(Call call) {
        if (call.type(0) != AtomicType.STRING && !call.argument(0).isUntypedNull()) {
            throw call.unexpectedType(0, "STRING");
        }
    }

    private static Binding fromCsv(Call call) {
        call.requireCount(2, 3);
        requireText(call);
        StructType schema = schema(call).asNullable();
        Options options = ConstantOptions.of(
                call, 2, RecordReading.options(new CsvFormat().readOptions()), Map.of("header", "false"));
        ConstantOptions.checkMode(call, options);
        ZoneId zone = call.context().timeZone();
        return new RecordReading(
                        call.name(),
                        schema,
                        options,
                        RecordOptions.MODE,
                        texts -> parsing(CsvFormat.textParser(schema, options, zone), schema, texts))
                .bound(AtomicType.STRING);
    }

    private static StructType schema(Call call) {
        if (!(ConstantSchema.of(call, 1) instanceof StructType schema)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_SCHEMA_NON_STRUCT_TYPE, "a record of CSV is a struct")
                    .found(call.argument(1).sql())
                    .expected("a struct, for example 'a INT, b STRING'")
                    .build();
        }
        for (StructField field : schema) {
            if (!(field.dataType() instanceof ScalarType)) {
                throw SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_DATATYPE, "a record of CSV has no fields within fields")
                        .at("field \"" + field.name() + "\"")
                        .found(field.dataType().sql())
                        .mend("read the field as STRING, and take it apart with from_json(...) or split(...)")
                        .build();
            }
        }
        return schema;
    }

    private static ScalarKernel parsing(RecordParser parser, StructType schema, GivenTexts given) {
        parser.keepBad(given.keeper());
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            BatchBuilder builder = new BatchBuilder(schema, Math.max(1, rowCount));
            byte[] records = together(texts, rowCount);
            int position = 0;
            for (int row = 0; row < rowCount; row++) {
                int length = texts.isNull(row) ? 0 : texts.lengths()[row];
                if (length > 0) {
                    given.at(texts, row);
                    parser.begin("function from_csv", 0, false);
                    parser.parse(records, position, position + length, true, builder);
                }
                position += length;
                // A text without a record has no values; of several records the first counts.
                builder.rowCount(row + 1);
            }
            Batch parsed = builder.build();
            return new StructVector(schema, parsed.vectors(), Validity.and(texts.validity(), null, rowCount));
        };
    }

    private static byte[] together(BytesVector texts, int rowCount) {
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            total = Math.addExact(total, texts.isNull(row) ? 0 : texts.lengths()[row]);
        }
        byte[] records = new byte[Math.addExact(total, RecordParser.SLACK_BYTES)];
        int position = 0;
        for (int row = 0; row < rowCount; row++) {
            if (!texts.isNull(row)) {
                System.arraycopy(texts.data(), texts.starts()[row], records, position, texts.lengths()[row]);
                position += texts.lengths()[row];
            }
        }
        return records;
    }

    private static Binding toCsv(Call call) {
        call.requireCount(1, 2);
        if (!(call.type(0) instanceof StructType type)) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_INPUT_TYPE,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: The input of `to_csv`"
                                    + " can't be \"" + call.type(0).sql() + "\" type data.")
                    .mend("put the values into a struct: struct(first, second)")
                    .build();
        }
        Options options = ConstantOptions.of(call, 1, new CsvFormat().writeOptions(), Map.of());
        ZoneId zone = call.context().timeZone();
        return new Scalar(AtomicType.STRING, true, false, () -> {
                    CsvTexts texts = new CsvTexts(type, options, zone);
                    return (arguments, rowCount) -> texts.write(Vectors.structs(arguments[0], rowCount), rowCount);
                })
                .castingAllTo(type, 1);
    }

    private static Binding schemaOfCsv(Call call) {
        call.requireCount(1, 2);
        byte[] text = call.requireFoldableText(0, "csv").getBytes(UTF_8);
        Options options = ConstantOptions.of(
                call, 1, new CsvFormat().readOptions(), Map.of("inferSchema", "true", "header", "false"));
        SchemaInference inference =
                CsvFormat.textInference(options, call.context().timeZone());
        inference.parser().begin("schema_of_csv", 0, false);
        inference
                .parser()
                .parse(
                        Arrays.copyOf(text, text.length + RecordParser.SLACK_BYTES),
                        0,
                        text.length,
                        true,
                        new BatchBuilder(new StructType()));
        return ConstantText.binding(inference.schema().sql());
    }
}
