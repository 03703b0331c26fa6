package dev.sluice.builtin.json;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.json.JsonParts;
import dev.sluice.format.json.JsonPath;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.function.Supplier;

/** Functions that take parts of JSON texts without a schema; null where a text is no JSON or does not have them. */
final class JsonPartFunctions {
    private JsonPartFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "get_json_object",
                        "get_json_object(text STRING, path STRING): STRING",
                        "What a path such as $.name[0].other, or $.name[*] for all elements, leads to in a JSON text.",
                        "get_json_object('{\"a\":{\"b\":1}}', '$.a.b') -> 1",
                        JsonPartFunctions::object),
                family.declare(
                        "json_array_length",
                        "json_array_length(text STRING): INT",
                        "How many elements a JSON array has.",
                        "json_array_length('[1,2]') -> 2",
                        call -> ofText(call, AtomicType.INT, JsonPartFunctions::elementCounts)),
                family.declare(
                        "json_object_keys",
                        "json_object_keys(text STRING): KEYS",
                        "The names of the fields of a JSON object.",
                        "json_object_keys('{\"a\":1,\"b\":2}') -> [a, b]",
                        call -> ofText(call, new ArrayType(AtomicType.STRING), JsonPartFunctions::names)));
    }

    /** The fields of a JSON text by these names as a struct of c0, c1 and so on, which is what {@code json_tuple} makes a row of. */
    static ScalarFunction tuple(Family family) {
        return family.declare(
                "[json_tuple]",
                "[json_tuple](text STRING, name STRING...): STRUCT",
                "The fields of these names.",
                "[json_tuple]('{\"a\":1}', 'a') -> {1}",
                JsonPartFunctions::tuple);
    }

    private static void requireText(Call call, int index) {
        if (call.type(index) != AtomicType.STRING && !call.argument(index).isUntypedNull()) {
            throw call.unexpectedType(index, "STRING");
        }
    }

    private static Binding ofText(Call call, DataType type, Supplier<ScalarKernel> kernels) {
        call.requireCount(1, 1);
        requireText(call, 0);
        return new Scalar(type, true, false, kernels).castingAllTo(AtomicType.STRING, 1);
    }

    private static boolean open(JsonParts parts, BytesVector texts, int row) {
        return !texts.isNull(row) && parts.open(texts.data(), texts.starts()[row], texts.lengths()[row]);
    }

    private static ScalarKernel elementCounts() {
        JsonParts parts = new JsonParts();
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            IntBuilder counts = (IntBuilder) VectorBuilder.of(AtomicType.INT, rowCount);
            for (int row = 0; row < rowCount; row++) {
                int count = open(parts, texts, row) ? parts.elementCount() : -1;
                if (count >= 0) {
                    counts.set(row, count);
                }
            }
            return counts.vector(rowCount);
        };
    }

    private static ScalarKernel names() {
        JsonParts parts = new JsonParts();
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            ArrayBuilder names = (ArrayBuilder) VectorBuilder.of(new ArrayType(AtomicType.STRING), rowCount);
            for (int row = 0; row < rowCount; row++) {
                int first = names.count();
                if (open(parts, texts, row) && parts.names(names)) {
                    names.set(row, first);
                }
            }
            return names.vector(rowCount);
        };
    }

    private static Binding object(Call call) {
        call.requireCount(2, 2);
        requireText(call, 0);
        requireText(call, 1);
        return new Scalar(AtomicType.STRING, true, false, JsonPartFunctions::objects)
                .castingAllTo(AtomicType.STRING, 2);
    }

    private static ScalarKernel objects() {
        JsonParts parts = new JsonParts();
        ByteArray found = new ByteArray(64);
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            BytesVector paths = Vectors.bytes(arguments[1], rowCount);
            BytesBuilder objects = (BytesBuilder) VectorBuilder.of(AtomicType.STRING, rowCount);
            JsonPath path = null;
            for (int row = 0; row < rowCount; row++) {
                if (row == 0 || !isSame(paths, row - 1, row)) {
                    path = paths.isNull(row) ? null : JsonPath.parse(paths.text(row));
                }
                found.clear();
                if (path != null && open(parts, texts, row) && parts.find(path, found)) {
                    objects.set(row, found.array(), 0, found.length());
                }
            }
            return objects.vector(rowCount);
        };
    }

    /** Whether two rows are the same bytes, as those of a literal are. */
    private static boolean isSame(BytesVector texts, int row, int other) {
        return !texts.isNull(row)
                && !texts.isNull(other)
                && texts.starts()[row] == texts.starts()[other]
                && texts.lengths()[row] == texts.lengths()[other];
    }

    private static Binding tuple(Call call) {
        if (call.size() < 2) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "`json_tuple` takes a text and names of fields")
                    .found(call.size() + " arguments")
                    .build();
        }
        StructType struct = new StructType();
        for (int index = 0; index < call.size(); index++) {
            if (call.type(index) != AtomicType.STRING && !call.argument(index).isUntypedNull()) {
                throw SluiceException.analysis(
                                ErrorCondition.NON_STRING_TYPE,
                                "Cannot resolve \"json_tuple\" due to data type mismatch: all arguments of the function"
                                        + " `json_tuple` must be strings.")
                        .found(call.argument(index).sql() + " of type "
                                + call.type(index).sql())
                        .mend("cast it to STRING")
                        .build();
            }
            struct = index == 0 ? struct : struct.add("c" + (index - 1), AtomicType.STRING);
        }
        StructType type = struct;
        return new Scalar(type, false, false, () -> tuples(type)).castingAllTo(AtomicType.STRING, call.size());
    }

    private static ScalarKernel tuples(StructType type) {
        JsonParts parts = new JsonParts();
        ByteArray found = new ByteArray(64);
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            BytesVector[] names = new BytesVector[type.size()];
            BytesBuilder[] fields = new BytesBuilder[type.size()];
            for (int index = 0; index < fields.length; index++) {
                names[index] = Vectors.bytes(arguments[index + 1], rowCount);
                fields[index] = (BytesBuilder) VectorBuilder.of(AtomicType.STRING, rowCount);
            }
            for (int row = 0; row < rowCount; row++) {
                boolean isJson = open(parts, texts, row);
                for (int index = 0; index < fields.length && isJson; index++) {
                    BytesVector name = names[index];
                    found.clear();
                    if (!name.isNull(row) && parts.field(name.data(), name.starts()[row], name.lengths()[row], found)) {
                        fields[index].set(row, found.array(), 0, found.length());
                    }
                }
            }
            Vector[] columns = new Vector[fields.length];
            for (int index = 0; index < columns.length; index++) {
                columns[index] = fields[index].vector(rowCount);
            }
            return new StructVector(type, columns, null);
        };
    }
}
