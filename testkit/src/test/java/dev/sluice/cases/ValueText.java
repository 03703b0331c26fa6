package dev.sluice.cases;

import dev.sluice.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values and rows as text that is the same for equal values of both engines. */
final class ValueText {
    private ValueText() {}

    static String of(Row row) {
        StringBuilder text = new StringBuilder("[");
        for (int index = 0; index < row.size(); index++) {
            text.append(index == 0 ? "" : ", ").append(of(row.get(index)));
        }
        return text.append(']').toString();
    }

    static String of(@Nullable Object engineValue) {
        Object value = Target.javaValue(engineValue);
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Row row) {
            return of(row);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            StringBuilder text = new StringBuilder("x'");
            for (byte one : bytes) {
                text.append(String.format("%02x", one));
            }
            return text.append('\'').toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::of).collect(Collectors.joining(", ", "array(", ")"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, entry) -> sorted.put(of(key), of(entry)));
            return "map" + sorted;
        }
        return String.valueOf(value);
    }

    /** In double quotes, with everything that is not a printable ASCII character escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char one = text.charAt(index);
            if (one == '"' || one == '\\') {
                quoted.append('\\').append(one);
            } else if (one >= ' ' && one < 127) {
                quoted.append(one);
            } else {
                quoted.append(String.format("\\u%04x", (int) one));
            }
        }
        return quoted.append('"').toString();
    }
}
