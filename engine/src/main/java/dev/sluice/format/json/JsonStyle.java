package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.format.ByteArray;
import java.util.BitSet;
import java.util.Locale;

/** Writes JSON over several lines as Jackson does, or in ASCII alone. */
final class JsonStyle {
    private static final byte[] INDENT = {' ', ' '};
    private static final byte[] BEFORE_VALUE = {' ', ':', ' '};

    private final boolean isPretty;
    private final boolean isAscii;

    JsonStyle(boolean isPretty, boolean isAscii) {
        this.isPretty = isPretty;
        this.isAscii = isAscii;
    }

    /** Appends {@code json[0, end)}, a value without blanks between its parts. */
    void write(byte[] json, int end, ByteArray out) {
        BitSet arrays = new BitSet();
        int open = 0;
        int depth = 0;
        int position = 0;
        while (position < end) {
            byte value = json[position];
            if (value == '"') {
                int textEnd = textEnd(json, position);
                text(json, position, textEnd, out);
                position = textEnd;
                continue;
            }
            boolean isEmpty = position + 1 < end && (json[position + 1] == '}' || json[position + 1] == ']');
            switch (isPretty ? value : 0) {
                case '{' -> {
                    out.add(value);
                    arrays.clear(open++);
                    depth++;
                    if (!isEmpty) {
                        line(depth, out);
                    }
                }
                case '}' -> {
                    open--;
                    depth--;
                    if (json[position - 1] == '{') {
                        out.add((byte) ' ');
                    } else {
                        line(depth, out);
                    }
                    out.add(value);
                }
                case '[' -> {
                    out.add(value);
                    arrays.set(open++);
                    if (!isEmpty) {
                        out.add((byte) ' ');
                    }
                }
                case ']' -> {
                    open--;
                    out.add((byte) ' ');
                    out.add(value);
                }
                case ',' -> {
                    out.add(value);
                    if (arrays.get(open - 1)) {
                        out.add((byte) ' ');
                    } else {
                        line(depth, out);
                    }
                }
                case ':' -> out.add(BEFORE_VALUE, 0, BEFORE_VALUE.length);
                default -> out.add(value);
            }
            position++;
        }
    }

    private static void line(int depth, ByteArray out) {
        out.add((byte) '\n');
        for (int level = 0; level < depth; level++) {
            out.add(INDENT, 0, INDENT.length);
        }
    }

    private static int textEnd(byte[] json, int start) {
        int position = start + 1;
        while (json[position] != '"') {
            position += json[position] == '\\' ? 2 : 1;
        }
        return position + 1;
    }

    private void text(byte[] json, int start, int end, ByteArray out) {
        if (!isAscii) {
            out.add(json, start, end - start);
            return;
        }
        String text = new String(json, start, end - start, UTF_8);
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit < 0x80) {
                out.add((byte) unit);
            } else {
                byte[] escape =
                        String.format(Locale.ROOT, "\\u%04X", (int) unit).getBytes(US_ASCII);
                out.add(escape, 0, escape.length);
            }
        }
    }
}
