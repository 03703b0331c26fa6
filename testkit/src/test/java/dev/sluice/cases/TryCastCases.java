package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.struct;

import java.util.ArrayList;
import java.util.List;

/** Casts that give null for what cannot be cast. */
public final class TryCastCases implements CaseGroup {
    private static final List<String> OTHERS =
            List.of("TINYINT", "SMALLINT", "FLOAT", "BINARY", "DECIMAL(5,2)", "DECIMAL(38,10)", "TIMESTAMP_NTZ");

    @Override
    public void define(Cases cases) {
        List<String> types = new ArrayList<>(Samples.TYPES);
        types.addAll(OTHERS);
        for (String from : types) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(from)).rows("v " + from, Samples.of(from));
            types.forEach(to -> one.of(() -> col("v").try_cast(to)));
        }
        for (String from : List.of("STRING", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN")) {
            ExpressionCase plain = cases.expressions("without-ansi-of-" + Samples.nameOf(from))
                    .conf("spark.sql.ansi.enabled", "false")
                    .rows("v " + from, Samples.few(from));
            types.forEach(to -> plain.of(() -> col("v").try_cast(to)));
        }
        cases.expressions("nested")
                .rows("s STRING, i INT", row("1", 300), row("x", 7), row(null, null))
                .of(() -> array(col("s"), lit("9")).try_cast("ARRAY<INT>"))
                .of(() -> array(col("i"), lit(3)).try_cast("ARRAY<TINYINT>"))
                .of(() -> struct("s", "i").try_cast("STRUCT<a: INT, b: TINYINT>"))
                .of(() -> map(lit("k"), col("s")).try_cast("MAP<STRING, INT>"))
                .of(() -> map(lit("k"), col("s")).try_cast("MAP<INT, STRING>"))
                .of(() -> array(array(col("s"))).try_cast("ARRAY<ARRAY<DATE>>"))
                .of(() -> struct("s").try_cast("STRING"))
                .of(() -> struct("s").try_cast("INT"));
        cases.expressions("names")
                .rows("s STRING, i INT", row("1", 300), row("x", 7))
                .of(() -> col("s").try_cast("INT").plus(1))
                .of(() -> col("s").try_cast("INT").try_cast("TINYINT"))
                .of(() -> lit("x").try_cast("INT"))
                .of(() -> lit(null).try_cast("INT"))
                .of(() -> col("i").plus(1).try_cast("TINYINT"))
                .of(() -> col("i").divide(0).try_cast("INT"))
                .of(() -> col("s").try_cast("INT").isNull());
    }
}
