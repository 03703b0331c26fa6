package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import dev.sluice.types.TimeTypes;
import java.util.ArrayList;
import java.util.List;

/** Brings a table to the columns of a class, where no value can be lost by it. */
final class Conversion {
    /** Each holds the values of those before it, or comes near. */
    private static final List<String> WIDENING = List.of("TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE");

    private Conversion() {}

    /** The columns of the class, and no others; the table itself if it has just these. */
    static DataFrame to(DataFrame frame, Encoder<?> encoder) {
        return frame.schema().equals(encoder.schema())
                ? frame
                : frame.select(columns(frame, encoder).toArray(Column[]::new));
    }

    /** The columns of the class as one. */
    static Column asStruct(DataFrame frame, Encoder<?> encoder) {
        return functions.struct(columns(frame, encoder).toArray(Column[]::new));
    }

    private static List<Column> columns(DataFrame frame, Encoder<?> encoder) {
        StructType wanted = encoder.schema();
        if (encoder.isExact()) {
            requireColumns(frame, wanted.size());
        }
        if (encoder.isSingle()) {
            Column only = Column.of(frame.reference(0));
            return List.of(converted(only, frame.schema().type(0), wanted.field(0)));
        }
        List<Column> columns = new ArrayList<>();
        for (StructField field : wanted) {
            Column column = frame.col(AttributeName.quoteIfNeeded(field.name()));
            columns.add(converted(column, frame.select(column).schema().type(0), field));
        }
        return columns;
    }

    private static void requireColumns(DataFrame frame, int count) {
        if (frame.schema().size() != count) {
            throw SluiceException.analysis(
                            ErrorCondition.FIELD_NUMBER_MISMATCH, "the table has not the columns of the class")
                    .found("columns " + String.join(", ", frame.columns()))
                    .expected(count == 1 ? "one column" : count + " columns")
                    .mend("select them, or use a record, which takes the columns it names")
                    .build();
        }
    }

    private static Column converted(Column column, DataType from, StructField to) {
        if (!isWider(from, to.dataType())) {
            throw SluiceException.analysis(
                            ErrorCondition.CANNOT_UP_CAST,
                            "Cannot up cast " + column + " to the type of `" + to.name() + "`")
                    .found(from.sql())
                    .expected(to.dataType().sql())
                    .mend("cast the column before, or choose another class")
                    .build();
        }
        return (from.equals(to.dataType()) ? column : column.cast(to.dataType())).as(to.name());
    }

    private static boolean isWider(DataType from, DataType to) {
        if (from instanceof AtomicType one && to instanceof AtomicType other) {
            int before = WIDENING.indexOf(one.name());
            return one == other
                    || other == AtomicType.STRING
                    || (TimeTypes.isTime(one) && TimeTypes.isTimestamp(other))
                    || (before >= 0 && before < WIDENING.indexOf(other.name()));
        }
        if (from instanceof StructType one && to instanceof StructType other && one.size() == other.size()) {
            for (int field = 0; field < one.size(); field++) {
                boolean isSame = one.field(field)
                        .name()
                        .equalsIgnoreCase(other.field(field).name());
                if (!isSame || !isWider(one.type(field), other.type(field))) {
                    return false;
                }
            }
            return true;
        }
        return from.equals(to);
    }
}
