package dev.sluice;

import dev.sluice.types.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON with a line for each field, as Spark prints it: {@code "a" : 1}. */
final class PrettyJson {
    private static final String INDENT = "  ";

    private PrettyJson() {}

    static String of(String json) {
        StringBuilder text = new StringBuilder();
        append(Json.parse(json), "", text);
        return text.toString();
    }

    private static void append(@Nullable Object value, String indent, StringBuilder text) {
        String deeper = indent + INDENT;
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                String separator = "{\n";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    text.append(separator)
                            .append(deeper)
                            .append(Json.write(entry.getKey()))
                            .append(" : ");
                    append(entry.getValue(), deeper, text);
                    separator = ",\n";
                }
                text.append('\n').append(indent).append('}');
            }
            case List<?> list
            when !list.isEmpty() -> {
                String separator = "[ ";
                for (Object item : list) {
                    text.append(separator);
                    append(item, indent, text);
                    separator = ", ";
                }
                text.append(" ]");
            }
            case null -> text.append("null");
            default -> text.append(Json.write(value));
        }
    }
}
