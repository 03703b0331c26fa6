package dev.sluice.testkit;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every source promises the runner. A connector's test opens its source over some data and calls {@link #check}.
 *
 * <pre>{@code
 * SourceContract.check(() -> provider.open(settings, context));
 * }</pre>
 */
public final class SourceContract {
    private static final int[] BATCH_ROWS = {1, 3, Batch.DEFAULT_ROWS};

    private SourceContract() {}

    /** Opens the source under test; each call is a restart over the same data and the same notes. */
    @FunctionalInterface
    public interface Opener {
        Source open();
    }

    /** @throws AssertionError naming the promise that does not hold */
    public static void check(Opener opener) {
        Offset end;
        List<String> rows;
        try (Source source = opener.open()) {
            Offset start = source.initialOffset();
            Offset latest = source.latestOffset(start, ReadLimit.ALL_AVAILABLE);
            if (latest == null) {
                throw new AssertionError("give the source some data before the check");
            }
            end = latest;
            require(
                    end.equals(source.latestOffset(end, ReadLimit.ALL_AVAILABLE)),
                    "without news latestOffset(end) is end");
            rows = read(source, start, end, source.schema(), Batch.DEFAULT_ROWS);
            require(!rows.isEmpty(), "the range has rows");
            for (int capacity : BATCH_ROWS) {
                require(
                        rows.equals(read(source, start, end, source.schema(), capacity)),
                        "the same range gives the same rows, whatever the size of batches: " + capacity);
            }
            require(
                    read(source, end, end, source.schema(), Batch.DEFAULT_ROWS).isEmpty(),
                    "an empty range has no rows");
            int counted = countRows(source, start, end);
            require(counted == rows.size(), "rows can be counted without reading a column: " + counted);
        }
        try (Source restarted = opener.open()) {
            Offset start = restarted.initialOffset();
            require(
                    rows.equals(read(restarted, start, end, restarted.schema(), Batch.DEFAULT_ROWS)),
                    "after a restart the same range gives the same rows");
            restarted.commit(end);
        }
    }

    private static int countRows(Source source, @Nullable Offset start, Offset end) {
        return read(source, start, end, new StructType(), Batch.DEFAULT_ROWS).size();
    }

    private static List<String> read(
            Source source, @Nullable Offset start, Offset end, StructType schema, int capacity) {
        List<Split> splits = source.splits(start, end);
        require(
                splits.stream()
                        .map(Split::description)
                        .toList()
                        .equals(source.splits(start, end).stream()
                                .map(Split::description)
                                .toList()),
                "the same range has the same splits at every call");
        return rows(source, splits, schema, capacity);
    }

    /**
     * The rows of these splits as text, split after split.
     *
     * @param capacity rows that are read at once
     */
    public static List<String> rows(Source source, List<Split> splits, StructType schema, int capacity) {
        List<String> rows = new ArrayList<>();
        for (Split split : splits) {
            try (SplitReader reader = source.reader(split, new ReadRequest(schema))) {
                BatchBuilder builder = new BatchBuilder(schema, capacity);
                boolean more = true;
                while (more) {
                    builder.reset();
                    more = reader.next(builder, Deadline.NONE);
                    rows.addAll(BatchText.rows(builder.build()));
                }
                require(reader.recordCount() >= 0, "recordCount is not negative");
            }
        }
        return rows;
    }

    private static void require(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("a source breaks its contract: " + promise);
        }
    }
}
