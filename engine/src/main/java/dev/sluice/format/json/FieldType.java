package dev.sluice.format.json;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** Codes of types, to switch on for each value without a look at the type itself. */
final class FieldType {
    static final int STRING = 0;
    static final int TIMESTAMP = 1;
    static final int DOUBLE = 2;
    static final int BIGINT = 3;
    static final int INT = 4;
    static final int BOOLEAN = 5;
    static final int DATE = 6;
    static final int STRUCT = 7;

    private FieldType() {}

    static int of(DataType type) {
        return switch (type) {
            case AtomicType.STRING -> STRING;
            case AtomicType.TIMESTAMP -> TIMESTAMP;
            case AtomicType.DOUBLE -> DOUBLE;
            case AtomicType.BIGINT -> BIGINT;
            case AtomicType.INT -> INT;
            case AtomicType.BOOLEAN -> BOOLEAN;
            case AtomicType.DATE -> DATE;
            case StructType struct -> STRUCT;
        };
    }
}
