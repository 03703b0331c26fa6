package dev.sluice.types;

/** A type whose values have no parts. */
public sealed interface ScalarType extends DataType permits AtomicType, DecimalType, IntervalType {
    /** How vectors hold the values. Code that only moves, hashes, orders or stores values asks for this and for nothing else. */
    Storage storage();

    /** Whether values are numbers that arithmetic accepts. */
    boolean isNumeric();

    /** Whether values are whole numbers of a type that has no other: TINYINT, SMALLINT, INT, BIGINT. */
    default boolean isIntegral() {
        return false;
    }
}
