package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sequence;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.testkit.MemoryStream;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger of a batch says of rows whose fates are known. That it balances is checked in every batch of every test. */
class LedgerTest {
    @TempDir
    Path folder;

    private StreamScript script;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private static DataFrame timed(MemoryStream stream) {
        return stream.toDF().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", "10 seconds");
    }

    /** The figures of each entry of a batch, without the names of the operators. */
    private List<String> ledger(long batchId) {
        List<String> entries = new ArrayList<>();
        for (var batch : script.running().recentProgress()) {
            boolean hasRun = batch.durationMs().containsKey("addBatch");
            if (hasRun
                    && batch.batchId() == batchId
                    && Json.parseObject(batch.json()).get("ledger") instanceof List<?> all) {
                for (Object entry : all) {
                    StringBuilder text = new StringBuilder();
                    ((Map<?, ?>) entry).forEach((name, figure) -> {
                        if (!"operator".equals(name)) {
                            text.append(text.isEmpty() ? "" : " ")
                                    .append(name)
                                    .append('=')
                                    .append(figure);
                        }
                    });
                    entries.add(text.toString());
                }
            }
        }
        return entries;
    }

    @Test
    void G4_T5_aggregationInAppendMode() {
        MemoryStream input = script.stream("value INT");
        script.query(
                        timed(input)
                                .filter(col("value").notEqual(13))
                                .groupBy(window(col("ts"), "5 seconds"))
                                .count()
                                .select("count"),
                        "append")
                .start();
        input.addValues(10, 11, 13, 15, 25);
        script.then("[2]");
        input.addValues(1, 30);
        script.then("[1]");
        assertThat(ledger(0)).contains("in=5 passed=4 filtered=1 out=4");
        assertThat(ledger(0))
                .contains("in=4 folded=4 emitted=0 out=0 heldBefore=0 created=3 evicted=0 removed=0 held=3");
        assertThat(ledger(1)).contains("in=0 emitted=1 out=1 heldBefore=3 created=0 evicted=1 removed=0 held=2");
        assertThat(ledger(2))
                .contains("in=2 late=1 folded=1 emitted=0 out=0 heldBefore=2 created=1 evicted=0 removed=0 held=3");
    }

    @Test
    void rowsWithoutATimeAreInNoWindow() {
        MemoryStream input = script.stream("value INT");
        script.query(
                        input.toDF()
                                .withColumn(
                                        "ts",
                                        when(
                                                col("value").notEqual(2),
                                                col("value").cast("timestamp")))
                                .groupBy(window(col("ts"), "10 seconds", "5 seconds"))
                                .count()
                                .select("count"),
                        "update")
                .start();
        input.addValues(1, 2, 3);
        script.then("[2]", "[2]");
        assertThat(ledger(0))
                .contains("in=3 nullTime=1 folded=2 emitted=2 out=2 heldBefore=0 created=1 evicted=0 removed=0 held=1");
    }

    @Test
    void duplicatesInTheTaskAndInTheState() {
        MemoryStream input = script.stream("value INT");
        script.query(timed(input).dropDuplicates("value", "ts").select("value"), "append")
                .start();
        input.addValues(20, 20, 21);
        script.then("[20]", "[21]");
        input.addValues(21, 40, 5);
        script.then("[40]");
        assertThat(ledger(0))
                .contains(
                        "in=3 passed=2 duplicate=1 emitted=0 out=2 heldBefore=0 created=2 evicted=0 removed=0 held=2");
        assertThat(ledger(2))
                .contains("in=3 passed=1 duplicate=1 late=1 emitted=0 out=1 heldBefore=2 created=1 evicted=0 removed=0"
                        + " held=3");
        assertThat(ledger(3)).contains("in=0 emitted=0 out=0 heldBefore=3 created=0 evicted=2 removed=0 held=1");
    }

    @Test
    void explodeMakesSeveralRowsOfOne() {
        MemoryStream input = script.stream("value INT");
        script.query(
                        input.toDF()
                                .select(explode(sequence(lit(1), col("value"))).as("n"))
                                .filter(col("n").lt(3)),
                        "append")
                .start();
        input.addValues(1, 3);
        script.then("[1]", "[1]", "[2]");
        assertThat(ledger(0)).contains("in=2 passed=2 out=4", "in=4 passed=3 filtered=1 out=3");
    }
}
