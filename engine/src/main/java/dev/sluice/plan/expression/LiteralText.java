package dev.sluice.plan.expression;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Literals as plans and column names show them. */
final class LiteralText {
    private LiteralText() {}

    /** Made for the first literal that is a time: it takes milliseconds of the start of a process. */
    private static final class Times {
        private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern(" HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .toFormatter(Locale.ROOT);
    }

    /** @param zone in which a TIMESTAMP is shown; null for UTC, which it then says */
    static String of(@Nullable Object value, DataType type, @Nullable ZoneId zone) {
        if (value == null) {
            return "NULL";
        }
        if (type == AtomicType.DATE && value instanceof Integer days) {
            return "DATE '" + LocalDate.ofEpochDay(days) + "'";
        }
        if (type == AtomicType.TIMESTAMP && value instanceof Long micros) {
            Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            return "TIMESTAMP '" + (zone == null ? time.toString() : Times.LOCAL.format(time.atZone(zone))) + "'";
        }
        if (type == AtomicType.TIMESTAMP_NTZ && value instanceof Long micros) {
            Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            return "TIMESTAMP_NTZ '" + Times.LOCAL.format(time.atOffset(ZoneOffset.UTC)) + "'";
        }
        if (type instanceof IntervalType interval && value instanceof Number length) {
            return IntervalText.of(length.longValue(), interval);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] content = new byte[bytes.remaining()];
            bytes.duplicate().get(content);
            return "X'" + HexFormat.of().withUpperCase().formatHex(content) + "'";
        }
        if (type == AtomicType.FLOAT && value instanceof Double number) {
            return Float.toString(number.floatValue());
        }
        return value.toString();
    }
}
