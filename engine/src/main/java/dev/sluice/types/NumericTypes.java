package dev.sluice.types;

/** Spark's rules for the type that numbers of two types meet in. */
public final class NumericTypes {
    private NumericTypes() {}

    /**
     * The type in which two numeric types meet: a DECIMAL and a whole number as a DECIMAL, a DECIMAL and a real as DOUBLE.
     */
    public static ScalarType wider(ScalarType left, ScalarType right, boolean ansi) {
        if (left instanceof AtomicType one && right instanceof AtomicType other) {
            return wider(one, other, ansi);
        }
        boolean isReal = isReal(left) || isReal(right);
        return isReal ? AtomicType.DOUBLE : DecimalType.of(left).wider(DecimalType.of(right));
    }

    /** Whether values are FLOAT or DOUBLE. */
    public static boolean isReal(DataType type) {
        return type == AtomicType.FLOAT || type == AtomicType.DOUBLE;
    }

    /**
     * The wider of two numeric types. Under ANSI rules a whole number and a FLOAT meet as DOUBLE, which holds most of both.
     */
    public static AtomicType wider(AtomicType left, AtomicType right, boolean ansi) {
        AtomicType wider = left.compareTo(right) >= 0 ? left : right;
        return ansi && wider == AtomicType.FLOAT && left != right ? AtomicType.DOUBLE : wider;
    }

    /** The type in which a text that stands beside a number is read as a number under ANSI rules. */
    public static AtomicType ofText(ScalarType number) {
        return number.isIntegral() ? AtomicType.BIGINT : AtomicType.DOUBLE;
    }
}
