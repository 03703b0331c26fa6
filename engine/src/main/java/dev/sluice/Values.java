package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as a program holds them, and the same as vectors and literals hold them. */
@SuppressWarnings("JavaUtilDate") // Programs written for Spark hold java.sql.Timestamp and java.sql.Date.
final class Values {
    static final long MICROS_PER_SECOND = 1_000_000L;

    private Values() {}

    /** The literal for a value, its type taken from the class of the value. */
    static UnresolvedExpression literal(@Nullable Object value) {
        return switch (value) {
            case null -> new UnresolvedExpression.Value(null, AtomicType.STRING);
            case Column column -> column.expression();
            case Boolean v -> new UnresolvedExpression.Value(v, AtomicType.BOOLEAN);
            case Integer v -> new UnresolvedExpression.Value(v, AtomicType.INT);
            case Short v -> new UnresolvedExpression.Value(v.intValue(), AtomicType.SMALLINT);
            case Byte v -> new UnresolvedExpression.Value(v.intValue(), AtomicType.TINYINT);
            case Long v -> new UnresolvedExpression.Value(v, AtomicType.BIGINT);
            case Double v -> new UnresolvedExpression.Value(v, AtomicType.DOUBLE);
            case Float v -> new UnresolvedExpression.Value(v.doubleValue(), AtomicType.FLOAT);
            case BigDecimal v -> decimal(v);
            case BigInteger v -> decimal(new BigDecimal(v));
            case byte[] v -> new UnresolvedExpression.Value(ByteBuffer.wrap(v.clone()), AtomicType.BINARY);
            case String v -> new UnresolvedExpression.Value(v, AtomicType.STRING);
            case Character v -> new UnresolvedExpression.Value(v.toString(), AtomicType.STRING);
            case LocalDate v -> new UnresolvedExpression.Value(days(v), AtomicType.DATE);
            case Instant v -> new UnresolvedExpression.Value(micros(v), AtomicType.TIMESTAMP);
            case LocalDateTime v -> new UnresolvedExpression.Value(localMicros(v), AtomicType.TIMESTAMP_NTZ);
            case Duration v -> new UnresolvedExpression.Value(micros(v), IntervalType.DAY_TO_SECOND);
            case Period v -> new UnresolvedExpression.Value(months(v), IntervalType.YEAR_TO_MONTH);
            case Date v
            when isSqlDate(v) -> new UnresolvedExpression.Value(days(LocalDate.parse(v.toString())), AtomicType.DATE);
            case Date v -> new UnresolvedExpression.Value(micros(v.toInstant()), AtomicType.TIMESTAMP);
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_DATATYPE,
                                "a value of " + value.getClass().getName() + " cannot be a literal")
                        .found(value.toString())
                        .expected(
                                "null, a Boolean, a number, a String, a byte[], an Instant, a LocalDate, a LocalDateTime, a Duration,"
                                        + " a Period or a Column")
                        .mend("convert the value to one of these")
                        .build();
        };
    }

    private static UnresolvedExpression decimal(BigDecimal value) {
        DecimalType type = DecimalType.of(value);
        return new UnresolvedExpression.Value(value.setScale(type.scale()), type);
    }

    /**
     * Microseconds since the epoch; what is finer is cut off towards the past.
     *
     * @throws SluiceException if 64 bits do not hold them
     */
    static long micros(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (Math.abs(seconds) >= Long.MAX_VALUE / MICROS_PER_SECOND) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "a time is beyond what TIMESTAMP can hold")
                    .found(instant.toString())
                    .expected("a time within 292,000 years of 1970")
                    .mend("leave such a time out, or keep it as text")
                    .build();
        }
        return seconds * MICROS_PER_SECOND + instant.getNano() / 1_000L;
    }

    /** Of what a clock on the wall shows. */
    static long localMicros(LocalDateTime time) {
        return micros(time.toInstant(ZoneOffset.UTC));
    }

    static LocalDateTime localTime(long micros) {
        return LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000L);
    }

    /** What is below a microsecond is cut off. */
    static long micros(Duration length) {
        long micros = length.toNanosPart() / 1_000;
        try {
            // A negative one by the second above it, so that the longest fits.
            return length.isNegative()
                    ? Math.addExact(
                            Math.multiplyExact(length.toSeconds() + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND)
                    : Math.addExact(Math.multiplyExact(length.toSeconds(), MICROS_PER_SECOND), micros);
        } catch (ArithmeticException tooLong) {
            throw tooLong(length, tooLong);
        }
    }

    /** Years count twelve months; days do not count, as in Spark. */
    static int months(Period length) {
        try {
            return Math.toIntExact(length.toTotalMonths());
        } catch (ArithmeticException tooLong) {
            throw tooLong(length, tooLong);
        }
    }

    private static SluiceException tooLong(Object length, ArithmeticException cause) {
        return SluiceException.analysis(
                        ErrorCondition.INVALID_PARAMETER_VALUE, "an interval is longer than its type can hold")
                .found(length.toString())
                .expected("at most 292,000 years as a Duration, or 178 million as a Period")
                .mend("leave such an interval out")
                .cause(cause)
                .build();
    }

    /** As {@link Row#get} gives it. */
    static Object interval(long length, IntervalType type) {
        return type.isOfMonths() ? Period.ofMonths((int) length).normalized() : Duration.of(length, ChronoUnit.MICROS);
    }

    static int days(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    /** The class of the values of a column of this type, as {@link Row#get} gives them. */
    static Class<?> classOf(DataType type) {
        return switch (type) {
            case DecimalType decimal -> BigDecimal.class;
            case IntervalType interval -> interval.isOfMonths() ? Period.class : Duration.class;
            case AtomicType atomic ->
                switch (atomic) {
                    case BOOLEAN -> Boolean.class;
                    case TINYINT -> Byte.class;
                    case SMALLINT -> Short.class;
                    case INT -> Integer.class;
                    case BIGINT -> Long.class;
                    case FLOAT -> Float.class;
                    case DOUBLE -> Double.class;
                    case STRING -> String.class;
                    case BINARY -> byte[].class;
                    case DATE -> LocalDate.class;
                    case TIMESTAMP -> Instant.class;
                    case TIMESTAMP_NTZ -> LocalDateTime.class;
                };
            case StructType struct -> Row.class;
            case ArrayType array -> List.class;
            case MapType map -> Map.class;
        };
    }

    /**
     * The value as {@link Row#get} would give it from a column of this type: numbers are widened where nothing is lost.
     *
     * @return null if the value does not fit the type
     */
    static @Nullable Object fitting(Object value, DataType type) {
        return switch (type) {
            case DecimalType decimal -> value instanceof BigDecimal ? value : null;
            case IntervalType interval -> classOf(interval).isInstance(value) ? value : null;
            case AtomicType atomic ->
                switch (atomic) {
                    case BOOLEAN -> value instanceof Boolean ? value : null;
                    case TINYINT -> value instanceof Byte ? value : null;
                    case SMALLINT ->
                        value instanceof Short || value instanceof Byte
                                ? Short.valueOf(((Number) value).shortValue())
                                : null;
                    case INT -> isSmallInteger(value) ? Integer.valueOf(((Number) value).intValue()) : null;
                    case BIGINT ->
                        value instanceof Long || isSmallInteger(value)
                                ? Long.valueOf(((Number) value).longValue())
                                : null;
                    case FLOAT ->
                        value instanceof Float || value instanceof Short || value instanceof Byte
                                ? Float.valueOf(((Number) value).floatValue())
                                : null;
                    case DOUBLE ->
                        value instanceof Double || value instanceof Float || isSmallInteger(value)
                                ? Double.valueOf(((Number) value).doubleValue())
                                : null;
                    case STRING -> value instanceof String ? value : null;
                    case BINARY -> value instanceof byte[] ? value : null;
                    case DATE -> {
                        if (value instanceof Date date && isSqlDate(date)) {
                            yield LocalDate.parse(date.toString());
                        }
                        yield value instanceof LocalDate ? value : null;
                    }
                    case TIMESTAMP -> {
                        if (value instanceof Date date && !isSqlDate(date)) {
                            yield date.toInstant();
                        }
                        yield value instanceof Instant ? value : null;
                    }
                    case TIMESTAMP_NTZ -> value instanceof LocalDateTime ? value : null;
                };
            case StructType struct -> value instanceof Row ? value : null;
            case ArrayType array -> {
                if (value instanceof Iterable<?>) {
                    yield value;
                }
                yield value.getClass().isArray() ? listOf(value) : null;
            }
            case MapType map -> value instanceof Map<?, ?> ? value : null;
        };
    }

    /** The elements of a Java array, of objects or of primitive values. */
    private static List<@Nullable Object> listOf(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) {
            elements.add(Array.get(array, index));
        }
        return elements;
    }

    private static boolean isSmallInteger(Object value) {
        return value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /** By name, so that a program without the {@code java.sql} module runs. */
    private static boolean isSqlDate(Date date) {
        return date.getClass().getName().equals("java.sql.Date");
    }
}
