package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.simulation.shape.Shape;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows that batches left out, by batch: those that a reader of their folders sees. Reads files by itself, not with the
 * engine.
 *
 * @param late a text for each row that came too late, sorted
 * @param bad a text for each record that could not be parsed, sorted
 */
record LeftOut(NavigableMap<Long, List<String>> late, NavigableMap<Long, List<String>> bad) {
    private static final Pattern NAME = Pattern.compile("(?:late|bad)-.*-(\\d+)\\.json");

    static LeftOut in(World world) {
        String columns = world.scenario.shape().lateColumns();
        return new LeftOut(
                files(world.disk, Places.LATE, line -> late(line, columns)),
                files(world.disk, Places.BAD, LeftOut::bad));
    }

    /** The batch of a file that keeps rows, none for other names. */
    static OptionalLong batchOf(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    private static NavigableMap<Long, List<String>> files(
            FaultyDisk disk, Path folder, Function<Map<String, @Nullable Object>, String> text) {
        NavigableMap<Long, List<String>> byBatch = new TreeMap<>();
        for (String name : disk.names(folder)) {
            Path file = folder.resolve(name);
            OptionalLong batch = batchOf(file);
            byte[] content = disk.get(file);
            if (batch.isPresent() && content != null) {
                List<String> texts = new ArrayList<>();
                for (String line : new String(content, UTF_8).lines().toList()) {
                    Map<String, @Nullable Object> fields = Json.parseObject(line);
                    Violation.unless(
                            Long.valueOf(batch.getAsLong()).equals(fields.get("batchId")),
                            "K9: a line of another batch in ",
                            file);
                    texts.add(text.apply(fields));
                }
                texts.sort(null);
                byBatch.put(batch.getAsLong(), texts);
            }
        }
        return byBatch;
    }

    private static String late(Map<String, @Nullable Object> fields, String columns) {
        Map<String, @Nullable Object> byLetter = new HashMap<>();
        if (fields.get("row") instanceof Map<?, ?> row) {
            row.forEach((name, value) -> byLetter.put(letter(String.valueOf(name)), value));
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < columns.length(); index++) {
            String column = String.valueOf(columns.charAt(index));
            Object value = byLetter.get(column);
            values.add(column.equals("t") && value != null ? seconds(value) : value);
        }
        return lateText(seconds(String.valueOf(fields.get("watermark"))), values);
    }

    /** Of a column of events, which a join calls by another name. */
    private static String letter(String column) {
        return column.equals("id") ? "i" : column.substring(column.length() - 1);
    }

    private static long seconds(Object time) {
        return Instant.parse(time.toString()).getEpochSecond();
    }

    static String lateText(long watermarkSeconds, List<@Nullable Object> values) {
        return watermarkSeconds + ": " + Shape.text(values.toArray());
    }

    private static String bad(Map<String, @Nullable Object> fields) {
        return badText(
                String.valueOf(fields.get("source")),
                fields.get("position") instanceof Number position ? position.longValue() : -1,
                String.valueOf(fields.get("record")));
    }

    static String badText(String file, long position, String record) {
        return file + " at " + position + ": " + record;
    }
}
