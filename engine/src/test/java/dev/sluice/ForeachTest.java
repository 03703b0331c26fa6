package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.AnalysisException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeachTest {
    /** More than a split of generated rows holds. */
    private static final int ROWS = 300_000;

    private static final int SPLIT_ROWS = 1 << 18;

    @TempDir
    private Path folder;

    private final Session session = Session.builder().appName("foreach").getOrCreate();

    /** Notes what it is told; rows as their numbers. */
    private static class Notes extends ForeachWriter<Row> {
        final List<String> calls = new ArrayList<>();
        final List<List<Long>> rows = new ArrayList<>();

        @Override
        public boolean open(long partitionId, long epochId) {
            calls.add("open " + partitionId + " " + epochId);
            rows.add(new ArrayList<>());
            return true;
        }

        @Override
        public void process(Row row) {
            rows.getLast().add(row.getLong(0));
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {
            calls.add("close " + errorOrNull);
        }
    }

    private DataFrame numbers(int count, int rowsPerBatch) {
        return session.readStream()
                .option("totalRows", count)
                .option("rowsPerBatch", rowsPerBatch)
                .generate(new StructType().add("id", AtomicType.BIGINT), 0, number -> Row.of(number));
    }

    private StreamingQuery run(DataFrame frame, ForeachWriter<Row> writer) {
        StreamingQuery query = frame.writeStream()
                .foreach(writer)
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return query;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void eachPartitionOfEachBatchIsOpenedFilledAndClosed() {
        Notes notes = new Notes();
        StreamingQuery query = run(numbers(ROWS + 5, ROWS), notes);
        assertThat(notes.calls)
                .containsExactly("open 0 0", "close null", "open 1 0", "close null", "open 0 1", "close null");
        assertThat(notes.rows).containsExactly(range(0, SPLIT_ROWS), range(SPLIT_ROWS, ROWS), range(ROWS, ROWS + 5));
        assertThat(query.recentProgress())
                .extracting(progress -> progress.sink().numOutputRows())
                .startsWith((long) ROWS, 5L);
    }

    @Test
    void aBatchWithoutRowsIsOnePartition() {
        Notes notes = new Notes();
        run(numbers(10, 5).where(col("id").gt(lit(7))), notes);
        assertThat(notes.calls).containsExactly("open 0 0", "close null", "open 0 1", "close null");
        assertThat(notes.rows).containsExactly(List.of(), List.of(8L, 9L));
    }

    @Test
    void rowsThatAreNotWantedArePassedOver() {
        Notes notes = new Notes() {
            @Override
            public boolean open(long partitionId, long epochId) {
                super.open(partitionId, epochId);
                return epochId == 1;
            }
        };
        run(numbers(4, 2), notes);
        assertThat(notes.calls).containsExactly("open 0 0", "close null", "open 0 1", "close null");
        assertThat(notes.rows).containsExactly(List.of(), List.of(2L, 3L));
    }

    @Test
    void aFailureIsTheCause_andTheBatchComesAgainUnderTheSameNumbers() {
        IllegalStateException thrown = new IllegalStateException("no connection");
        Notes failing = new Notes() {
            @Override
            public void process(Row row) {
                if (row.getLong(0) == SPLIT_ROWS + 3) {
                    throw thrown;
                }
                super.process(row);
            }
        };
        assertThatThrownBy(() -> run(numbers(ROWS, ROWS), failing))
                .isInstanceOf(StreamingQueryException.class)
                .hasCause(thrown)
                .hasMessageContaining("FOREACH_USER_FUNCTION_ERROR")
                .hasMessageContaining("batch 0, partition 1");
        assertThat(failing.calls).containsExactly("open 0 0", "close null", "open 1 0", "close " + thrown);

        Notes again = new Notes();
        run(numbers(ROWS, ROWS), again);
        assertThat(again.calls).containsExactly("open 0 0", "close null", "open 1 0", "close null");
        assertThat(again.rows).containsExactly(range(0, SPLIT_ROWS), range(SPLIT_ROWS, ROWS));
    }

    @Test
    void afterAFailedOpenThereIsNoClose_andAFailedCloseFailsTheBatch() {
        IllegalStateException thrown = new IllegalStateException("no");
        Notes unopened = new Notes() {
            @Override
            public boolean open(long partitionId, long epochId) {
                throw thrown;
            }
        };
        assertThatThrownBy(() -> run(numbers(2, 2), unopened)).hasCause(thrown);
        assertThat(unopened.calls).isEmpty();

        Notes unclosed = new Notes() {
            @Override
            public void close(@Nullable Throwable errorOrNull) {
                super.close(errorOrNull);
                throw thrown;
            }
        };
        assertThatThrownBy(() -> run(numbers(2, 2), unclosed)).hasCause(thrown);
        assertThat(unclosed.calls).containsExactly("open 0 0", "close null");
    }

    @Test
    void whatAWriterThrowsInCloseIsAddedToWhatItThrewBefore() {
        Notes twice = new Notes() {
            @Override
            public void process(Row row) {
                throw new IllegalStateException("first");
            }

            @Override
            public void close(@Nullable Throwable errorOrNull) {
                super.close(errorOrNull);
                throw new IllegalStateException("second");
            }
        };
        assertThatThrownBy(() -> run(numbers(2, 2), twice)).hasCause(new IllegalStateException("first"));
        assertThat(twice.calls).containsExactly("open 0 0", "close java.lang.IllegalStateException: first");
    }

    @Test
    void anErrorIsToldToCloseToo() {
        AssertionError thrown = new AssertionError("not so");
        Notes failing = new Notes() {
            @Override
            public void process(Row row) {
                throw thrown;
            }
        };
        assertThatThrownBy(() -> run(numbers(2, 2), failing)).hasRootCause(thrown);
        assertThat(failing.calls).containsExactly("open 0 0", "close " + thrown);
    }

    @Test
    void partitionsOfAnAggregationComeInTheirOrder() {
        Notes notes = new Notes();
        DataFrame sums =
                numbers(1_000, 1_000).groupBy(col("id").mod(lit(100)).as("key")).count();
        sums.writeStream()
                .outputMode("complete")
                .foreach(notes)
                .option("checkpointLocation", folder.resolve("sums").toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        int partitions = notes.rows.size();
        assertThat(notes.calls)
                .isEqualTo(IntStream.range(0, partitions)
                        .boxed()
                        .flatMap(partition -> Stream.of("open " + partition + " 0", "close null"))
                        .toList());
        assertThat(notes.rows.stream().flatMap(List::stream).sorted().toList()).isEqualTo(range(0, 100));
    }

    @Test
    void withoutAWriterItIsRefused() {
        assertThatThrownBy(() -> numbers(1, 1).writeStream().format("foreach").start())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("call .foreach(writer)");
    }
}
