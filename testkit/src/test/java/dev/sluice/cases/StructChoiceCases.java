package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.least;
import static dev.sluice.functions.struct;

/** Choices among structs, which have a common type where their fields have the same names. */
public final class StructChoiceCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("of-other-names")
                .rows("a INT, b INT", row(1, 2))
                .of(() -> greatest(struct(col("a")), struct(col("b"))))
                .of(() -> coalesce(struct(col("a")), struct(col("b"))));
        cases.expressions("of-the-same-names")
                .rows("a INT, b INT", row(1, 2), row(2, 1), row(null, 1), row(1, null))
                .of(() -> greatest(struct(col("a").as("x")), struct(col("b").as("x"))))
                .of(() -> least(struct(col("a").as("x")), struct(col("b").as("x"))));
    }
}
