package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Aggregates of statistics, of conditions, of bits, and of one column by the order of another. */
public final class StatisticsCases implements CaseGroup {
    private static final List<String> MOMENTS = List.of(
            "stddev", "std", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "skewness", "kurtosis");

    private static final List<String> PAIRS = List.of("covar_pop", "covar_samp", "corr");
    private static final List<String> CONDITIONS = List.of("count_if", "bool_and", "every", "bool_or", "some");
    private static final List<String> BITS = List.of("bit_and", "bit_or", "bit_xor");
    private static final List<String> BY = List.of("min_by", "max_by");

    private static final Row[] ROWS = {
        row("a", 1.0, 2.0, 5, "x"),
        row("a", 2.5, -1.0, 3, "y"),
        row("a", null, 7.0, null, "z"),
        row("a", 4.0, 0.5, 5, null),
        row("a", 1e6, 3.0, -8, "w"),
        row("b", 1.0, 1.0, 1, "p"),
        row("c", 3.0, 5.0, 2, "q"),
        row("c", 4.0, 6.5, 2, "r"),
        row("d", null, null, null, null),
        row("e", Double.NaN, 1.0, 7, "s"),
        row("e", 2.0, Double.POSITIVE_INFINITY, 7, "t")
    };

    @Override
    public void define(Cases cases) {
        for (String type : Samples.TYPES) {
            types(cases, type, "ansi", "true");
            types(cases, type, "plain", "false");
        }
        ExpressionCase nothing =
                cases.expressions("of-nothing").rows("v DOUBLE, i INT, b BOOLEAN", row(null, null, null));
        MOMENTS.forEach(name -> nothing.of(() -> call_function(name, col("v"))));
        PAIRS.forEach(name -> nothing.of(() -> call_function(name, col("v"), col("v"))));
        CONDITIONS.forEach(name -> nothing.of(() -> call_function(name, col("b"))));
        BITS.forEach(name -> nothing.of(() -> call_function(name, col("i"))));
        BY.forEach(name -> nothing.of(() -> call_function(name, col("v"), col("i"))));
        cases.query("of-groups")
                .table("t", "k STRING, x DOUBLE, y DOUBLE, i INT, s STRING", ROWS)
                .of(inputs -> all(inputs.table("t")));
        for (String ansi : List.of("true", "false")) {
            cases.expressions("of-constants-" + ansi)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("x DOUBLE, y DOUBLE", row(1.0, 2.0), row(1.0, 3.0))
                    .of(() -> call_function("corr", col("x"), col("y")))
                    .of(() -> call_function("skewness", col("x")))
                    .of(() -> call_function("kurtosis", col("x")));
        }
        refusals(cases);
    }

    private static void types(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, rows(type));
        Stream.of(MOMENTS, CONDITIONS, BITS)
                .flatMap(List::stream)
                .forEach(name -> one.of(() -> call_function(name, col("v"))));
        Stream.of(PAIRS, BY)
                .flatMap(List::stream)
                .forEach(name -> one.of(() -> call_function(name, col("v"), col("v"))));
    }

    /** Of numbers those whose powers a double holds: of others the order of additions decides. */
    private static Row[] rows(String type) {
        return switch (type) {
            case "INT" -> new Row[] {row(3), row(-4), row(12), row(3), row((Object) null)};
            case "BIGINT" -> new Row[] {row(3L), row(-4L), row(12L), row(100L), row((Object) null)};
            default -> Samples.few(type);
        };
    }

    private static DataFrame all(DataFrame table) {
        List<Column> columns = new ArrayList<>();
        MOMENTS.forEach(name -> columns.add(call_function(name, col("x"))));
        PAIRS.forEach(name -> columns.add(call_function(name, col("x"), col("y"))));
        CONDITIONS.forEach(name -> columns.add(call_function(name, col("i").gt(3))));
        BITS.forEach(name -> columns.add(call_function(name, col("i"))));
        BY.forEach(name -> columns.add(call_function(name, col("x"), col("s"))));
        BY.forEach(name -> columns.add(call_function(name, struct("s", "i"), col("y"))));
        return table.groupBy("k")
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static void refusals(Cases cases) {
        ExpressionCase one = cases.expressions("refusals").rows("v INT", row(1));
        Stream.of(MOMENTS, CONDITIONS, BITS)
                .flatMap(List::stream)
                .forEach(name -> one.of(() -> call_function(name))
                        .of(() -> call_function(name, col("v"), col("v"), col("v")))
                        .of(() -> call_function(name, struct("v"))));
        Stream.of(PAIRS)
                .flatMap(List::stream)
                .forEach(name -> one.of(() -> call_function(name, col("v")))
                        .of(() -> call_function(name, col("v"), struct("v"))));
        one.of(() -> call_function("max_by", col("v")))
                .of(() -> call_function("stddev", lit(null)))
                .of(() -> call_function("corr", lit(null), col("v")))
                .of(() -> call_function("count_if", lit(null)))
                .of(() -> call_function("bool_and", lit(null)));
    }
}
