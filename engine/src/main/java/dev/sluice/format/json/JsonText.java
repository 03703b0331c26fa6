package dev.sluice.format.json;

import dev.sluice.format.Words;

/** Writes texts in quotes, with the escapes that Jackson uses. */
final class JsonText {
    /** A byte of a text takes this many when it is written as {@code \u001F}. */
    static final int MAX_GROWTH = 6;

    /** Bytes beyond the end of a text that may be written over. */
    static final int SLACK = Words.BYTES;

    private static final byte[] HEXADECIMAL = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private JsonText() {}

    /** Writes {@code source[start, end)} and returns the position behind the closing quote. */
    static int write(byte[] source, int start, int end, byte[] target, int targetStart) {
        int next = start;
        int position = targetStart;
        target[position++] = '"';
        int lastWord = source.length - Words.BYTES;
        while (next < end && next <= lastWord) {
            long word = Words.get(source, next);
            Words.set(target, position, word);
            int plain = Math.min(Words.firstMark(Words.jsonSpecials(word)), end - next);
            next += plain;
            position += plain;
            if (plain < Words.BYTES && next < end) {
                position = writeEscaped(source[next++], target, position);
            }
        }
        while (next < end) {
            byte value = source[next++];
            if (value == '"' || value == '\\' || (value >= 0 && value < ' ')) {
                position = writeEscaped(value, target, position);
            } else {
                target[position++] = value;
            }
        }
        target[position++] = '"';
        return position;
    }

    private static int writeEscaped(byte value, byte[] target, int position) {
        target[position] = '\\';
        byte letter = letter(value);
        target[position + 1] = letter;
        if (letter != 'u') {
            return position + 2;
        }
        target[position + 2] = '0';
        target[position + 3] = '0';
        target[position + 4] = HEXADECIMAL[value >> 4];
        target[position + 5] = HEXADECIMAL[value & 0xF];
        return position + 6;
    }

    private static byte letter(byte value) {
        return switch (value) {
            case '"', '\\' -> value;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 'u';
        };
    }
}
