package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.udf;

import dev.sluice.DataFrame;
import dev.sluice.UDF1;
import dev.sluice.UserDefinedFunction;
import dev.sluice.types.DataType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Rows that are kept: what is computed once, and what computes it anew. */
public final class CacheCases implements CaseGroup {
    private static final AtomicInteger COMPUTED = new AtomicInteger();

    @Override
    public void define(Cases cases) {
        counted(cases, "twice", frame -> {
            frame.cache();
            frame.collectAsList();
            frame.collectAsList();
            return frame;
        });
        counted(cases, "made-before", frame -> {
            DataFrame before = frame.filter(col("b").gt(1));
            frame.persist();
            before.collectAsList();
            frame.groupBy("b").count().collectAsList();
            return frame;
        });
        counted(cases, "with-itself", frame -> {
            DataFrame cached = frame.cache();
            cached.as("x").join(cached.as("y"), col("x.a").equalTo(col("y.a"))).collectAsList();
            return cached;
        });
        counted(cases, "of-cached", frame -> {
            DataFrame sums = frame.cache().groupBy("b").agg(sum("a").as("s")).cache();
            sums.collectAsList();
            frame.unpersist();
            sums.collectAsList();
            return sums;
        });
        ofStream(cases, "of-a-stream", frame -> frame.cache().collectAsList());
        ofStream(cases, "of-a-stream-by-name", frame -> {
            frame.createOrReplaceTempView("cached_stream");
            frame.sparkSession().catalog().cacheTable("cached_stream");
        });
        ofStream(cases, "of-a-stream-let-go", frame -> frame.unpersist());
        ofStream(cases, "of-a-stream-checkpointed", frame -> frame.localCheckpoint());
        counted(cases, "by-name", frame -> {
            frame.createOrReplaceTempView("cached_by_name");
            frame.sparkSession().catalog().cacheTable("cached_by_name");
            frame.sparkSession().table("cached_by_name").collectAsList();
            frame.collectAsList();
            return frame;
        });
    }

    private static void ofStream(Cases cases, String name, Consumer<DataFrame> step) {
        cases.query(name).file("in/rows.json", "{\"a\":1}\n").of(inputs -> {
            step.accept(inputs.session().readStream().schema("a INT").json(inputs.path("in")));
            return inputs.session().range(1).select(lit("taken").as("answer"));
        });
    }

    /** The answer is how often a value was computed, and the storage level at the end. */
    private static void counted(Cases cases, String name, UnaryOperator<DataFrame> steps) {
        cases.query(name).table("t", "a INT", row(1), row(2), row(3)).of(inputs -> {
            COMPUTED.set(0);
            DataFrame frame = steps.apply(
                    inputs.table().select(col("a"), counting().apply(col("a")).as("b")));
            String level = frame.storageLevel().toString();
            inputs.session().catalog().clearCache();
            return inputs.session()
                    .range(1)
                    .select(lit(COMPUTED.get()).as("computed"), lit(level).as("level"));
        });
    }

    private static UserDefinedFunction counting() {
        return udf(
                (UDF1<Integer, Integer>) a -> {
                    COMPUTED.incrementAndGet();
                    return a + 1;
                },
                DataType.fromDDL("INT"));
    }
}
