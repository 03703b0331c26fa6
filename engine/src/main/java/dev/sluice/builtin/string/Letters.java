package dev.sluice.builtin.string;

import dev.sluice.builtin.support.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Upper and lower case. What is ASCII stays bytes. */
final class Letters {
    private static final int CASE_BIT = 0x20;

    private Letters() {}

    static void append(byte[] data, int start, int end, boolean toUpper, TextOutput out) {
        int length = end - start;
        if (!Utf8.isAscii(data, start, length)) {
            String text = new String(data, start, length, StandardCharsets.UTF_8);
            out.append(toUpper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
            return;
        }
        byte first = (byte) (toUpper ? 'a' : 'A');
        byte[] target = out.reserve(length);
        int position = out.position();
        for (int index = 0; index < length; index++) {
            byte letter = data[start + index];
            target[position + index] = letter >= first && letter < first + 26 ? (byte) (letter ^ CASE_BIT) : letter;
        }
        out.position(position + length);
    }

    /** The bytes of the text in lower case. */
    static byte[] lower(byte[] data, int start, int end) {
        TextOutput out = new TextOutput(0, end - start);
        append(data, start, end, false, out);
        return java.util.Arrays.copyOf(out.reserve(0), out.position());
    }

    /** The text with the first letter after each space, and at its beginning, in title case and all others in lower case. */
    static void appendTitles(byte[] data, int start, int end, TextOutput out) {
        if (!Utf8.isAscii(data, start, end - start)) {
            out.append(titles(new String(data, start, end - start, StandardCharsets.UTF_8)));
            return;
        }
        int position = out.position();
        append(data, start, end, false, out);
        byte[] target = out.reserve(0);
        for (int index = position; index < out.position(); index++) {
            boolean isFirst = index == position || target[index - 1] == ' ';
            if (isFirst && target[index] >= 'a' && target[index] <= 'z') {
                target[index] ^= CASE_BIT;
            }
        }
    }

    private static String titles(String text) {
        StringBuilder titles = new StringBuilder(text.length());
        int next;
        for (int from = 0; from < text.length(); from = next) {
            int space = text.indexOf(' ', from);
            next = space < 0 ? text.length() : space + 1;
            String word = text.substring(from, next);
            int first = word.codePointAt(0);
            // The other letters are made small as those of the whole word: which sigma is the last one depends on it.
            String lower = word.toLowerCase(Locale.ROOT);
            String lowerFirst = Character.toString(first).toLowerCase(Locale.ROOT);
            titles.append(title(first)).append(lower, Math.min(lowerFirst.length(), lower.length()), lower.length());
        }
        return titles.toString();
    }

    /** The letter at the beginning of a word, which may become several. */
    private static String title(int letter) {
        if (Character.toTitleCase(letter) != letter) {
            return Character.toString(Character.toTitleCase(letter));
        }
        String upper = Character.toString(letter).toUpperCase(Locale.ROOT);
        int first = upper.offsetByCodePoints(0, 1);
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
    }
}
