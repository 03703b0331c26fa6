package dev.sluice.builtin.math;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.DOUBLE;
import static dev.sluice.types.AtomicType.FLOAT;
import static dev.sluice.types.AtomicType.INT;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Rounding. */
final class RoundingFunctions {
    /** What a text is read as. */
    private static final DecimalType OF_TEXT = new DecimalType(38, 18);

    private RoundingFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        List.of("ceil", "ceiling"),
                        "ceil(number NUMERIC): BIGINT",
                        "The least whole number that is not below; with a constant as a second argument, the least DECIMAL of so"
                                + " many places.",
                        "ceil(-0.1) -> 0",
                        whole(Math::ceil, RoundingMode.CEILING)),
                family.declare(
                        "floor",
                        "floor(number NUMERIC): BIGINT",
                        "The greatest whole number that is not above; with a constant as a second argument, the greatest DECIMAL"
                                + " of so many places.",
                        "floor(-0.1) -> -1",
                        whole(Math::floor, RoundingMode.FLOOR)),
                family.declare(
                        "round",
                        "round(number NUMERIC): NUMERIC",
                        "The number rounded to the nearest with no or, as a second argument, a constant, says, so many"
                                + " places behind the point; negative ones lie before it. Halves go away from zero.",
                        "round(2.5) -> 3.0",
                        rounded(RoundingMode.HALF_UP)),
                family.declare(
                        "bround",
                        "bround(number NUMERIC): NUMERIC",
                        "As round, but halves go to the even digit.",
                        "bround(2.5) -> 2.0",
                        rounded(RoundingMode.HALF_EVEN)));
    }

    /** Numbers are themselves, texts and nulls are read as doubles. */
    private static AtomicType numeric(Call call) {
        return call.type(0) instanceof AtomicType type && type.isNumeric() ? type : call.implicitly(0, DOUBLE);
    }

    private static Binder whole(DoubleUnaryOperator operator, RoundingMode mode) {
        return call -> {
            call.requireCount(1, 2);
            if (call.size() == 2) {
                return wholeOfPlaces(call, mode);
            }
            if (call.type(0) instanceof DecimalType decimal) {
                return DecimalRounding.whole(call, decimal, mode);
            }
            AtomicType type = numeric(call);
            Supplier<ScalarKernel> kernels = !type.isIntegral()
                    ? RowKernels.longs(row -> (long) operator.applyAsDouble(row.getDouble(0)))
                    : Kernels.identity();
            return new Scalar(BIGINT, call.anyNullable(), false, kernels)
                    .castingAllTo(type.isIntegral() ? BIGINT : DOUBLE, 1);
        };
    }

    /** As in Spark, of a DECIMAL, which any other number is made first. */
    private static Binding wholeOfPlaces(Call call, RoundingMode mode) {
        boolean isNumber = TypeRules.isNumeric(call.type(0));
        if (!isNumber) {
            call.implicitly(0, DOUBLE);
        }
        DecimalType type = isNumber ? DecimalType.of((ScalarType) call.type(0)) : OF_TEXT;
        call.implicitly(1, INT);
        if (!call.argument(1).isConstant()) {
            throw call.nonFoldableArgument(1, "scale");
        }
        if (call.isNull(1)) {
            return new Scalar(type, true, false, Kernels.nulls(type)).castingTo(List.of());
        }
        return DecimalRounding.places(call, type, call.requireInt(1, "scale", Integer.MIN_VALUE), mode);
    }

    private static Binder rounded(RoundingMode mode) {
        return call -> {
            call.requireCount(1, 2);
            ScalarType type = call.type(0) instanceof DecimalType decimal ? decimal : numeric(call);
            if (call.size() == 2) {
                call.implicitly(1, INT);
                if (call.isNull(1)) {
                    return new Scalar(type, true, false, Kernels.nulls(type)).castingTo(List.of());
                }
            }
            int places = call.size() == 2 ? call.requireInt(1, "scale", Integer.MIN_VALUE) : 0;
            return type instanceof DecimalType decimal
                    ? DecimalRounding.places(call, decimal, places, mode)
                    : rounded(call, (AtomicType) type, places, mode);
        };
    }

    private static Binding rounded(Call call, AtomicType type, int places, RoundingMode mode) {
        boolean ansi = call.context().ansi();
        Supplier<ScalarKernel> kernels;
        if (type == FLOAT) {
            kernels = RowKernels.doubles(FLOAT, row -> Rounding.round((float) row.getDouble(0), places, mode));
        } else if (type == DOUBLE) {
            kernels = Kernels.unary((argument, validity, rowCount) -> {
                double[] result = new double[rowCount];
                Rounding.round(((DoubleVector) argument).values(), result, rowCount, places, mode);
                return new DoubleVector(result, validity);
            });
        } else if (places >= 0) {
            kernels = Kernels.identity();
        } else if (type != BIGINT) {
            NumberRange range = NumberRange.of(type);
            kernels = RowKernels.ints(type, row -> {
                long rounded = Rounding.round(row.getInt(0), places, mode);
                if (ansi && !range.has(rounded)) {
                    throw ValueErrors.overflow(type.typeName(), call.name());
                }
                return (int) range.wrapped(rounded);
            });
        } else {
            kernels = RowKernels.longs(row -> {
                long rounded = Rounding.round(row.getLong(0), places, mode);
                if (ansi && Rounding.overflows(row.getLong(0), rounded, places)) {
                    throw ValueErrors.overflow("long", call.name());
                }
                return rounded;
            });
        }
        return new Scalar(type, call.argument(0).nullable(), ansi && type.isIntegral(), kernels).castingAllTo(type, 1);
    }
}
