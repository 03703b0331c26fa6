package dev.sluice;

import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.function.RowMapper;
import dev.sluice.types.StructType;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The methods of {@link DataFrame} that give its rows, as objects, to functions of the program. */
abstract sealed class DataFrameFunctions extends DataFrameActions permits DataFrameSteps {
    DataFrameFunctions(Session session, Analysis analysis) {
        super(session, analysis);
    }

    /** The rows as values of a class: columns are found by their names, and one value is the only column. */
    public <U> Dataset<U> as(Encoder<U> encoder) {
        Encoder<U> given = Given.value(encoder, "the encoder of as(...)");
        return new Dataset<>(self(), given);
    }

    private Dataset<Row> rows() {
        return new Dataset<>(self(), Encoders.row(schema()));
    }

    /** A value for each row. */
    public <U> Dataset<U> map(MapFunction<Row, U> function, Encoder<U> encoder) {
        return rows().map(function, encoder);
    }

    /** Any number of values for each row. */
    public <U> Dataset<U> flatMap(FlatMapFunction<Row, U> function, Encoder<U> encoder) {
        return rows().flatMap(function, encoder);
    }

    /** Any number of values for rows that follow one another; how many those are is the engine's business. */
    public <U> Dataset<U> mapPartitions(MapPartitionsFunction<Row, U> function, Encoder<U> encoder) {
        return rows().mapPartitions(function, encoder);
    }

    /** The rows for which the function is true. A condition that is a column is faster. */
    public DataFrame filter(FilterFunction<Row> function) {
        return mapped("filter(...)", null, UserFunctions.filter(Given.value(function, "the function of filter(...)")));
    }

    /** @param schema of the rows that come out, null for that of this one */
    final DataFrame mapped(String what, @Nullable StructType schema, RowMapper function) {
        return with(new UnresolvedPlan.MapRows(plan(), what, schema, function));
    }

    /** Gives every row to the function, one after the other, on this thread. Static data only. */
    public void foreach(ForeachFunction<Row> function) {
        ForeachFunction<Row> given = Given.value(function, "the function of foreach(...)");
        foreachPartition(rows -> {
            while (rows.hasNext()) {
                given.call(rows.next());
            }
        });
    }

    /** Gives all rows to the function, as one partition, on this thread. Static data only. */
    public void foreachPartition(ForeachPartitionFunction<Row> function) {
        ForeachPartitionFunction<Row> given = Given.value(function, "the function of foreachPartition(...)");
        collect((rows, hold) -> UserFunctions.call("foreachPartition(...)", () -> {
            try (RowIterator iterator = new RowIterator(rows.open())) {
                given.call(iterator);
            }
            return Boolean.TRUE;
        }));
    }

    /**
     * One row of all, made by putting two together as long as there are two.
     *
     * @throws NoSuchElementException if there is none
     */
    public Row reduce(ReduceFunction<Row> function) {
        return rows().reduce(function);
    }
}
