package dev.sluice.plan.expression;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Literals as plans and column names show them. */
final class LiteralText {
    private LiteralText() {}

    static String of(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        if (type == AtomicType.DATE && value instanceof Integer days) {
            return "DATE '" + LocalDate.ofEpochDay(days) + "'";
        }
        if (type == AtomicType.TIMESTAMP && value instanceof Long micros) {
            return "TIMESTAMP '" + Instant.EPOCH.plus(micros, ChronoUnit.MICROS) + "'";
        }
        return value.toString();
    }
}
