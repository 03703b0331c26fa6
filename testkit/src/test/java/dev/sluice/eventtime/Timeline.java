package dev.sluice.eventtime;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StateOperatorProgress;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.MemoryStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query over events of one hour and draws what happens: a line for each batch with the minutes of its events, an
 * {@code o} for each, {@code W} where its watermark stands, then what it wrote and how much it holds.
 */
final class Timeline implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int MINUTES = 46;
    private static final int MINUTES_BETWEEN_TICKS = 5;

    private final ManualClock clock = new ManualClock(NOON.toEpochMilli());
    private final Session session;
    private final Map<String, MemoryStream> inputs = new LinkedHashMap<>();
    private final Map<Long, List<String>> written = new LinkedHashMap<>();
    private final StringBuilder drawn = new StringBuilder();
    private long lastDrawn = -1;

    Timeline() {
        session = Session.builder()
                .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SystemIds())
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** A stream of events of devices. */
    DataFrame events(String name) {
        return inputs.computeIfAbsent(name, ignored -> new MemoryStream(session, "device STRING, time TIMESTAMP"))
                .toDF();
    }

    StreamingQuery start(DataFrame query, String mode) {
        drawn.append(" ".repeat(10));
        for (int minute = 0; minute < MINUTES; minute += MINUTES_BETWEEN_TICKS) {
            drawn.append(String.format("%-" + MINUTES_BETWEEN_TICKS + "d", minute));
        }
        trimEnd();
        drawn.append('\n');
        return query.writeStream()
                .outputMode(mode)
                .trigger(Trigger.ProcessingTime(0))
                .foreachBatch((rows, batchId) -> {
                    List<String> texts = new ArrayList<>();
                    rows.collectAsList().forEach(row -> texts.add(text(row)));
                    synchronized (written) {
                        written.put(batchId, texts.stream().sorted().toList());
                    }
                })
                .start();
    }

    /** The clock moves on. */
    void pass(Duration duration) {
        clock.advance(duration);
    }

    /**
     * Events come, and all that is due runs.
     *
     * @param events such as {@code "a 3"}, a device and a minute
     */
    void add(StreamingQuery query, String input, String... events) {
        MemoryStream stream = inputs.get(input);
        if (stream == null) {
            throw new IllegalStateException("no input " + input);
        }
        stream.addData(Arrays.stream(events)
                .map(event -> Row.of(deviceOf(event), NOON.plus(Duration.ofMinutes(minuteOf(event)))))
                .toArray(Row[]::new));
        run(query, events);
    }

    private static String deviceOf(String event) {
        return event.substring(0, event.indexOf(' '));
    }

    private static int minuteOf(String event) {
        return Integer.parseInt(event.substring(event.indexOf(' ') + 1));
    }

    /** All that is due runs. */
    void run(StreamingQuery query, String... events) {
        query.processAllAvailable();
        for (StreamingQueryProgress batch : query.recentProgress()) {
            if (batch.batchId() > lastDrawn && batch.durationMs().containsKey("addBatch")) {
                lastDrawn = batch.batchId();
                draw(batch, batch.numInputRows() == 0 ? new String[0] : events);
            }
        }
    }

    String text() {
        return drawn.toString();
    }

    private void draw(StreamingQueryProgress batch, String... events) {
        char[] line = ".".repeat(MINUTES).toCharArray();
        for (String event : events) {
            line[minuteOf(event)] = 'o';
        }
        String watermark = batch.eventTime().getOrDefault("watermark", "");
        if (!watermark.isEmpty()) {
            long minute = Duration.between(NOON, Instant.parse(watermark)).toMinutes();
            if (minute >= 0 && minute < MINUTES) {
                line[(int) minute] = line[(int) minute] == 'o' ? '@' : 'W';
            }
        }
        long held = 0;
        long late = 0;
        for (StateOperatorProgress operator : batch.stateOperators()) {
            held += operator.numRowsTotal();
            late += operator.numRowsDroppedByWatermark();
        }
        drawn.append(String.format("batch %-3d ", batch.batchId()))
                .append(line)
                .append("  holds ")
                .append(held)
                .append(late == 0 ? "" : ", late " + late)
                .append('\n');
        synchronized (written) {
            written.getOrDefault(batch.batchId(), List.of())
                    .forEach(row -> drawn.append(" ".repeat(10))
                            .append("-> ")
                            .append(row)
                            .append('\n'));
        }
    }

    private void trimEnd() {
        while (drawn.charAt(drawn.length() - 1) == ' ') {
            drawn.setLength(drawn.length() - 1);
        }
    }

    /** Values of a row; times as minutes after noon, windows from one to the other. */
    private static String text(Row row) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            values.add(value(row.get(column)));
        }
        return String.join(" ", values);
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Instant time -> Long.toString(Duration.between(NOON, time).toMinutes());
            case Row window -> String.format("[%2s,%2s)", value(window.get(0)), value(window.get(1)));
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        session.close();
    }
}
