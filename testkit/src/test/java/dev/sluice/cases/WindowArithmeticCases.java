package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import java.time.Instant;

/** The worked examples of window arithmetic. */
public final class WindowArithmeticCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("01-tumbling")
                .rows("t TIMESTAMP", row(Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> window(col("t"), "10 seconds"));
    }
}
