package dev.sluice.testkit;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a sink that claims exactly-once promises the runner. A connector's test says how to open it and how to read what
 * is visible, then calls {@link #check}.
 */
public final class SinkContract {
    private SinkContract() {}

    /**
     * @param opener opens the sink again over the same output
     * @param visible the rows a reader sees now, in any order, as {@link BatchText#rows} writes them
     * @param rows some rows of the sink's schema
     * @throws AssertionError naming the promise that does not hold
     */
    public static void check(Supplier<Sink> opener, Supplier<List<String>> visible, Batch rows) {
        List<String> expected = new ArrayList<>();
        try (Sink sink = opener.get()) {
            require(visible.get().isEmpty(), "the output is empty before the check");
            List<CommitMessage> given = write(sink, new BatchId(0, "a-given-up"), rows);
            sink.prepare(new BatchId(0, "a-given-up"), given);
            require(visible.get().isEmpty(), "nothing is visible before commit");
            sink.abort(new BatchId(0, "a-given-up"));
            requireNot(sink.status(0), "an aborted batch is not committed");

            BatchId first = new BatchId(0, "first");
            List<CommitMessage> messages = write(sink, first, rows);
            sink.prepare(first, messages);
            sink.commit(first, messages);
            expected.addAll(BatchText.rows(rows));
            requireRows(visible, expected, "commit makes the batch visible");
            sink.commit(first, messages);
            requireRows(visible, expected, "a second commit of the same attempt changes nothing");
            requireIs(sink.status(0), "first");
            requireNot(sink.status(1), "a batch that never was is not committed");
        }
        try (Sink restarted = opener.get()) {
            requireIs(restarted.status(0), "first");
            restarted.committed(0);
            BatchId empty = new BatchId(1, "empty");
            restarted.prepare(empty, List.of());
            restarted.commit(empty, List.of());
            requireIs(restarted.status(1), "empty");
            requireRows(visible, expected, "an empty batch shows no row");
            restarted.committed(1);
            BatchId third = new BatchId(2, "third");
            List<CommitMessage> messages = write(restarted, third, rows);
            restarted.prepare(third, messages);
            restarted.commit(third, messages);
            expected.addAll(BatchText.rows(rows));
            requireRows(visible, expected, "the next batch adds to the last");
        }
    }

    private static List<CommitMessage> write(Sink sink, BatchId batch, Batch rows) {
        try (SinkWriter writer = sink.writer(batch, 0)) {
            writer.write(rows);
            return List.of(writer.finish());
        }
    }

    private static void requireRows(Supplier<List<String>> visible, List<String> expected, String promise) {
        List<String> found = visible.get().stream().sorted().toList();
        require(found.equals(expected.stream().sorted().toList()), promise + "; visible are " + found);
    }

    private static void requireIs(SinkStatus status, String attempt) {
        require(status.equals(new SinkStatus.Committed(attempt)), "the sink names the attempt; it said " + status);
    }

    private static void requireNot(SinkStatus status, String promise) {
        require(status instanceof SinkStatus.NotCommitted, promise + "; it said " + status);
    }

    private static void require(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("a sink breaks its contract: " + promise);
        }
    }
}
