package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.current_catalog;
import static dev.sluice.functions.current_database;
import static dev.sluice.functions.current_schema;
import static dev.sluice.functions.current_user;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_user;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.typeof;
import static dev.sluice.functions.user;
import static dev.sluice.functions.when;

import java.util.List;

/** Functions of types, of the session, and of errors that a program asks for. */
public final class MiscFunctionCases implements CaseGroup {
    private static final List<String> BITMAPS = List.of("bitmap_bucket_number", "bitmap_bit_position");

    @Override
    public void define(Cases cases) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type)).rows("v " + type, Samples.few(type));
            one.of(() -> typeof(col("v")));
            BITMAPS.forEach(name -> one.of(() -> call_function(name, col("v"))));
        }
        ExpressionCase numbers = cases.expressions("bitmaps")
                .rows("v BIGINT", row(1L), row(32768L), row(32769L), row(-32768L), row(-32769L));
        BITMAPS.forEach(name -> numbers.of(() -> call_function(name, col("v"))));
        ExpressionCase sentences = cases.expressions("sentences")
                .rows(
                        "t STRING, l STRING, c STRING",
                        row("Hi there! Good day, Mr. Smith.", "en", "US"),
                        row("Wie geht's? Es kostet 3,50 EUR.\nGut.", "de", "AT"),
                        row("one two  three", "", ""),
                        row("\u4f60\u597d\u3002\u4e16\u754c", "zh", "CN"),
                        row("", "en", null),
                        row("a. B", null, "US"),
                        row(null, "en", "US"));
        sentences
                .of(() -> call_function("sentences", col("t")))
                .of(() -> call_function("sentences", col("t"), col("l")))
                .of(() -> call_function("sentences", col("t"), col("l"), col("c")))
                .of(() -> call_function("sentences", col("t"), lit("xx"), lit("yy")))
                .of(() -> call_function("sentences", lit(7)))
                .of(() -> call_function("sentences", struct("t")))
                .of(() -> call_function("sentences"));
        cases.expressions("types")
                .rows("v INT", row(1))
                .of(() -> typeof(struct(col("v"), lit("x").as("s"))))
                .of(() -> typeof(lit(null)))
                .of(() -> call_function("typeof"));
        cases.expressions("session")
                .rows("v INT", row(1))
                .of(() -> current_catalog())
                .of(() -> current_database())
                .of(() -> current_schema())
                .of(() -> current_user().equalTo(user()))
                .of(() -> session_user().equalTo(user()).as("same"))
                .of(() -> call_function("current_database", col("v")));
        cases.expressions("errors-asked-for")
                .rows("v INT, s STRING", row(1, "one"), row(-1, "minus"), row(null, null))
                .of(() -> when(col("v").gt(0), lit("fine")).otherwise(call_function("raise_error", col("s"))))
                .of(() -> call_function("assert_true", col("v").gt(0))
                        .cast("STRING")
                        .as("a"))
                .of(() -> call_function("assert_true", col("v").gt(0), col("s"))
                        .cast("STRING")
                        .as("a"))
                .of(() -> call_function("assert_true", col("v")))
                .of(() -> call_function("assert_true"))
                .of(() -> call_function("raise_error"))
                .of(() -> call_function("raise_error", struct("v")));
    }
}
