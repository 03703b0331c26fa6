package dev.sluice.testkit;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Rows;
import dev.sluice.Session;
import dev.sluice.columnar.Batch;
import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream fed by the program, for tests of queries:
 *
 * <pre>{@code
 * MemoryStream numbers = new MemoryStream(session, "value INT");
 * StreamingQuery query = numbers.toDF().groupBy("value").count().writeStream()...start();
 * numbers.addData(Row.of(1), Row.of(2));
 * query.processAllAvailable();
 * }</pre>
 *
 * <p>Each call of {@code addData} is one offset, as in Spark. Thread-safe.
 */
public final class MemoryStream {
    private final MemoryInput input;
    private final DataFrame frame;

    /** @param schema in DDL */
    public MemoryStream(Session session, String schema) {
        this.input = new MemoryInput(StructType.fromDDL(schema));
        this.frame = session.readStream().format("memory").attachment(input).load();
    }

    /** The stream as a table that grows. */
    public DataFrame toDF() {
        return frame;
    }

    /** Adds rows and returns their offset. */
    public long addData(Row... rows) {
        long offset = input.latestOffset();
        for (Batch batch : Rows.toBatches(input.schema(), List.of(rows))) {
            offset = input.addData(batch);
        }
        return offset;
    }

    /** Adds rows of one column. */
    public long addValues(@Nullable Object... values) {
        Row[] rows = new Row[values.length];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = Row.of(values[index]);
        }
        return addData(rows);
    }
}
