package dev.sluice.golden;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Trigger;
import dev.sluice.functions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples 97 to 99 of the description of the semantics, those of the sources that make up their rows. */
@Timeout(60)
class GeneratedSourcesTest {
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

    private DataFrame rate(long rowsPerSecond) {
        return script.session
                .readStream()
                .format("rate")
                .option("rowsPerSecond", rowsPerSecond)
                .load()
                .select(col("value"), functions.unix_millis(col("timestamp")));
    }

    private static String[] rows(long from, long to, java.util.function.LongUnaryOperator millis) {
        return LongStream.range(from, to)
                .mapToObj(value -> "[" + value + "," + millis.applyAsLong(value) + "]")
                .toArray(String[]::new);
    }

    @Test
    void example97_tenRowsASecond() {
        script.query(rate(10), "append").start();
        script.then();
        script.tick().then(rows(0, 10, value -> value * 100));
        script.clock.advance(Duration.ofMillis(999));
        script.then();
        script.clock.advance(Duration.ofMillis(1));
        script.then(rows(10, 20, value -> value * 100)).stop();
        script.clock.advance(Duration.ofSeconds(2));
        script.start().then(rows(20, 40, value -> value * 100));
    }

    @Test
    void example98_moreRowsThanMilliseconds() {
        script.query(rate(1_500), "append").start();
        script.then();
        script.tick().then(rows(0, 1_500, value -> Math.round(value * 1_000 / 1_500.0)));
    }

    @Test
    void example99_aFixedNumberOfRowsForEachBatch() {
        DataFrame values = script.session
                .readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 10L)
                .load()
                .select(col("value"), functions.unix_millis(col("timestamp")));
        script.query(values, "append");
        script.runOnce(Trigger.Once()).received(rows(0, 10, value -> 0));
        script.runOnce(Trigger.AvailableNow()).received(rows(10, 20, value -> 1_000));
        script.runOnce(Trigger.AvailableNow()).received(rows(20, 30, value -> 2_000));
        assertThat(script.newestBatch().batchId()).isEqualTo(2);
    }
}
