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

    /** How many code points there are: every byte but those that continue one. */
    static int codePointCount(byte[] data, int start, int length) {
        int count = 0;
        for (int index = start; index < start + length; index++) {
            count += (data[index] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** The index at which the code point {@code count} places after {@code start} begins, at most {@code end}. */
    static int skip(byte[] data, int start, int end, int count) {
        int index = start;
        for (int skipped = 0; skipped < count && index < end; skipped++) {
            index++;
            while (index < end && (data[index] & 0xC0) == 0x80) {
                index++;
            }
        }
        return index;
    }
}
