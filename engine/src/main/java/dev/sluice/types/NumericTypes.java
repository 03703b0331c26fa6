package dev.sluice.types;

/** Spark's rules for the type that numbers of two types meet in. */
public final class NumericTypes {
    private NumericTypes() {}

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
