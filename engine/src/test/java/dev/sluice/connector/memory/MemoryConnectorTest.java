package dev.sluice.connector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryConnectorTest {
    private static final StructType SCHEMA = StructType.fromDDL("a INT");

    @Test
    void readsBlocksAndTrimsWhatIsCommitted() {
        MemoryInput input = new MemoryInput(SCHEMA);
        try (MemorySource source = new MemorySource(input)) {
            assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isNull();
            input.addData(batch(1, 2));
            assertThat(input.addData(batch(3))).isEqualTo(1);
            Offset end = new Offset("1");
            assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(end);
            assertThat(source.splits(null, end)).hasSize(2);
            BatchBuilder builder = new BatchBuilder(SCHEMA, 1);
            try (SplitReader reader = source.reader(source.splits(null, end).get(0), new ReadRequest(SCHEMA))) {
                assertThat(reader.next(builder, Deadline.NONE)).isTrue();
                builder.reset();
                assertThat(reader.next(builder, Deadline.NONE)).isFalse();
            }
            source.commit(new Offset("0"));
            assertThatThrownBy(() -> input.block(0)).hasMessageContaining("blocks 1 to 1");
        }
    }

    @Test
    void aRepeatedBatchChangesNothing() {
        MemoryTable table = new MemoryTable(SCHEMA);
        MemorySink sink = new MemorySink(table, OutputMode.APPEND);
        assertThat(sink.status(0)).isInstanceOf(SinkStatus.CannotTell.class);
        sink.commit(new BatchId(0, "x"), BatchSequence.of(List.of(batch(1))));
        sink.commit(new BatchId(0, "y"), BatchSequence.of(List.of(batch(2))));
        assertThat(table.allBatches()).hasSize(1);
        assertThat(sink.status(0)).isEqualTo(new SinkStatus.Committed("x"));
        assertThat(sink.status(1)).isInstanceOf(SinkStatus.NotCommitted.class);
    }

    private static Batch batch(int... values) {
        BatchBuilder builder = new BatchBuilder(SCHEMA);
        for (int value : values) {
            ((IntBuilder) builder.column(0)).set(builder.rowCount(), value);
            builder.endRow();
        }
        return builder.build();
    }
}
