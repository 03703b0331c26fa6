package dev.sluice.builtin.string;

/** Code points in UTF-8 bytes. */
final class Utf8 {
    private Utf8() {}

    static boolean isAscii(byte[] data, int start, int length) {
        int bits = 0;
        for (int index = start; index < start + length; index++) {
            bits |= data[index];
        }
        return bits >= 0;
    }

    /** How many code points there are. */
    static int codePointCount(byte[] data, int start, int length) {
        if (isAscii(data, start, length)) {
            return length;
        }
        int count = 0;
        for (int index = start; index < start + length; index += sequenceLength(data[index])) {
            count++;
        }
        return count;
    }

    /** The index at which the code point {@code count} places after {@code start} begins, at most {@code end}. */
    static int skip(byte[] data, int start, int end, int count) {
        int index = start;
        for (int skipped = 0; skipped < count && index < end; skipped++) {
            index += sequenceLength(data[index]);
        }
        return Math.min(index, end);
    }

    /** How many bytes a code point has that begins with this one; a byte that begins none stands alone, as in Spark. */
    private static int sequenceLength(byte first) {
        int bits = first & 0xFF;
        if (bits < 0xC2 || bits > 0xF4) {
            return 1;
        }
        return bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
    }

    /** The index at which the code point before {@code end} begins, at least {@code start}. */
    static int back(byte[] data, int start, int end) {
        int index = end - 1;
        while (index > start && (data[index] & 0xC0) == 0x80) {
            index--;
        }
        return index;
    }

    /** Where the needle is first found from {@code from} on, or -1. Bytes of UTF-8 match at beginnings of code points only. */
    static int find(byte[] data, int from, int end, byte[] needle, int needleStart, int needleEnd) {
        int length = needleEnd - needleStart;
        for (int index = from; index <= end - length; index++) {
            if (matches(data, index, needle, needleStart, needleEnd)) {
                return index;
            }
        }
        return -1;
    }

    /** Where the needle last begins at {@code from} or before, not before {@code start}, or -1. */
    static int findLast(byte[] data, int start, int from, byte[] needle, int needleStart, int needleEnd) {
        for (int index = from; index >= start; index--) {
            if (matches(data, index, needle, needleStart, needleEnd)) {
                return index;
            }
        }
        return -1;
    }

    /** Whether the bytes from {@code index} on, of which there are enough, are those of the needle. */
    static boolean matches(byte[] data, int index, byte[] needle, int needleStart, int needleEnd) {
        for (int offset = 0; offset < needleEnd - needleStart; offset++) {
            if (data[index + offset] != needle[needleStart + offset]) {
                return false;
            }
        }
        return true;
    }

    /** The code point that begins at {@code index}, before {@code end}. */
    static int codePoint(byte[] data, int index, int end) {
        int first = data[index];
        return first >= 0
                ? first
                : new String(data, index, skip(data, index, end, 1) - index, java.nio.charset.StandardCharsets.UTF_8)
                        .codePointAt(0);
    }
}
