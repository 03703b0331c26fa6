package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

import dev.sluice.Column;
import java.time.Instant;
import java.util.List;

/** More expressions made by chance that were answered differently. */
public final class RandomMixedCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        bytesReversed(cases);
        patternsWithSeveralMistakes(cases);
        besideNulls(cases, "-ansi", "true");
        besideNulls(cases, "-plain", "false");
        timesAsDecimals(cases);
        roots(cases);
    }

    private static void bytesReversed(Cases cases) {
        cases.expressions("bytes-reversed")
                .rows("x BINARY, s STRING", row(new byte[] {-61, -92, 97}, "ä"), row(new byte[0], ""), row(null, null))
                .of(() -> call_function("reverse", col("x")))
                .of(() -> call_function("reverse", col("x").cast("STRING")))
                .of(() -> call_function("reverse", lit(new byte[] {-61, -92})))
                .of(() -> call_function("reverse", col("s").cast("BINARY")))
                .of(() -> call_function("reverse", array(col("x"))))
                .of(() -> call_function("reverse", lit(null)))
                .of(() -> call_function("reverse", lit(12)));
    }

    private static void patternsWithSeveralMistakes(Cases cases) {
        ExpressionCase one = cases.expressions("patterns-with-several-mistakes")
                .rows("s STRING, t TIMESTAMP", row("1970-01-01", Instant.EPOCH));
        for (String pattern :
                List.of("NY", "YN", "+INFINITY", "N'Y'", "N'x'Y", "MMMMMN", "NMMMMM", "MMMMM'x'Y", "EY")) {
            one.of(() -> call_function("date_format", col("t"), lit(pattern)));
            one.of(() -> call_function("unix_timestamp", col("s"), lit(pattern)));
        }
    }

    /** What is computed although it does not matter, beside a null. */
    private static void besideNulls(Cases cases, String suffix, String ansi) {
        Column failing = coalesce(lit(""), lit(true));
        cases.expressions("charsets-beside-nulls" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("s STRING, x BINARY", row((Object) null, null))
                .of(() -> call_function("encode", col("s"), failing))
                .of(() -> call_function("decode", col("x"), failing))
                .of(() -> call_function("encode", lit(null).cast("STRING"), failing));
        Column noTime = lit(null).cast("BIGINT").cast("TIMESTAMP");
        Column noDate = lit("").cast("DATE").cast("STRING");
        cases.expressions("times-beside-nulls" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("t TIMESTAMP", row((Object) null))
                .of(() -> noTime.lt(noDate))
                .of(() -> col("t").lt(noDate))
                .of(() -> noTime.lt(lit("").cast("TIMESTAMP")))
                .of(() -> col("t").lt(lit("").cast("TIMESTAMP")))
                .of(() -> noDate.gt(noTime))
                .of(() -> lit(null).cast("STRING").lt(noDate))
                .of(() -> lit(null).cast("INT").plus(lit("").cast("INT")));
    }

    private static void timesAsDecimals(Cases cases) {
        cases.expressions("times-as-decimals")
                .rows(
                        "t TIMESTAMP",
                        row(Instant.parse("9999-12-31T23:59:59.999999Z")),
                        row(Instant.parse("0001-01-01T00:00:00.000001Z")),
                        row(Instant.parse("2026-01-01T00:00:00.123456Z")),
                        row((Object) null))
                .of(() -> col("t").cast("DECIMAL(38,18)"))
                .of(() -> col("t").cast("DECIMAL(38,6)"))
                .of(() -> col("t").cast("DECIMAL(18,6)"))
                .of(() -> col("t").cast("DECIMAL(20,3)"))
                .of(() -> col("t").cast("DECIMAL(12,0)"))
                .of(() -> col("t").cast("DECIMAL(38,18)").cast("BIGINT"))
                .of(() -> col("t").cast("DECIMAL(38,0)").cast("BIGINT"))
                .of(() -> col("t").cast("DECIMAL(38,18)").cast("INT"))
                .of(() -> col("t").cast("DECIMAL(38,18)").cast("DOUBLE"))
                .of(() -> col("t").cast("DOUBLE"))
                .of(() -> col("t").cast("DOUBLE").cast("BIGINT"))
                .of(() -> col("t").cast("DECIMAL(38,18)").cast("STRING"));
    }

    private static void roots(Cases cases) {
        ExpressionCase one = cases.expressions("roots-and-hyperbolic-functions").rows("d DOUBLE", row(2.5), row(-0.7));
        for (String name : List.of("cbrt", "sinh", "cosh", "tanh", "asin", "acos", "atan", "sin", "cos", "tan")) {
            one.of(() -> call_function(name, col("d")));
            for (double number : new double[] {0.1, 0.3, 1.7, 3.3, 11.9, 1e-5, 123.456}) {
                one.of(() -> call_function(name, lit(number)));
            }
        }
    }
}
