package dev.sluice.cases;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.streaming.InternalOutputModes;
import org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.execution.streaming.sources.ForeachBatchSink;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.ManualClock;
import org.jspecify.annotations.Nullable;
import scala.Console;
import scala.Function2;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** What is not spelt alike in both engines, for Spark. */
final class Target {
    private Target() {}

    @FunctionalInterface
    interface Receiver {
        void receive(Dataset<Row> rows, long batchId);
    }

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    static String engine() {
        return "spark " + SparkSession.active().version();
    }

    static SparkSession session() throws Exception {
        Path scratch = Files.createTempDirectory("spark-");
        SparkSession session = SparkSession.builder()
                .appName("cases")
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", scratch.toString())
                .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.hadoop.fs.file.impl", ForklessFileSystem.class.getName())
                .config(
                        "spark.sql.streaming.checkpointFileManagerClass",
                        FileSystemBasedCheckpointFileManager.class.getName())
                .getOrCreate();
        // It tells each step of each small query, which takes longer than some of them.
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    static final class ManualTime implements AutoCloseable {
        private final ManualClock clock;
        private final SparkSession session;

        ManualTime(SparkSession session, long epochMillis) {
            this.session = session;
            this.clock = new ManualClock(epochMillis);
        }

        SparkSession session() {
            return session;
        }

        void advance(long millis) {
            clock.advance(millis);
        }

        @Override
        public void close() {}
    }

    static StreamingQuery start(
            Dataset<Row> query,
            String mode,
            Trigger trigger,
            Path checkpoint,
            Receiver receiver,
            @Nullable ManualTime time)
            throws Exception {
        if (time != null) {
            return startByClock(query, mode, trigger, checkpoint, receiver, time.clock);
        }
        return query.writeStream()
                .outputMode(mode)
                .trigger(trigger)
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) receiver::receive)
                .start();
    }

    /** What a {@code DataStreamWriter} calls in the end; it does not say which clock. */
    private static StreamingQuery startByClock(
            Dataset<Row> query, String mode, Trigger trigger, Path checkpoint, Receiver receiver, ManualClock clock)
            throws Exception {
        org.apache.spark.sql.classic.Dataset<Row> frame = (org.apache.spark.sql.classic.Dataset<Row>) query;
        Function2<Dataset<Row>, Object, BoxedUnit> batchWriter = new AbstractFunction2<>() {
            @Override
            public BoxedUnit apply(Dataset<Row> rows, Object batchId) {
                receiver.receive(rows, (Long) batchId);
                return BoxedUnit.UNIT;
            }
        };
        return frame.sparkSession()
                .streams()
                .startQuery(
                        Option.empty(),
                        Option.empty(),
                        Option.apply(checkpoint.toString()),
                        frame,
                        Map$.MODULE$.<String, String>empty(),
                        new ForeachBatchSink<>(batchWriter, frame.exprEnc()),
                        InternalOutputModes.apply(mode),
                        false,
                        true,
                        trigger,
                        clock,
                        Option.empty(),
                        Option.empty());
    }

    /** Spark asks its sources while it holds this lock. */
    static void betweenTriggers(StreamingQuery query, Action action) throws Exception {
        ReentrantLock lock = ((StreamingQueryWrapper) query).streamingQuery().awaitProgressLock();
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    static void requireNothingOverdue(StreamingQuery query) {}

    static String condition(Throwable thrown) {
        String found = thrown.getClass().getSimpleName();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable failure && failure.getCondition() != null) {
                found = failure.getCondition();
            }
        }
        return found;
    }

    static String schemaText(StructType schema) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (StructField field : schema.fields()) {
            text.add(field.name() + ": " + field.dataType().simpleString());
        }
        return text.toString();
    }

    static String shown(Dataset<Row> frame, int numRows, int truncate, boolean vertical) throws Exception {
        return printed(() -> frame.show(numRows, truncate, vertical));
    }

    /** Threads that are started meanwhile print there too. */
    static String printed(Action action) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<Exception> failed = new ArrayList<>();
        Console.withOut(printed, () -> {
            try {
                action.run();
            } catch (Exception thrown) {
                failed.add(thrown);
            }
            return BoxedUnit.UNIT;
        });
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    static Column withoutFields(Column struct, String... names) {
        return struct.dropFields(CollectionConverters.asScala(List.of(names)).toSeq());
    }

    static Object javaValue(Object value) {
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.foreach(entry -> copy.put(entry._1(), entry._2()));
            return copy;
        }
        if (value instanceof scala.collection.Iterable<?> elements && !(value instanceof Row)) {
            List<Object> copy = new ArrayList<>();
            elements.foreach(copy::add);
            return copy;
        }
        return value;
    }
}
