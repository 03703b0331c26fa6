package dev.sluice.builtin.comparison;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import java.util.Arrays;

/** Compares two columns of the same type, or a column with a constant in a loop of its own. */
final class ComparisonKernel implements ScalarKernel {
    private static final Vector NULLS = Vectors.nulls(AtomicType.BOOLEAN);

    private final ComparisonOperator operator;
    private boolean[] scratch = new boolean[0];

    ComparisonKernel(ComparisonOperator operator) {
        this.operator = operator;
    }

    @Override
    public Vector evaluate(Vector[] arguments, int rowCount) {
        Vector left = arguments[0];
        Vector right = arguments[1];
        if (right instanceof ConstantVector constant) {
            return withConstant(operator, left, constant, rowCount);
        }
        if (left instanceof ConstantVector constant) {
            return withConstant(operator.flipped(), right, constant, rowCount);
        }
        return columns(Vectors.flat(left, rowCount), Vectors.flat(right, rowCount), rowCount);
    }

    private boolean[] scratch(int rowCount) {
        if (scratch.length < rowCount) {
            scratch = new boolean[rowCount];
        }
        return scratch;
    }

    private Vector withConstant(ComparisonOperator how, Vector column, ConstantVector constant, int rowCount) {
        if (constant.isNull()) {
            return NULLS;
        }
        if (column instanceof DictionaryVector dictionary && dictionary.dictionarySize() < rowCount) {
            boolean[] ofEntries = new boolean[dictionary.dictionarySize()];
            compareWithConstant(how, dictionary.dictionary(), constant.single(), ofEntries, ofEntries.length);
            boolean[] result = scratch(rowCount);
            int[] ids = dictionary.ids();
            for (int row = 0; row < rowCount; row++) {
                result[row] = ofEntries[ids[row]];
            }
            return new BooleanVector(result, dictionary.validity());
        }
        Vector flat = Vectors.flat(column, rowCount);
        boolean[] result = scratch(rowCount);
        compareWithConstant(how, flat, constant.single(), result, rowCount);
        return new BooleanVector(result, flat.validity());
    }

    private static void compareWithConstant(
            ComparisonOperator how, Vector column, Vector single, boolean[] result, int rowCount) {
        switch (column) {
            case IntVector ints ->
                IntComparisons.constant(how, ints.values(), ((IntVector) single).values()[0], result, rowCount);
            case LongVector longs ->
                LongComparisons.constant(how, longs.values(), ((LongVector) single).values()[0], result, rowCount);
            case DoubleVector doubles -> {
                double value = ((DoubleVector) single).values()[0];
                if (Double.isNaN(value)) {
                    double[] spread = new double[rowCount];
                    Arrays.fill(spread, value);
                    DoubleComparisons.columns(how, doubles.values(), spread, result, rowCount);
                } else {
                    DoubleComparisons.constant(how, doubles.values(), value, result, rowCount);
                }
            }
            case BytesVector texts -> TextComparisons.constant(how, texts, (BytesVector) single, result, rowCount);
            case BooleanVector ignored -> byOrder(how, column, single, true, result, rowCount);
            case StructVector ignored -> byOrder(how, column, single, true, result, rowCount);
            case ArrayVector ignored -> byOrder(how, column, single, true, result, rowCount);
            case MapVector map -> throw new IllegalStateException("without order: " + map.type());
            case ConstantVector ignored -> throw new IllegalStateException("not flat");
            case DictionaryVector ignored -> throw new IllegalStateException("not flat");
        }
    }

    private Vector columns(Vector left, Vector right, int rowCount) {
        boolean[] result = scratch(rowCount);
        switch (left) {
            case IntVector ints ->
                IntComparisons.columns(operator, ints.values(), ((IntVector) right).values(), result, rowCount);
            case LongVector longs ->
                LongComparisons.columns(operator, longs.values(), ((LongVector) right).values(), result, rowCount);
            case DoubleVector doubles ->
                DoubleComparisons.columns(
                        operator, doubles.values(), ((DoubleVector) right).values(), result, rowCount);
            case BytesVector texts -> TextComparisons.columns(operator, texts, (BytesVector) right, result, rowCount);
            case BooleanVector ignored -> byOrder(operator, left, right, false, result, rowCount);
            case StructVector ignored -> byOrder(operator, left, right, false, result, rowCount);
            case ArrayVector ignored -> byOrder(operator, left, right, false, result, rowCount);
            case MapVector map -> throw new IllegalStateException("without order: " + map.type());
            case ConstantVector ignored -> throw new IllegalStateException("not flat");
            case DictionaryVector ignored -> throw new IllegalStateException("not flat");
        }
        return new BooleanVector(result, Validity.and(left.validity(), right.validity(), rowCount));
    }

    private static void byOrder(
            ComparisonOperator how, Vector left, Vector right, boolean isConstant, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            int rightRow = isConstant ? 0 : row;
            result[row] = !left.isNull(row)
                    && !right.isNull(rightRow)
                    && how.holds(ValueOrder.compare(left, row, right, rightRow));
        }
    }
}
