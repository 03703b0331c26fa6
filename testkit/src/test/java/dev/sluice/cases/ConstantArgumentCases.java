package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.length;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.schema_of_json;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.upper;

import dev.sluice.Column;
import dev.sluice.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;

/** Arguments that shape the plan, as formats, schemas and options do: constants that are computed. */
public final class ConstantArgumentCases implements CaseGroup {
    private static final Row[] ROWS = {
        row("{\"a\":1,\"b\":\"x\"}", 12.375, Instant.parse("2026-03-04T05:06:07.89Z"), 3, "hour"),
        row("2,y", -7.5, Instant.parse("1969-12-31T23:59:59.999999Z"), -4, "MONTH"),
        row("ab12", 0.0, null, null, "fortnight"),
        row(null, null, Instant.parse("2026-03-04T05:06:07Z"), 0, null)
    };

    @Override
    public void define(Cases cases) {
        ask(
                cases,
                "schemas-and-options",
                () -> call_function("from_json", col("s"), together("a INT, ", "b STRING")),
                () -> from_json(col("s"), schema_of_json(lit("{\"a\":1,\"b\":\"\"}"))),
                () -> from_json(col("s"), call_function("schema_of_json", together("{\"a\":1", ",\"b\":\"\"}"))),
                () -> call_function("from_csv", col("s"), together("a INT, ", "b STRING")),
                () -> call_function("from_csv", col("s"), call_function("schema_of_csv", together("1", ",x"))),
                () -> call_function(
                        "from_csv", col("s"), lit("a STRING, b STRING"), map(together("s", "ep"), lit("1"))),
                () -> call_function("to_csv", struct("n", "s"), map(lit("sep"), together("", ";"))),
                () -> call_function("to_json", struct("t"), map(lit("timestampFormat"), together("yyyy", "/MM"))),
                () -> call_function("to_csv", struct("n", "s"), map(lit("sep"), lit(1))),
                () -> call_function("to_csv", struct("n", "s"), call_function("str_to_map", lit("sep:;"))),
                () -> call_function("from_json", col("s"), lit(null).cast("STRING")),
                () -> call_function("from_json", col("s"), lit(7)),
                () -> call_function("schema_of_json", lit(null).cast("STRING")));
        ask(
                cases,
                "formats",
                () -> call_function("to_char", col("n"), together("S99", ".99")),
                () -> call_function("to_number", lit("12.5"), together("99", ".9")),
                () -> call_function("try_to_number", lit("x"), together("9", "9")),
                () -> call_function("to_char", col("n"), lit(null).cast("STRING")),
                () -> call_function("to_number", lit("12.5"), lit(null).cast("STRING")),
                () -> call_function("to_char", col("n"), col("s")),
                () -> call_function("to_char", col("n"), lit("x").cast("INT").cast("STRING")),
                () -> call_function("to_date", lit("04/03/2026"), together("dd/MM", "/yyyy")),
                () -> call_function("date_format", col("t"), together("yyyy", "-MM")),
                () -> call_function("to_binary", lit("6162"), together("he", "x")),
                () -> call_function("try_to_binary", lit("6162"), together("HE", "X")),
                () -> call_function("to_binary", lit("6162"), lit(null).cast("STRING")));
        ask(
                cases,
                "units",
                () -> call_function("date_trunc", together("ho", "ur"), col("t")),
                () -> call_function("date_trunc", col("u"), col("t")),
                () -> call_function("date_trunc", lit(null).cast("STRING"), col("t")),
                () -> call_function("date_trunc", lit(null), col("t")),
                () -> call_function("date_trunc", lit(5), col("t")),
                () -> call_function("date_part", together("ho", "ur"), col("t")),
                () -> call_function("extract", upper(lit("year")), col("t")),
                () -> call_function("date_part", lit(null).cast("STRING"), col("t")),
                () -> call_function("date_part", col("u"), col("t")));
        ask(
                cases,
                "numbers",
                () -> call_function("round", col("n"), lit(0).plus(1)),
                () -> call_function("bround", col("n"), call_function("element_at", array(lit(1), lit(2)), lit(2))),
                () -> call_function("ceil", col("n"), lit(0).plus(1)),
                () -> call_function("ceiling", col("n"), lit(1)),
                () -> call_function("floor", col("n"), lit(-1)),
                () -> call_function("ceil", col("i"), lit(-1)),
                () -> call_function("floor", lit("12.345"), lit(2)),
                () -> call_function("ceil", lit(new BigDecimal("12.345")), lit(1)),
                () -> call_function("floor", col("n"), col("i")),
                () -> call_function("round", col("n"), lit(null).cast("INT")),
                () -> call_function("round", col("n"), col("i")),
                () -> call_function("regexp_replace", col("s"), lit("[a-z]"), lit("-"), lit(1).plus(1)),
                () -> call_function("regexp_replace", col("s"), lit("[a-z]"), lit("-"), lit(1).minus(1)),
                () -> call_function("sort_array", array(lit(1), lit(2)), lit(1).gt(lit(2))),
                () -> length(call_function("randstr", lit(2).plus(3), lit(1))),
                () -> call_function("uniform", lit(1).plus(4), lit(5), lit(7)),
                () -> call_function("uniform", lit(1), lit(5), col("i")));
        ask(
                cases,
                "masks",
                () -> call_function("mask", col("s"), upper(lit("y"))),
                () -> call_function("mask", col("s"), lit("Y"), lit(null).cast("STRING"), upper(lit("d"))),
                () -> call_function("mask", col("s"), upper(lit("yy"))),
                () -> call_function("mask", col("s"), col("u")));
        ask(
                cases,
                "aggregates",
                () -> call_function("percentile", col("n"), lit(0.25).plus(0.25)),
                () -> call_function("percentile", col("n"), lit(null).cast("DOUBLE")),
                () -> call_function("percentile", col("n"), col("n")),
                () -> call_function("percentile_approx", col("n"), lit(0.5).multiply(1.0), lit(10).multiply(10)),
                () -> call_function(
                        "percentile_approx", col("n"), lit(0.5), lit(null).cast("INT")),
                () -> call_function("approx_count_distinct", col("n"), lit(0.05).plus(0.05)),
                () -> call_function("listagg", col("u"), together("-", "-")),
                () -> call_function("listagg", col("u"), lit(null).cast("STRING")),
                () -> call_function("mode", col("i").gt(lit(5)), lit(1).gt(lit(2))));
    }

    private static Column together(String first, String second) {
        return concat(lit(first), lit(second));
    }

    @SafeVarargs
    private static void ask(Cases cases, String name, Supplier<Column>... expressions) {
        ExpressionCase one = cases.expressions(name).rows("s STRING, n DOUBLE, t TIMESTAMP, i INT, u STRING", ROWS);
        for (Supplier<Column> expression : expressions) {
            one.of(expression);
        }
    }
}
