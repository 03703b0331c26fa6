package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.named_struct;
import static dev.sluice.functions.struct;

import dev.sluice.Column;

/** Structs of names and values, and structs with a field more, less or changed. */
public final class StructFormCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("named")
                .rows("v INT, s STRING", row(1, "a"), row(null, null))
                .of(() -> named_struct(lit("a"), col("v"), lit("b"), col("s")))
                .of(() -> named_struct(lit("a"), lit(1), lit("A"), named_struct(lit("x"), col("v"))))
                .of(() -> call_function("named_struct"))
                .of(() -> named_struct(lit("a")))
                .of(() -> named_struct(col("s"), col("v")))
                .of(() -> named_struct(lit(1), col("v")))
                .of(() -> named_struct(lit(null), col("v")));
        ExpressionCase fields = cases.expressions("changed")
                .rows(
                        "s STRUCT<a: INT, b: STRUCT<c: STRING, d: DOUBLE>>, v INT",
                        row(row(1, row("x", 2.5)), 7),
                        row(row(null, null), null),
                        row(null, 8));
        fields.of(() -> s().withField("a", col("v")))
                .of(() -> s().withField("A", lit("text")))
                .of(() -> s().withField("e", col("v").plus(1)))
                .of(() -> s().withField("b.c", col("v")))
                .of(() -> s().withField("b.e", lit(1)))
                .of(() -> s().withField("`b.c`", lit(1)))
                .of(() -> s().withField("a", col("v")).withField("e", lit(2)).getField("e"))
                .of(() -> Target.withoutFields(s(), "a"))
                .of(() -> Target.withoutFields(s(), "b"))
                .of(() -> Target.withoutFields(s(), "b.c"))
                .of(() -> Target.withoutFields(s(), "nothing"))
                .of(() -> Target.withoutFields(s(), "b.c", "a"))
                .of(() -> Target.withoutFields(s().withField("e", s().getField("a")), "a", "b"))
                .of(() -> struct(col("v").as("x")).withField("x", lit(1)))
                .of(() -> struct(col("v").as("x"), col("v").as("x")).withField("x", lit(1)))
                .of(() -> Target.withoutFields(struct(col("v").as("x"), col("v").as("y")), "x"));
        cases.expressions("refusals")
                .rows("s STRUCT<a: INT, b: STRUCT<c: STRING>>, v INT", row(row(1, row("x")), 7))
                .of(() -> col("v").withField("a", lit(1)))
                .of(() -> Target.withoutFields(col("v"), "a"))
                .of(() -> s().withField("a.x", lit(1)))
                .of(() -> s().withField("nothing.x", lit(1)))
                .of(() -> Target.withoutFields(s(), "a", "b"))
                .of(() -> Target.withoutFields(s(), "b.c"))
                .of(() -> Target.withoutFields(s(), "a.x"));
    }

    private static Column s() {
        return col("s");
    }
}
