package dev.sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.StreamingQueryException;
import dev.sluice.testkit.MemoryStream;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits over the whole life of a stream, beyond what cases can say. */
@Timeout(60)
class StreamLimitTest {
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

    private static Object[] values(int from, int to) {
        return IntStream.range(from, to).boxed().toArray();
    }

    private static String[] rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(value -> "[" + value + "]").toArray(String[]::new);
    }

    @Test
    void theFirstRowsOfManySplitsPassInTheirOrder() {
        script.query(input.toDF().limit(25_000), "append");
        for (int split = 0; split < 8; split++) {
            input.addValues(values(5_000 * split, 5_000 * (split + 1)));
        }
        script.start().thenInOrder(rows(0, 25_000));
        assertThat(script.newestBatch().numInputRows()).isEqualTo(40_000);
        input.addValues(1);
        script.then().state(1);
    }

    @Test
    void moreRowsPassOnceTheLimitIsRaised() {
        script.query(input.toDF().limit(3), "append").start();
        input.addValues(1, 2, 3, 4);
        script.then("[1]", "[2]", "[3]").stop();
        script.query(input.toDF().limit(5), "append").start();
        input.addValues(5, 6, 7);
        script.then("[5]", "[6]").stop();
        script.query(input.toDF().limit(2), "append").start();
        input.addValues(8);
        script.then().state(1);
    }

    @Test
    void rowsOfABatchThatFailedAreCountedOnce() {
        script.query(input.toDF().limit(3), "append").failAt(1).start();
        input.addValues(1, 2);
        script.then("[1]", "[2]");
        input.addValues(3, 4);
        assertThatThrownBy(() -> script.running().processAllAvailable()).isInstanceOf(StreamingQueryException.class);
        script.start().then("[3]");
    }
}
