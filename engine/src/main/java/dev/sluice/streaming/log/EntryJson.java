package dev.sluice.streaming.log;

import dev.sluice.spi.source.Offset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of log entries between JSON values and Java. What does not fit is an {@link IllegalArgumentException}. */
final class EntryJson {
    private static final String NO_OFFSET = "-";

    private EntryJson() {}

    static long number(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("no number \"" + name + "\"");
    }

    static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text \"" + name + "\"");
    }

    static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        }
        return texts;
    }

    static Map<Integer, Long> numbersByNode(@Nullable Object value) {
        Map<Integer, Long> numbers = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            for (Object key : object.keySet()) {
                numbers.put(Integer.valueOf(String.valueOf(key)), number(object, String.valueOf(key)));
            }
        }
        return numbers;
    }

    static Map<String, Object> rowCounts(RowCounts rows) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("sources", rows.sources());
        counts.put("output", rows.output());
        return counts;
    }

    /** Null for none. */
    static @Nullable RowCounts rowCountsOf(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            return null;
        }
        if (!(object.get("sources") instanceof List<?> counts)) {
            throw new IllegalArgumentException("no rows of sources");
        }
        List<Long> sources = new ArrayList<>();
        for (Object count : counts) {
            if (!(count instanceof Number number)) {
                throw new IllegalArgumentException("no number of rows: " + count);
            }
            sources.add(number.longValue());
        }
        return new RowCounts(sources, number(object, "output"));
    }

    static List<String> offsetLines(List<@Nullable Offset> offsets) {
        List<String> lines = new ArrayList<>();
        for (Offset offset : offsets) {
            lines.add(offset == null ? NO_OFFSET : offset.json());
        }
        return lines;
    }

    static List<@Nullable Offset> offsets(List<?> lines) {
        List<@Nullable Offset> offsets = new ArrayList<>();
        for (Object line : lines) {
            offsets.add(NO_OFFSET.equals(line) ? null : new Offset(String.valueOf(line)));
        }
        return offsets;
    }
}
