package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.RowFactory;
import dev.sluice.Trigger;
import dev.sluice.types.DataTypes;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import scala.jdk.javaapi.CollectionConverters;

/** The worked examples of functions over groups with a state and timeouts. */
public final class GroupStateCases implements CaseGroup {
    private static final StructType RESULT =
            new StructType().add("key", DataTypes.StringType).add("value", DataTypes.LongType);

    @Override
    public void define(Cases cases) {
        cases.stream("90-processing-time-timeout")
                .input("key STRING")
                .update(inputs -> grouped(
                        inputs.table(),
                        GroupStateCases::countOrTimeout,
                        OutputMode.Update(),
                        GroupStateTimeout.ProcessingTimeTimeout()))
                .clockAt(1_000)
                .add("a")
                .startUntilBatch(() -> Trigger.ProcessingTime("1 second"), 0)
                .add("b")
                .advanceUntilBatch(1_000, 1)
                .add("b")
                .advanceUntilBatch(10_000, 2)
                .add("c")
                .advanceUntilBatch(11_000, 3)
                .advanceUntilBatch(12_000, 4);
        cases.stream("91-event-time-timeout")
                .input("key STRING, t INT")
                .append(inputs -> grouped(
                        inputs.table()
                                .select(col("key"), col("t").cast("timestamp").as("ts"))
                                .withWatermark("ts", "10 seconds"),
                        GroupStateCases::newestOrTimeout,
                        OutputMode.Append(),
                        GroupStateTimeout.EventTimeTimeout()))
                .addRows("input", row("a", 11), row("a", 13), row("a", 15))
                .addRows("input", row("a", 4))
                .addRows("input", row("a", 10))
                .addRows("input", row("b", 31));
        cases.stream("92-event-time-timers")
                .conf(
                        "spark.sql.streaming.stateStore.providerClass",
                        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider")
                .input("key STRING, t INT")
                .append(inputs -> inputs.table()
                        .select(col("key"), col("t").cast("timestamp").as("ts"))
                        .withWatermark("ts", "10 seconds")
                        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
                        .transformWithState(
                                new NewestOrTimer(),
                                TimeMode.EventTime(),
                                OutputMode.Append(),
                                Encoders.row(RESULT)))
                .addRows("input", row("a", 11), row("a", 13), row("a", 15))
                .addRows("input", row("a", 4))
                .addRows("input", row("a", 10))
                .addRows("input", row("b", 31));
    }

    /** As {@link #newestOrTimeout}, with one timer a key. */
    private static final class NewestOrTimer extends StatefulProcessor<String, Row, Row> {
        private transient ValueState<Long> newest;

        @Override
        public void init(OutputMode outputMode, TimeMode timeMode) {
            newest = getHandle().getValueState("newest", Encoders.LONG(), TTLConfig.NONE());
        }

        @Override
        public scala.collection.Iterator<Row> handleInputRows(
                String key, scala.collection.Iterator<Row> rows, TimerValues timerValues) {
            long before = newest.exists() ? newest.get() : -1;
            long after = before;
            while (rows.hasNext()) {
                Instant time = rows.next().getAs("ts");
                after = Math.max(after, time.getEpochSecond());
            }
            getHandle().deleteTimer(expiry(before));
            getHandle().registerTimer(expiry(after));
            newest.update(after);
            return one(key, after);
        }

        @Override
        public scala.collection.Iterator<Row> handleExpiredTimer(
                String key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo) {
            newest.clear();
            return one(key, -1);
        }

        private static long expiry(long newest) {
            return newest * 1_000 + 5_000;
        }

        private static scala.collection.Iterator<Row> one(String key, long value) {
            return CollectionConverters.asScala(
                    List.of(RowFactory.create(key, value)).iterator());
        }
    }

    private static DataFrame grouped(
            DataFrame rows,
            FlatMapGroupsWithStateFunction<String, Row, Long, Row> function,
            OutputMode mode,
            GroupStateTimeout timeout) {
        return rows.groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
                .flatMapGroupsWithState(
                        function, mode, Encoders.LONG(), Encoders.row(RESULT), timeout);
    }

    private static Iterator<Row> countOrTimeout(String key, Iterator<Row> rows, GroupState<Long> state) {
        if (state.hasTimedOut()) {
            state.remove();
            return List.of(RowFactory.create(key, -1L)).iterator();
        }
        long count = state.exists() ? state.get() : 0;
        while (rows.hasNext()) {
            rows.next();
            count++;
        }
        state.update(count);
        state.setTimeoutDuration("10 seconds");
        return List.of(RowFactory.create(key, count)).iterator();
    }

    private static Iterator<Row> newestOrTimeout(String key, Iterator<Row> rows, GroupState<Long> state) {
        if (state.hasTimedOut()) {
            state.remove();
            return List.of(RowFactory.create(key, -1L)).iterator();
        }
        long newest = state.exists() ? state.get() : -1;
        while (rows.hasNext()) {
            Instant time = rows.next().getAs("ts");
            newest = Math.max(newest, time.getEpochSecond());
        }
        state.update(newest);
        state.setTimeoutTimestamp(newest * 1_000, "5 seconds");
        return List.of(RowFactory.create(key, newest)).iterator();
    }
}
