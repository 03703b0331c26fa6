package dev.sluice.builtin.misc;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Functions of the session, of types, and of errors that a program asks for. */
public final class MiscFunctions {
    private static final String CATALOG = "spark_catalog";
    private static final String DATABASE = "default";
    private static final long BITS_OF_BITMAP = 8 * 4_096;

    private MiscFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family("misc");
        return List.of(
                family.declare(
                        "typeof",
                        "typeof(value ANY): STRING",
                        "The type of the value, in Spark's small letters.",
                        "typeof(1) -> int",
                        MiscFunctions::typeOf),
                family.declare(
                        "raise_error",
                        "raise_error(message STRING): VOID",
                        "Fails with the message in every row that asks for it.",
                        "if(1 > 2, raise_error('no'), 'yes') -> yes",
                        MiscFunctions::raiseError),
                fact(
                        family,
                        "current_timezone",
                        "The time zone of the session.",
                        "UTC",
                        call -> call.context().timeZone().getId()),
                fact(family, "current_catalog", "Always spark_catalog: there is one.", CATALOG, call -> CATALOG),
                family.declare(
                        List.of("current_database", "current_schema"),
                        "current_database(): STRING",
                        "Always default: there is one.",
                        "current_database() -> " + DATABASE,
                        call -> constant(call, DATABASE)),
                family.declare(
                        List.of("current_user", "user", "session_user"),
                        "current_user(): STRING",
                        "The user that runs the program.",
                        "length(current_user()) > 0 -> true",
                        call -> constant(call, System.getProperty("user.name", ""))),
                family.declare(
                        "bitmap_bucket_number",
                        "bitmap_bucket_number(number BIGINT): BIGINT",
                        "In which bitmap of 32,768 bits the number has its bit.",
                        "bitmap_bucket_number(32769) -> 2",
                        Parameters.of(BIGINT).giving(BIGINT, RowKernels.longs(row -> {
                            long number = row.getLong(0);
                            return number > 0 ? 1 + (number - 1) / BITS_OF_BITMAP : number / BITS_OF_BITMAP;
                        }))),
                family.declare(
                        "bitmap_bit_position",
                        "bitmap_bit_position(number BIGINT): BIGINT",
                        "At which place of its bitmap the number has its bit.",
                        "bitmap_bit_position(32769) -> 0",
                        Parameters.of(BIGINT).giving(BIGINT, RowKernels.longs(row -> {
                            long number = row.getLong(0);
                            return (number > 0 ? number - 1 : -number) % BITS_OF_BITMAP;
                        }))));
    }

    private static ScalarFunction fact(
            Family family, String name, String usage, String example, Function<Call, String> value) {
        return family.declare(
                name, name + "(): STRING", usage, name + "() -> " + example, call -> constant(call, value.apply(call)));
    }

    private static Binding constant(Call call, String text) {
        call.requireCount(0, 0);
        return new Scalar(STRING, false, false, kernels(text)).castingTo(List.of());
    }

    private static Binding typeOf(Call call) {
        call.requireCount(1, 1);
        String name = call.argument(0).isUntypedNull() ? "void" : call.type(0).simpleString();
        return new Scalar(STRING, false, false, kernels(name)).castingTo(List.of());
    }

    private static Supplier<ScalarKernel> kernels(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ConstantVector constant =
                new ConstantVector(new BytesVector(bytes, new int[] {0}, new int[] {bytes.length}, null));
        return () -> (arguments, rowCount) -> constant;
    }

    private static Binding raiseError(Call call) {
        call.requireCount(1, 1);
        BoundScalar failing = new Failing(RowKernels.texts(0, (row, out) -> {
            throw ValueErrors.raisedByUser(row.isNull(0) ? "null" : row.getText(0));
        }));
        return new Binding(failing, List.of(call.implicitly(0, STRING)));
    }

    /** Never gives a value; a STRING alone. */
    private record Failing(Supplier<ScalarKernel> kernels) implements BoundScalar {
        @Override
        public DataType resultType() {
            return STRING;
        }

        @Override
        public boolean isNullable() {
            return true;
        }

        @Override
        public boolean canFail() {
            return true;
        }

        @Override
        public boolean isVoid() {
            return true;
        }

        @Override
        public ScalarKernel kernel() {
            return kernels.get();
        }
    }
}
