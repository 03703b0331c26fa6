package dev.sluice.oracle.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values written in Java, with a liking for those that engines stumble over. */
final class Values {
    static final String NULL = "null";

    private static final List<String> EDGE_INTS =
            List.of("0", "1", "-1", "Integer.MAX_VALUE", "Integer.MIN_VALUE", "46341", "86400", "-86401", "1000", "59");

    private static final List<String> EDGE_BIGINTS = List.of(
            "0L",
            "1L",
            "-1L",
            "Long.MAX_VALUE",
            "Long.MIN_VALUE",
            "9007199254740993L",
            "-9007199254740993L",
            "2147483648L",
            "-2147483649L",
            "3037000500L",
            "9223372036854L",
            "-62135596801L",
            "253402300800L");

    private static final List<String> EDGE_DOUBLES = List.of(
            "0.0",
            "-0.0",
            "Double.NaN",
            "Double.POSITIVE_INFINITY",
            "Double.NEGATIVE_INFINITY",
            "Double.MIN_VALUE",
            "Double.MAX_VALUE",
            "-Double.MAX_VALUE",
            "0.1",
            "-0.5",
            "0.001",
            "9.999E-4",
            "1.0E7",
            "9999999.0",
            "1.0E-5",
            "123456789.125",
            "2.147483647E9",
            "2.147483648E9",
            "-2.1474836485E9",
            "9.223372036854775807E18",
            "9.007199254740993E15",
            "1.0E23",
            "2.0E-3",
            "4.9E-300",
            "1.5",
            "2.5",
            "-2.5",
            "1.2345678901234567E19");

    /** None that is a time in Spark alone. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "abc",
            "Abc ",
            " x y ",
            "\\t12\\n",
            "12",
            " 12 ",
            "+7",
            "-0",
            "00012",
            "1e2",
            "12.5",
            ".5",
            "5.",
            "-1.5E-3",
            "1d",
            "0x10",
            "2147483648",
            "9223372036854775808",
            "NaN",
            "nan",
            "Infinity",
            "-inf",
            "+Infinity",
            "true",
            "T",
            "yes",
            "no",
            "0",
            "1",
            "tru",
            "null",
            "2016-03-27",
            "2016-3-7",
            "2016-02-30",
            "2016",
            "2016-03",
            "0001-01-01",
            "9999-12-31",
            "10000-01-01",
            "-0044-03-15",
            "2016-03-27 19:39:30",
            "2016-03-27T19:39:30Z",
            "2016-03-27T19:39:30.123456789+02:00",
            "2016-03-27 2:30",
            "2016-03-27 02:30:00.5",
            "2016-03-27 24:00:00",
            "2016-10-30 02:30:00",
            "1969-12-31 23:59:59.999999",
            "2016-03-27x",
            "2016-03-27 19:39:30 Europe/Berlin",
            "2016-03-27T19:39:30 UTC+1",
            "{\\\"a\\\": 1, \\\"b\\\": \\\"x\\\"}",
            "{\\\"a\\\": 1.5}",
            "{\\\"a\\\": null, \\\"b\\\": 2}",
            "{\\\"a\\\": \\\"1\\\"}",
            "{}",
            "{\\\"a\\\":",
            "[1]",
            "{\\\"A\\\": 3}",
            "\\\"",
            "'",
            "\\\\",
            "a\\u0000b",
            "\\u00e4\\u00f6\\u00fc",
            "\\u00df",
            "\\u0130",
            "\\u03a3\\u03c2",
            "e\\u0301",
            "\\ud83d\\ude00",
            "a\\ud83d\\ude00b",
            "\\ufb01",
            "\\u4f60\\u597d",
            "\\u00a0x\\u00a0",
            "\\u2003",
            "\\uff21",
            "z".repeat(40));

    private static final List<String> DATES = List.of(
            "0001-01-01",
            "0004-02-29",
            "1582-10-04",
            "1582-10-15",
            "1883-11-18",
            "1899-12-31",
            "1969-12-31",
            "1970-01-01",
            "1970-01-04",
            "1999-12-31",
            "2000-02-29",
            "2015-12-31",
            "2016-01-01",
            "2016-03-27",
            "2016-10-30",
            "2024-02-29",
            "2038-01-19",
            "9999-12-31");

    private static final List<String> TIMES = List.of(
            "0001-01-01T00:00:00Z",
            "0001-01-01T23:59:59.999999Z",
            "1582-10-04T23:59:59.999999Z",
            "1582-10-15T00:00:00Z",
            "1883-11-18T17:00:00Z",
            "1900-01-01T00:00:00.000001Z",
            "1969-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59Z",
            "1969-12-28T12:00:00.5Z",
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00.000001Z",
            "1970-01-01T00:00:00.999Z",
            "2016-03-13T06:59:59.999999Z",
            "2016-03-13T07:00:00Z",
            "2016-03-27T00:59:59.999999Z",
            "2016-03-27T01:00:00Z",
            "2016-03-27T19:39:30Z",
            "2016-03-27T19:39:30.123456Z",
            "2016-10-30T00:30:00Z",
            "2016-10-30T01:30:00Z",
            "2016-11-06T05:30:00Z",
            "2016-11-06T06:30:00Z",
            "2016-12-31T23:59:59.9Z",
            "2024-02-29T00:00:00.00001Z",
            "2038-01-19T03:14:08Z",
            "9999-12-31T00:00:00Z",
            "9999-12-31T23:59:59.999999Z");

    private static final List<String> DURATIONS = List.of(
            "PT0S",
            "PT0.000001S",
            "PT-0.5S",
            "PT59.999999S",
            "PT25H1.5S",
            "PT-1H",
            "P1D",
            "P-2DT-3H",
            "P30DT12H30M",
            "P106751991DT4H54.775807S",
            "P-106751991DT-4H-54.775808S");

    private static final List<String> MONTHS =
            List.of("0", "1", "-1", "11", "-14", "1200", "Integer.MAX_VALUE", "Integer.MIN_VALUE");

    private static final List<String> EDGE_FLOATS = List.of(
            "0.0f",
            "-0.0f",
            "1.5f",
            "-2.5f",
            "0.1f",
            "16777217.0f",
            "1.0E10f",
            "3.0E-5f",
            "Float.NaN",
            "Float.POSITIVE_INFINITY",
            "Float.NEGATIVE_INFINITY",
            "Float.MAX_VALUE",
            "Float.MIN_VALUE");

    private static final List<String> DECIMALS =
            List.of("0.00", "1.00", "-1.00", "12.34", "0.05", "-0.50", "2.50", "99999999.99", "-99999999.99", "100.00");

    private static final List<String> WIDE_DECIMALS = List.of(
            "0.000000000000000001",
            "-0.000000000000000001",
            "99999999999999999999.999999999999999999",
            "-99999999999999999999.999999999999999999",
            "9223372036854775808.500000000000000000",
            "0.333333333333333333");

    private static final List<String> BYTES = List.of(
            "new byte[0]",
            "new byte[] {0}",
            "new byte[] {97, 98, 99}",
            "new byte[] {-1, 0, 127, -128}",
            "new byte[] {-61, -92}",
            "new byte[] {-61}");

    private static final int PERCENT_OF_NULLS = 14;

    private final Rng rng;
    private final boolean isTame;

    /** @param isTame whether sums and products of a few values stay exact and in range, whatever their order */
    Values(Rng rng, boolean isTame) {
        this.rng = rng;
        this.isTame = isTame;
    }

    static String timestamp(String text) {
        return "Instant.parse(\"" + text + "\")";
    }

    /** A value or null. */
    String nullable(Type type) {
        return rng.percent(PERCENT_OF_NULLS) ? NULL : value(type);
    }

    String value(Type type) {
        if (type.isStruct()) {
            return type.fields().stream()
                    .map(field -> nullable(field.type()))
                    .collect(Collectors.joining(", ", "row(", ")"));
        }
        if (type.isArray()) {
            return array(type.parts().get(0));
        }
        if (type.isMap()) {
            return map(type.parts().get(0), type.parts().get(1));
        }
        return switch (type.ddl()) {
            case "TINYINT" -> "(byte) " + rng.oneOf(0, 1, -1, 127, -128, rng.between(-100, 100));
            case "SMALLINT" -> "(short) " + rng.oneOf(0, 1, -1, 32_767, -32_768, rng.between(-1_000, 1_000));
            case "FLOAT" -> isTame ? rng.between(-40, 400) / 8.0 + "f" : rng.oneOf(EDGE_FLOATS);
            case "DECIMAL(10,2)" -> "new BigDecimal(\"" + rng.oneOf(DECIMALS) + "\")";
            case "DECIMAL(38,18)" ->
                "new BigDecimal(\"" + rng.oneOf(rng.percent(50) ? DECIMALS : WIDE_DECIMALS) + "\")";
            case "BINARY" -> rng.oneOf(BYTES);
            case "BOOLEAN" -> rng.oneOf("true", "false");
            case "INT" -> isTame ? Integer.toString(rng.between(-9, 99)) : intValue();
            case "BIGINT" -> isTame ? rng.between(-9, 99) + "L" : bigintValue();
            case "DOUBLE" -> isTame ? tameDouble() : doubleValue();
            case "STRING" -> '"' + rng.oneOf(TEXTS) + '"';
            case "DATE" -> "LocalDate.parse(\"" + rng.oneOf(DATES) + "\")";
            case "TIMESTAMP" -> timestamp(rng.oneOf(TIMES));
            case "TIMESTAMP_NTZ" -> "LocalDateTime.parse(\"" + rng.oneOf(TIMES).replace("Z", "") + "\")";
            case "INTERVAL DAY TO SECOND" -> "Duration.parse(\"" + rng.oneOf(DURATIONS) + "\")";
            case "INTERVAL YEAR TO MONTH" -> "Period.ofMonths(" + rng.oneOf(MONTHS) + ")";
            default -> throw new IllegalArgumentException("no values of " + type.ddl());
        };
    }

    private String array(Type element) {
        return Stream.generate(() -> nullable(element))
                .limit(rng.below(4))
                .collect(Collectors.joining(", ", "Arrays.asList(new Object[] {", "})"));
    }

    /** With one key at most for each value: maps of Java refuse a key twice. */
    private String map(Type key, Type value) {
        if (rng.percent(20)) {
            return "Map.of()";
        }
        return rng.percent(30)
                ? "Collections.singletonMap(" + value(key) + ", null)"
                : "Map.of(" + value(key) + ", " + value(value) + ")";
    }

    private String intValue() {
        return rng.percent(60) ? rng.oneOf(EDGE_INTS) : Integer.toString(rng.between(-1_000, 1_000));
    }

    private String bigintValue() {
        if (rng.percent(60)) {
            return rng.oneOf(EDGE_BIGINTS);
        }
        return (rng.percent(50) ? rng.between(-1_000, 1_000) : rng.nextLong()) + "L";
    }

    private String doubleValue() {
        if (rng.percent(70)) {
            return rng.oneOf(EDGE_DOUBLES);
        }
        // Any bits make a number; shortest texts of such are where formatting goes wrong.
        double any = Double.longBitsToDouble(rng.nextLong());
        return Double.isNaN(any) || Double.isInfinite(any) ? "0.3" : Double.toString(any);
    }

    private String tameDouble() {
        if (rng.percent(15)) {
            return rng.oneOf("Double.NaN", "-0.0", "0.0", "Double.POSITIVE_INFINITY", "Double.NEGATIVE_INFINITY");
        }
        return Double.toString(rng.between(-40, 400) / 8.0);
    }

    List<List<String>> rows(List<Field> fields, int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(fields.stream().map(field -> nullable(field.type())).toList());
        }
        return rows;
    }
}
