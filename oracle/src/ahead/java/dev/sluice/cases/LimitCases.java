package dev.sluice.cases;

import static dev.sluice.functions.col;

/** The worked examples of limits on streams. */
public final class LimitCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.stream("93-append")
                .input("value INT")
                .append(inputs -> inputs.table().limit(4))
                .add(1, 2)
                .add(3, 4, 5, 6)
                .add(7, 8, 9);
        cases.stream("94-after-a-filter")
                .input("value INT")
                .append(inputs ->
                        inputs.table().where(col("value").mod(2).equalTo(1)).limit(4))
                .add(1, 2, 3, 4, 5)
                .add(6, 7, 8, 9)
                .add(10, 11, 12);
        cases.stream("95-before-a-count")
                .input("value INT")
                .complete(inputs -> inputs.table().limit(5).groupBy("value").count())
                .add(1, 2, 3)
                .add(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}
