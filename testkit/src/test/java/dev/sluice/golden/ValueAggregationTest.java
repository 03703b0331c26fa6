package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.current_timestamp;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.error.AnalysisException;
import dev.sluice.testkit.MemoryStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples 32 to 38 of the description of the semantics: groups without event time. */
class ValueAggregationTest {
    @TempDir
    Path folder;

    private StreamScript script;
    private MemoryStream input;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
        input = script.stream("value INT");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private DataFrame countByValue() {
        return input.toDF().groupBy("value").count();
    }

    @Test
    void example32_countInUpdateMode() {
        script.query(countByValue(), "update").start();
        input.addValues(3);
        script.then("[3,1]");
        input.addValues(3, 2);
        script.then("[3,2]", "[2,1]").stop();
        script.start();
        input.addValues(3, 2, 1);
        script.then("[3,3]", "[2,2]", "[1,1]");
        input.addValues(4, 4, 4, 4);
        script.then("[4,4]");
    }

    @Test
    void example33_countInCompleteMode() {
        script.query(countByValue(), "complete").start();
        input.addValues(3);
        script.then("[3,1]");
        input.addValues(2);
        script.then("[3,1]", "[2,1]");
        input.addValues(3, 2, 1);
        script.then("[3,2]", "[2,2]", "[1,1]");
        input.addValues(4, 4, 4, 4);
        script.then("[4,4]", "[3,2]", "[2,2]", "[1,1]");
    }

    @Test
    void example34_countInAppendModeIsRefused() {
        script.query(countByValue(), "append");
        assertThatThrownBy(() -> script.start())
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition())
                                .isEqualTo("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION"));
    }

    @Test
    void example35_aSortedResult() {
        script.query(countByValue().orderBy(col("count").desc(), col("value").desc()), "complete")
                .start();
        input.addValues(3);
        script.thenInOrder("[3,1]");
        input.addValues(2, 3);
        script.thenInOrder("[3,2]", "[2,1]");
        input.addValues(3, 2, 1);
        script.thenInOrder("[3,3]", "[2,2]", "[1,1]");
    }

    @Test
    void example36b_touchedKeysAreAlwaysSentAgain() {
        script.query(
                        input.toDF()
                                .groupBy(lit(1).as("one"))
                                .agg(max("value").as("max"))
                                .select("max"),
                        "update")
                .start();
        input.addValues(5);
        script.then("[5]");
        input.addValues(3);
        script.then("[5]");
    }

    @Test
    void example36c_aGlobalCountOfNothing() {
        script.query(
                        input.toDF()
                                .where(col("value").gt(lit(100)))
                                .groupBy()
                                .agg(count(lit(1)).as("count")),
                        "update")
                .start();
        input.addValues(1);
        script.then("[0]");
        input.addValues(2);
        script.then("[0]");
    }

    @Test
    void example37_aFailedAttemptCountsNothingTwice() {
        int[] attempts = {0};
        DataFrame counts = countByValue();
        List<String> received = new ArrayList<>();
        Runnable run = () -> counts.writeStream()
                .outputMode("update")
                .option("checkpointLocation", script.checkpoint().toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch((rows, batch) -> {
                    if (attempts[0]++ == 0) {
                        throw new IllegalStateException("the first attempt fails");
                    }
                    rows.collectAsList().forEach(row -> received.add(row.toString()));
                })
                .start()
                .awaitTermination();
        input.addValues(1, 2, 3, 4);
        assertThatThrownBy(run::run).isInstanceOf(StreamingQueryException.class);
        run.run();
        assertThat(received).containsExactlyInAnyOrder("[1,1]", "[2,1]", "[3,1]", "[4,1]");
    }

    @Test
    void example38_currentTimestampIsThatOfTheBatchAlsoWhenItRunsAgain() {
        DataFrame counts = countByValue()
                .where(col("value").geq(current_timestamp().cast("bigint").minus(lit(10L))));
        script.query(counts, "complete");
        script.clock.advance(Duration.ofSeconds(10));
        input.addValues(0, 5, 5, 10);
        script.runOnce(Trigger.Once()).received("[0,1]", "[5,2]", "[10,1]");
        script.clock.advance(Duration.ofSeconds(10));
        input.addValues(15, 15, 20);
        script.runOnce(Trigger.Once()).received("[10,1]", "[15,2]", "[20,1]");
        script.clock.advance(Duration.ofSeconds(10));
        input.addValues(0, 85);
        script.failAt(2);
        assertThatThrownBy(() -> script.runOnce(Trigger.Once())).isInstanceOf(StreamingQueryException.class);
        script.clock.advance(Duration.ofSeconds(60));
        script.runOnce(Trigger.Once()).received("[20,1]", "[85,1]");
    }

    @Test
    void example36_twoRowsForEach() {
        DataFrame both =
                input.toDF().union(input.toDF().select(col("value").plus(lit(1)).as("value")));
        script.query(both.groupBy("value").count(), "update").start();
        input.addValues(1);
        script.then("[1,1]", "[2,1]");
        input.addValues(2, 3);
        script.then("[2,2]", "[3,2]", "[4,1]");
        assertThat(script.newestBatch().stateOperators()[0].numRowsUpdated()).isEqualTo(3);
        assertThat(script.newestBatch().stateOperators()[0].numRowsTotal()).isEqualTo(4);
    }
}
