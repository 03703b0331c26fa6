package dev.sluice.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text of small documents: offsets, log entries, progress. Objects are maps in the order of their fields, arrays
 * lists, numbers {@code Long} or {@code Double}. For data there is the format package.
 */
public final class Json {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if {@code text} is not one JSON value; the message says where */
    public static @Nullable Object parse(String text) {
        Json parser = new Json(text);
        Object value = parser.value(0);
        parser.skipBlanks();
        if (parser.position != text.length()) {
            throw parser.malformed("the end");
        }
        return value;
    }

    /** @throws IllegalArgumentException if {@code text} is not one JSON object */
    @SuppressWarnings("unchecked") // Json makes objects of nothing else.
    public static Map<String, @Nullable Object> parseObject(String text) {
        if (parse(text) instanceof Map<?, ?> object) {
            return (Map<String, @Nullable Object>) object;
        }
        throw new IllegalArgumentException("expected a JSON object, found " + text);
    }

    /** The text of a value made of maps, lists, strings, numbers, booleans, null and {@link Raw}; without blanks. */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** JSON text that stands as it is. */
    public record Raw(String json) {}

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String string -> quote(string, out);
            case Raw raw -> out.append(raw.json());
            case Long number -> out.append(number.longValue());
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    quote(String.valueOf(entry.getKey()), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case Iterable<?> list -> {
                out.append('[');
                String separator = "";
                for (Object item : list) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(']');
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void quote(String string, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int index = 0; index < string.length(); index++) {
            char next = string.charAt(index);
            if (next < ' ' || next == '"' || next == '\\') {
                out.append(string, plain, index).append(escaped(next));
                plain = index + 1;
            }
        }
        out.append(string, plain, string.length()).append('"');
    }

    private static String escaped(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) character);
        };
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("at most " + MAX_DEPTH + " levels");
        }
        skipBlanks();
        if (position == text.length()) {
            throw malformed("a value");
        }
        return switch (text.charAt(position)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        position++;
        if (accept('}')) {
            return object;
        }
        do {
            skipBlanks();
            if (position == text.length() || text.charAt(position) != '"') {
                throw malformed("a name");
            }
            String name = string();
            require(':');
            object.put(name, value(depth + 1));
        } while (accept(','));
        require('}');
        return object;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        position++;
        if (accept(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (accept(','));
        require(']');
        return array;
    }

    private String string() {
        int start = ++position;
        int end = text.indexOf('"', start);
        if (end >= 0 && text.indexOf('\\', start, end) < 0) {
            position = end + 1;
            return text.substring(start, end);
        }
        StringBuilder string = new StringBuilder();
        for (; position < text.length(); position++) {
            char next = text.charAt(position);
            if (next == '"') {
                position++;
                return string.toString();
            }
            string.append(next == '\\' ? escape() : next);
        }
        throw malformed("a closing quote");
    }

    private char escape() {
        position++;
        char escaped = position < text.length() ? text.charAt(position) : 0;
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (position + 5 > text.length()) {
                    throw malformed("four hexadecimal digits");
                }
                String digits = text.substring(position + 1, position + 5);
                position += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw malformed("an escape");
        };
    }

    private Object number() {
        int start = position;
        boolean isWhole = true;
        while (position < text.length() && isOfNumber(text.charAt(position))) {
            char next = text.charAt(position++);
            isWhole &= next == '-' || (next >= '0' && next <= '9');
        }
        try {
            if (isWhole) {
                return Long.parseLong(text, start, position, 10);
            }
            return Double.valueOf(text.substring(start, position));
        } catch (NumberFormatException notANumber) {
            position = start;
            throw malformed("a value");
        }
    }

    private static boolean isOfNumber(char next) {
        return (next >= '0' && next <= '9') || next == '-' || next == '+' || next == '.' || next == 'e' || next == 'E';
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw malformed("a value");
        }
        position += word.length();
        return value;
    }

    private boolean accept(char wanted) {
        skipBlanks();
        boolean found = position < text.length() && text.charAt(position) == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    private void require(char wanted) {
        if (!accept(wanted)) {
            throw malformed("\"" + wanted + "\"");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }

    private IllegalArgumentException malformed(String expected) {
        return new IllegalArgumentException("expected " + expected + " at character " + position + " of " + text);
    }
}
