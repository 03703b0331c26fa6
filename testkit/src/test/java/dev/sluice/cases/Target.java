package dev.sluice.cases;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.testkit.ManualClock;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What is not spelt alike in both engines; the module {@code oracle} has the class of this name for Spark. */
final class Target {
    private Target() {}

    /** A sink. */
    @FunctionalInterface
    interface Receiver {
        void receive(DataFrame rows, long batchId);
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** The engine and its version, the first line of an answer. */
    static String engine() {
        return "sluice";
    }

    /** One of its own for each who asks, as cases change its settings. */
    static Session session() {
        return Session.builder()
                .appName("cases")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                // A query looks for files when it is waited for, and not in between.
                .config("spark.sql.streaming.pollingDelay", "1h")
                .create();
    }

    /** A clock that a case moves, and the session whose queries live by it. */
    static final class ManualTime implements AutoCloseable {
        private final ManualClock clock;
        private final Session session;

        ManualTime(Session other, long epochMillis) {
            clock = new ManualClock(epochMillis);
            session = Session.builder()
                    .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SystemIds())
                    .config("spark.sql.session.timeZone", other.conf().get("spark.sql.session.timeZone"))
                    .config("spark.sql.shuffle.partitions", 2)
                    .create();
        }

        Session session() {
            return session;
        }

        void advance(long millis) {
            clock.advance(Duration.ofMillis(millis));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** @param time the clock of the query's session, if it is not that of the machine */
    static StreamingQuery start(
            DataFrame query,
            String mode,
            Trigger trigger,
            Path checkpoint,
            Receiver receiver,
            @Nullable ManualTime time) {
        return query.writeStream()
                .outputMode(mode)
                .trigger(trigger)
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch(receiver::receive)
                .start();
    }

    /** Runs an action while the query asks none of its sources for news, so that they all see the same moment. */
    static void betweenTriggers(StreamingQuery query, Action action) throws Exception {
        action.run();
    }

    /** Of what waits for event time nothing is left that it has passed. */
    static void requireNothingOverdue(StreamingQuery query) {
        if (query.why().contains("by the next batch")) {
            throw new AssertionError(query.why());
        }
    }

    /** The innermost condition of a failure. */
    static String condition(Throwable thrown) {
        String found = thrown.getClass().getSimpleName();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SluiceException failure) {
                found = failure.getCondition();
            }
        }
        return found;
    }

    /** Names and types of columns; whether they may be null is left out. */
    static String schemaText(StructType schema) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (StructField field : schema) {
            text.add(field.name() + ": " + field.dataType().simpleString());
        }
        return text.toString();
    }

    /** What {@code show} prints. */
    static String shown(DataFrame frame, int numRows, int truncate, boolean vertical) throws Exception {
        return printed(() -> frame.show(numRows, truncate, vertical));
    }

    /** What an action prints, and the queries that it starts; one after the other, as they all print to the same place. */
    static synchronized String printed(Action action) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    static Column withoutFields(Column struct, String... names) {
        return struct.dropFields(names);
    }

    /** Collections of the engine as those of the JDK. */
    static @Nullable Object javaValue(@Nullable Object value) {
        return value;
    }
}
