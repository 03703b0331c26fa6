package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;

import dev.sluice.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of each type that are likely to make a difference. */
public final class Samples {
    /** The types, in the order in which they are asked. */
    public static final List<String> TYPES =
            List.of("BOOLEAN", "INT", "BIGINT", "DOUBLE", "STRING", "DATE", "TIMESTAMP");

    /** Types whose cases are groups of their own. */
    public static final List<String> NARROW = List.of("TINYINT", "SMALLINT", "FLOAT", "BINARY");

    private static final Map<String, List<@Nullable Object>> MANY = new LinkedHashMap<>();
    private static final Map<String, List<@Nullable Object>> FEW = new LinkedHashMap<>();

    static {
        MANY.put("BOOLEAN", Arrays.asList(true, false, null));
        MANY.put("INT", Arrays.asList(0, 1, -1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE, null));
        MANY.put(
                "BIGINT",
                Arrays.asList(
                        // The extremes cancel out first, so that sums overflow for no way of dividing the rows.
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        0L,
                        1L,
                        -1L,
                        2_147_483_648L,
                        -2_147_483_649L,
                        1_709_210_096L,
                        null));
        MANY.put(
                "DOUBLE",
                Arrays.asList(
                        0.0,
                        -0.0,
                        0.1,
                        1.5,
                        -2.5,
                        1e7,
                        1.0E-4,
                        123456789.125,
                        2147483647.9,
                        2147483648.0,
                        9.3e18,
                        4.9E-324,
                        Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        null));
        MANY.put(
                "STRING",
                Arrays.asList(
                        "",
                        " ",
                        "0",
                        "-0",
                        "+5",
                        " 12 ",
                        "\t7\n",
                        "1.5",
                        ".5",
                        "5.",
                        "1e3",
                        "1E-2",
                        "2147483648",
                        "-2147483649",
                        "9223372036854775808",
                        "NaN",
                        "nan",
                        "Infinity",
                        "-inf",
                        "1d",
                        "1f",
                        "0x10",
                        "1_000",
                        "true",
                        "TRUE",
                        "t",
                        "yes",
                        "n",
                        "0",
                        "on",
                        "2024-02-29",
                        "2023-02-29",
                        "2024-2-9",
                        "2024",
                        "2024-02",
                        "0000-01-01",
                        "-0001-01-01",
                        "10000-01-01",
                        "2024-02-29 12:34:56",
                        "2024-02-29T12:34:56.1234567",
                        "2024-02-29 12:34:56Z",
                        "2024-02-29 12:34:56+02:00",
                        "2024-02-29 12:34:56 Europe/Berlin",
                        "2024-02-29 24:00:00",
                        "2024-02-29 1:2:3",
                        " 2024-02-29 ",
                        "2024-02-29x",
                        "epoch",
                        "now",
                        "\u0661",
                        "\u00e9",
                        "\ud83d\ude00",
                        null));
        MANY.put(
                "DATE",
                Arrays.asList(
                        LocalDate.EPOCH,
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(2024, 3, 31),
                        LocalDate.of(1582, 10, 10),
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(9999, 12, 31),
                        null));
        MANY.put(
                "TIMESTAMP",
                Arrays.asList(
                        Instant.EPOCH,
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        Instant.parse("2024-02-29T12:34:56.789Z"),
                        Instant.parse("2024-03-31T01:00:00Z"),
                        Instant.parse("2024-10-27T00:30:00.000001Z"),
                        Instant.parse("1582-10-10T10:10:10.1Z"),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999Z"),
                        null));
        MANY.put(
                "TIMESTAMP_NTZ",
                Arrays.asList(
                        LocalDateTime.parse("1970-01-01T00:00:00"),
                        LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                        LocalDateTime.parse("2024-02-29T12:34:56.789"),
                        LocalDateTime.parse("2024-03-31T02:30:00"),
                        LocalDateTime.parse("2024-03-10T02:30:00"),
                        LocalDateTime.parse("2024-10-27T02:30:00.000001"),
                        LocalDateTime.parse("1582-10-10T10:10:10.1"),
                        LocalDateTime.parse("0001-01-01T00:00:00"),
                        LocalDateTime.parse("9999-12-31T23:59:59.999999"),
                        null));
        FEW.put(
                "TIMESTAMP_NTZ",
                Arrays.asList(
                        LocalDateTime.parse("1970-01-01T00:00:00"),
                        LocalDateTime.parse("2024-02-29T00:00:00.000001"),
                        null));
        Duration longest = Duration.of(Long.MAX_VALUE, ChronoUnit.MICROS);
        MANY.put(
                "INTERVAL DAY TO SECOND",
                Arrays.asList(
                        Duration.ZERO,
                        Duration.ofDays(1),
                        Duration.ofSeconds(-93_784, 877_000_000),
                        Duration.ofMinutes(61),
                        Duration.ofSeconds(59, 1_000),
                        Duration.ofDays(40_000),
                        longest,
                        longest.negated(),
                        null));
        MANY.put("INTERVAL DAY", Arrays.asList(Duration.ZERO, Duration.ofDays(3), Duration.ofDays(-40), null));
        MANY.put(
                "INTERVAL YEAR TO MONTH",
                Arrays.asList(
                        Period.ZERO,
                        Period.ofMonths(1),
                        Period.ofMonths(-13),
                        Period.ofYears(200),
                        Period.ofMonths(Integer.MAX_VALUE),
                        Period.ofMonths(-Integer.MAX_VALUE),
                        null));
        FEW.put("INTERVAL DAY TO SECOND", Arrays.asList(Duration.ofSeconds(90_061, 500_000), longest, null));
        FEW.put("INTERVAL DAY", Arrays.asList(Duration.ofDays(1), null));
        FEW.put("INTERVAL HOUR TO MINUTE", Arrays.asList(Duration.ofMinutes(-61), null));
        FEW.put("INTERVAL YEAR TO MONTH", Arrays.asList(Period.ofMonths(14), Period.ofMonths(Integer.MAX_VALUE), null));
        FEW.put("INTERVAL YEAR", Arrays.asList(Period.ofYears(-2), null));
        byte[] bytes = {(byte) 0xFF, 0, 'a'};
        byte[] digits = {' ', '1', '2'};
        MANY.put("TINYINT", Arrays.asList((byte) 0, (byte) 1, (byte) -1, Byte.MAX_VALUE, Byte.MIN_VALUE, null));
        MANY.put(
                "SMALLINT",
                Arrays.asList(
                        (short) 0,
                        (short) 1,
                        (short) -1,
                        (short) 128,
                        (short) -129,
                        Short.MAX_VALUE,
                        Short.MIN_VALUE,
                        null));
        MANY.put(
                "FLOAT",
                Arrays.asList(
                        0.0f,
                        -0.0f,
                        0.1f,
                        1.5f,
                        -2.5f,
                        16_777_216f,
                        1.0E-4f,
                        1.1754944E-38f,
                        1.4E-45f,
                        127.9f,
                        128f,
                        -129f,
                        32767.9f,
                        2.1474836E9f,
                        9.3e18f,
                        Float.MAX_VALUE,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        null));
        MANY.put("BINARY", Arrays.asList(new byte[0], digits, bytes, new byte[] {(byte) 0xC3, (byte) 0xA9}, null));
        MANY.put("DECIMAL(5,2)", decimals("0", "0.01", "-1.5", "2.5", "127.50", "999.99", "-999.99"));
        MANY.put(
                "DECIMAL(18,0)",
                decimals("0", "1", "-1", "255", "32768", "2147483648", "999999999999999999", "-999999999999999999"));
        MANY.put(
                "DECIMAL(38,10)",
                decimals(
                        "0",
                        "0.0000000001",
                        "-1.5",
                        "2147483647.5",
                        "9223372036854775807.9",
                        "9223372036854775808",
                        "-9223372036854775808.5",
                        "18446744073709551616",
                        "9999999999999999999999999999.9999999999",
                        "-9999999999999999999999999999.9999999999"));
        MANY.put(
                "DECIMAL(20,20)",
                decimals("0", "0.00000000000000000001", "0.5", "-0.00000012345", "0.99999999999999999999"));
        FEW.put("DECIMAL(5,2)", decimals("7", "-999.99"));
        FEW.put("DECIMAL(18,0)", decimals("7", "999999999999999999"));
        FEW.put("DECIMAL(38,10)", decimals("7.5", "9999999999999999999999999999.9999999999"));
        FEW.put("DECIMAL(20,20)", decimals("0.5", "-0.99999999999999999999"));
        FEW.put("TINYINT", Arrays.asList((byte) 7, Byte.MIN_VALUE, null));
        FEW.put("SMALLINT", Arrays.asList((short) 7, Short.MAX_VALUE, null));
        FEW.put("FLOAT", Arrays.asList(0.1f, Float.MAX_VALUE, Float.NaN, null));
        FEW.put("BINARY", Arrays.asList(bytes, digits, null));
        FEW.put("BOOLEAN", Arrays.asList(true, false, null));
        FEW.put("INT", Arrays.asList(0, 7, -2, Integer.MAX_VALUE, Integer.MIN_VALUE, null));
        FEW.put("BIGINT", Arrays.asList(0L, 7L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, null));
        FEW.put("DOUBLE", Arrays.asList(0.0, -0.0, 7.0, 2.5, Double.NaN, Double.NEGATIVE_INFINITY, null));
        FEW.put("STRING", Arrays.asList("", "7", "7.0", "x", "true", "2024-02-29", null));
        FEW.put("DATE", Arrays.asList(LocalDate.EPOCH, LocalDate.of(2024, 2, 29), null));
        FEW.put("TIMESTAMP", Arrays.asList(Instant.EPOCH, Instant.parse("2024-02-29T00:00:00.000001Z"), null));
    }

    private Samples() {}

    /** Numbers, and null. */
    private static List<@Nullable Object> decimals(String... numbers) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String number : numbers) {
            values.add(new BigDecimal(number));
        }
        values.add(null);
        return values;
    }

    /** A row for each of many values of a type. */
    public static Row[] of(String type) {
        return Objects.requireNonNull(MANY.get(type), type).stream()
                .map(value -> row(value))
                .toArray(Row[]::new);
    }

    /** A row for each of a few values of a type. */
    public static Row[] few(String type) {
        return Objects.requireNonNull(FEW.get(type), type).stream()
                .map(value -> row(value))
                .toArray(Row[]::new);
    }

    /** A row for each pair of a few values of two types. */
    public static Row[] pairs(String left, String right) {
        List<Row> rows = new ArrayList<>();
        for (Object one : Objects.requireNonNull(FEW.get(left), left)) {
            for (Object other : Objects.requireNonNull(FEW.get(right), right)) {
                rows.add(row(one, other));
            }
        }
        return rows.toArray(new Row[0]);
    }

    /** A row for each pair of very few values of two types. */
    public static Row[] fewPairs(String left, String right) {
        List<Row> rows = new ArrayList<>();
        for (Object one : fewest(left)) {
            for (Object other : fewest(right)) {
                rows.add(row(one, other));
            }
        }
        return rows.toArray(new Row[0]);
    }

    /** Two values, and null. */
    private static List<@Nullable Object> fewest(String type) {
        List<@Nullable Object> few = Objects.requireNonNull(FEW.get(type), type);
        return few.size() > 3 ? Arrays.asList(few.get(1), few.get(few.size() - 2), null) : few;
    }

    /** A part of the name of a case. */
    public static String nameOf(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }
}
