package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.timestamp_seconds;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The program that {@link ContinuousRounds} starts and ends: two queries in turns over the numbers from 0. One counts them
 * in windows, into files, where each is to be once; the other appends each to a file as it comes, with its epoch, where each
 * is to be at least once.
 *
 * <p>Arguments: a folder, how many numbers there are, and how many milliseconds an epoch has. A further one, {@code stays}, has
 * it go on after all numbers were seen and their turns have ended, of which it tells; without it, it ends then.
 */
public final class LiveQueries {
    static final String DONE = "all were seen";
    static final String SEEN = "seen";
    static final String WINDOWS = "slot BIGINT, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT";
    static final int SLOTS = 3;
    static final int WINDOW_SECONDS = 50;
    static final int DELAY_SECONDS = 20;

    private LiveQueries() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long total = Long.parseLong(arguments[1]);
        Trigger trigger = Trigger.Continuous(Long.parseLong(arguments[2]));
        boolean stays = arguments.length > 3;
        try (FileChannel seen =
                        FileChannel.open(folder.resolve(SEEN), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Session session = Session.builder()
                        .config("spark.sql.session.timeZone", "UTC")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config("spark.sql.streaming.minBatchesToRetain", "4")
                        .config("sluice.streaming.continuous.flushInterval", "0ms")
                        .create()) {
            DataFrame numbers = session.readStream()
                    .option("rowsPerBatch", 8)
                    .option("totalRows", total)
                    .generate(StructType.fromDDL("value BIGINT"), 0, (LongFunction<Row>) Row::of);
            StreamingQuery counted = writer(counts(numbers), folder, "counted", trigger)
                    .format("json")
                    .start(folder.resolve("output").toString());
            Appending appending = new Appending(seen, total - 1);
            StreamingQuery shown =
                    writer(numbers, folder, "shown", trigger).foreach(appending).start();
            if (stays) {
                appending.awaitLast();
                awaitEndOfTurn(shown);
                System.out.println(DONE);
                shown.awaitTermination();
            } else {
                counted.processAllAvailable();
                shown.processAllAvailable();
                counted.stop();
                shown.stop();
            }
        }
    }

    private static DataFrame counts(DataFrame numbers) {
        return numbers.withColumn("time", timestamp_seconds(col("value")))
                .withWatermark("time", DELAY_SECONDS + " seconds")
                .groupBy(col("value").mod(SLOTS).as("slot"), window(col("time"), WINDOW_SECONDS + " seconds"))
                .agg(count(lit(1)).as("events"));
    }

    private static DataStreamWriter writer(DataFrame rows, Path folder, String name, Trigger trigger) {
        return rows.writeStream()
                .queryName(name)
                .option("checkpointLocation", folder.resolve(name).toString())
                .trigger(trigger);
    }

    private static void awaitEndOfTurn(StreamingQuery query) {
        while (query.status().isTriggerActive()) {
            Thread.onSpinWait();
        }
    }

    /** Appends a line for every number, which is there once it is written, whatever becomes of the process. */
    private static final class Appending extends ForeachWriter<Row> {
        private final FileChannel seen;
        private final long last;
        private volatile boolean hasLast;
        private long epoch;

        private Appending(FileChannel seen, long last) {
            this.seen = seen;
            this.last = last;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            epoch = epochId;
            return true;
        }

        @Override
        public void process(Row row) {
            try {
                seen.write(ByteBuffer.wrap((epoch + " " + row.getLong(0) + "\n").getBytes(US_ASCII)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            hasLast |= row.getLong(0) == last;
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}

        private void awaitLast() {
            while (!hasLast) {
                Thread.onSpinWait();
            }
        }
    }
}
