package dev.sluice.types;

import java.util.List;

/** Spark's Java names for the types, so that a program which builds schemas by hand changes only its imports. */
public final class DataTypes {
    public static final DataType BooleanType = AtomicType.BOOLEAN;
    public static final DataType ByteType = AtomicType.TINYINT;
    public static final DataType ShortType = AtomicType.SMALLINT;
    public static final DataType IntegerType = AtomicType.INT;
    public static final DataType LongType = AtomicType.BIGINT;
    public static final DataType FloatType = AtomicType.FLOAT;
    public static final DataType DoubleType = AtomicType.DOUBLE;
    public static final DataType StringType = AtomicType.STRING;
    public static final DataType BinaryType = AtomicType.BINARY;
    public static final DataType DateType = AtomicType.DATE;
    public static final DataType TimestampType = AtomicType.TIMESTAMP;
    public static final DataType TimestampNTZType = AtomicType.TIMESTAMP_NTZ;

    private static final List<IntervalType.Unit> CALENDAR_UNITS =
            List.of(IntervalType.Unit.YEAR, IntervalType.Unit.MONTH);
    private static final List<IntervalType.Unit> CLOCK_UNITS =
            List.of(IntervalType.Unit.DAY, IntervalType.Unit.HOUR, IntervalType.Unit.MINUTE, IntervalType.Unit.SECOND);

    private DataTypes() {}

    public static IntervalType createDayTimeIntervalType() {
        return IntervalType.DAY_TO_SECOND;
    }

    /** From a unit to another: 0 for days, 1 for hours, 2 for minutes, 3 for seconds. */
    public static IntervalType createDayTimeIntervalType(byte first, byte last) {
        return new IntervalType(CLOCK_UNITS.get(first), CLOCK_UNITS.get(last));
    }

    public static IntervalType createYearMonthIntervalType() {
        return IntervalType.YEAR_TO_MONTH;
    }

    /** From a unit to another: 0 for years, 1 for months. */
    public static IntervalType createYearMonthIntervalType(byte first, byte last) {
        return new IntervalType(CALENDAR_UNITS.get(first), CALENDAR_UNITS.get(last));
    }

    /** DECIMAL of 10 digits, none of them behind the point. */
    public static DecimalType createDecimalType() {
        return DecimalType.DEFAULT;
    }

    public static DecimalType createDecimalType(int precision, int scale) {
        return new DecimalType(precision, scale);
    }

    public static ArrayType createArrayType(DataType elementType) {
        return new ArrayType(elementType);
    }

    public static ArrayType createArrayType(DataType elementType, boolean containsNull) {
        return new ArrayType(elementType, containsNull);
    }

    public static MapType createMapType(DataType keyType, DataType valueType) {
        return new MapType(keyType, valueType);
    }

    public static MapType createMapType(DataType keyType, DataType valueType, boolean valueContainsNull) {
        return new MapType(keyType, valueType, valueContainsNull);
    }

    public static StructField createStructField(String name, DataType dataType, boolean nullable) {
        return new StructField(name, dataType, nullable);
    }

    public static StructType createStructType(List<StructField> fields) {
        return new StructType(fields);
    }

    public static StructType createStructType(StructField[] fields) {
        return new StructType(fields);
    }
}
