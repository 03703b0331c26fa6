package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.to_char;
import static dev.sluice.functions.to_number;
import static dev.sluice.functions.to_varchar;
import static dev.sluice.functions.try_to_number;

import dev.sluice.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** Numbers as texts in formats, and back; times and bytes by the same function. */
public final class NumberFormatCases implements CaseGroup {
    private static final List<String> FORMATS = List.of(
            "9",
            "0",
            "999",
            "000",
            "9999.99",
            "0000.00",
            "9999D99",
            ".99",
            "99.",
            "9.",
            "0.",
            "9,999",
            "0,000",
            "9G999D9",
            "90,09.909",
            "09,999",
            "990",
            "099",
            "S999",
            "999S",
            "MI999",
            "999MI",
            "S0000",
            "999PR",
            "0,000.0PR",
            "$999",
            "S$9,999.99",
            "$9,999.99PR",
            "MI$99.9",
            "$99.9MI",
            "$0,000.00S",
            "S.9",
            "9s",
            "99d9mi",
            "9,9,9,9",
            "99999999999999999999999999999999999999",
            "9999999999999999999.9999999999999999999",
            "00000000000000000000",
            "9,999,999,999,999,999,999,999");

    private static final List<String> MISTAKES = List.of(
            "",
            " ",
            "x",
            "S",
            "$",
            ".",
            "9x9",
            "99$",
            "9$9",
            "99.9$",
            ".$9",
            ",9",
            "9,",
            "9,,9",
            "9.9,9",
            "9.,9",
            "9.9.9",
            "S9S",
            "MI9MI",
            "$$9",
            "9PRPR",
            "PR9",
            "9S9",
            "9MI9",
            "SMI9",
            "9SMI",
            "9PRS",
            "S9MI",
            "9SPR",
            "S9PR",
            "$S9",
            "9 9",
            "M9",
            "9P",
            "999999999999999999999999999999999999999",
            "9.99999999999999999999999999999999999999",
            "9,.9",
            "9D9D9",
            "9G",
            "G9",
            "999$S");

    private static final Row[] TEXTS = {
        row("1"),
        row("12"),
        row("123"),
        row("1234"),
        row("0"),
        row("007"),
        row("1.5"),
        row("12.34"),
        row(".5"),
        row("5."),
        row("."),
        row("-1"),
        row("1-"),
        row("+1"),
        row("1+"),
        row("--1"),
        row("<1>"),
        row("<1"),
        row("1>"),
        row("<-1>"),
        row("$1"),
        row("1$"),
        row("-$12.3"),
        row("$-12.3"),
        row("<$1,234.5>"),
        row("1,234"),
        row("12,34"),
        row("1234,"),
        row(",123"),
        row("0,001"),
        row("1,234,567.89"),
        row(" 1 "),
        row("1 2"),
        row("1 , 234"),
        row(""),
        row(" "),
        row("x"),
        row("1x"),
        row("1e2"),
        row("\u0661"),
        row("99999999999999999999999999999999999999"),
        row("9999999999999999999.9999999999999999999"),
        row((Object) null)
    };

    private static final List<String> READ = List.of(
            "9",
            "999",
            "000",
            "9999.99",
            "0000.00",
            ".99",
            "99.",
            "9,999",
            "0,000",
            "9,999,999.99",
            "S999",
            "999S",
            "S99.99",
            "MI999",
            "999MI",
            "999PR",
            "$999",
            "S$99.99",
            "$S9",
            "$9,999.99PR",
            "99999999999999999999999999999999999999",
            "9999999999999999999.9999999999999999999",
            "9s");

    @Override
    public void define(Cases cases) {
        write(cases);
        read(cases);
        ExpressionCase mistakes =
                cases.expressions("mistakes").rows("n DECIMAL(5,2), s STRING", row(new BigDecimal("1.50"), "1"));
        for (String format : MISTAKES) {
            mistakes.of(() -> to_char(col("n"), lit(format))).of(() -> to_number(col("s"), lit(format)));
        }
        mistakes.of(() -> to_char(col("n"), col("s")))
                .of(() -> to_number(col("s"), col("s")))
                .of(() -> try_to_number(col("s"), col("s")))
                .of(() -> to_char(col("n"), lit(null)))
                .of(() -> to_number(col("s"), lit(null)))
                .of(() -> try_to_number(col("s"), lit("x")))
                .of(() -> to_char(lit(null), lit("9")))
                .of(() -> to_number(lit(null), lit("9")))
                .of(() -> to_char(lit(true), lit("9")))
                .of(() -> to_number(col("n"), lit("9.99")))
                .of(() -> to_number(lit(true), lit("9")))
                .of(() -> to_char(col("n"), lit(9)))
                .of(() -> to_number(col("s"), lit(9)))
                .of(() -> call_function("to_char", col("n")))
                .of(() -> call_function("to_number", col("s")));
        others(cases);
    }

    private static void write(Cases cases) {
        ExpressionCase written = cases.expressions("write")
                .rows(
                        "n DECIMAL(38,10)",
                        row(new BigDecimal("0E-10")),
                        row(new BigDecimal("1.0000000000")),
                        row(new BigDecimal("-1.0000000000")),
                        row(new BigDecimal("0.5000000000")),
                        row(new BigDecimal("-0.5000000000")),
                        row(new BigDecimal("12.3400000000")),
                        row(new BigDecimal("-12.3400000000")),
                        row(new BigDecimal("123.0000000000")),
                        row(new BigDecimal("-1234.5000000000")),
                        row(new BigDecimal("12345.6789012345")),
                        row(new BigDecimal("9999999999999999999999999999.9999999999")),
                        row((Object) null));
        FORMATS.forEach(format -> written.of(() -> to_char(col("n"), lit(format))));
        cases.expressions("write-types")
                .rows(
                        "i INT, l BIGINT, y TINYINT, d DOUBLE, f FLOAT, s STRING",
                        row(1, 2L, (byte) 3, 4.5, 5.5f, "6.5"),
                        row(-1, Long.MIN_VALUE, Byte.MIN_VALUE, -0.0, 0.1f, "-7"),
                        row(Integer.MAX_VALUE, 0L, (byte) 0, 1e14, 1e6f, "0"),
                        row(null, null, null, Double.NaN, null, "x"),
                        row(null, null, null, 1e20, 1e10f, null))
                .of(() -> to_char(col("i"), lit("9999999999S")))
                .of(() -> to_char(col("l"), lit("S9,999,999,999,999,999,999")))
                .of(() -> to_char(col("y"), lit("999PR")))
                .of(() -> to_char(col("d"), lit("999999999999999.999MI")))
                .of(() -> to_char(col("f"), lit("9999999.9999999S")))
                .of(() -> to_char(col("s"), lit("99.9S")))
                .of(() -> to_varchar(col("i"), lit("999")));
    }

    private static void read(Cases cases) {
        ExpressionCase strict = cases.expressions("read").rows("s STRING", TEXTS);
        ExpressionCase tried = cases.expressions("read-trying").rows("s STRING", TEXTS);
        for (String format : READ) {
            strict.of(() -> to_number(col("s"), lit(format)));
            tried.of(() -> try_to_number(col("s"), lit(format)));
        }
    }

    private static void others(Cases cases) {
        cases.expressions("times-and-bytes")
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows(
                        "d DATE, t TIMESTAMP, n TIMESTAMP_NTZ, b BINARY, p STRING",
                        row(
                                LocalDate.of(2024, 2, 29),
                                Instant.parse("2024-02-29T12:34:56.789Z"),
                                LocalDateTime.parse("2024-02-29T12:34:56"),
                                "Spark SQL".getBytes(StandardCharsets.UTF_8),
                                "yyyy"),
                        row(null, null, null, new byte[0], "MM"),
                        row(null, null, null, new byte[] {-1}, null))
                .of(() -> to_char(col("d"), lit("dd.MM.yyyy")))
                .of(() -> to_varchar(col("t"), lit("yyyy-MM-dd HH:mm:ss.SSS")))
                .of(() -> to_char(col("n"), lit("HH:mm")))
                .of(() -> to_char(col("d"), col("p")))
                .of(() -> to_char(col("d"), lit(null)))
                .of(() -> to_char(col("b"), lit("base64")))
                .of(() -> to_char(col("b"), lit(" HEX ")))
                .of(() -> to_varchar(col("b"), lit("utf-8")))
                .of(() -> to_char(col("b"), lit("x")))
                .of(() -> to_char(col("b"), lit(null)))
                .of(() -> to_char(col("b"), col("p")))
                .of(() -> to_char(col("b"), lit(1)))
                .of(() -> call_function("to_varchar", col("b")));
    }
}
