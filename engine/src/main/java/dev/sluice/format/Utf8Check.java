package dev.sluice.format;

/** Whether bytes are text. */
public final class Utf8Check {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8Check() {}

    /** Whether the bytes from {@code start} to {@code end} are UTF-8 as the Unicode standard has it, table 3-7. */
    public static boolean passes(byte[] data, int start, int end) {
        int index = start;
        while (index < end) {
            if (index + Words.BYTES <= end && (Words.get(data, index) & HIGH_BITS) == 0) {
                index += Words.BYTES;
            } else if (data[index] >= 0) {
                index++;
            } else {
                int length = sequenceLength(data, index, end);
                if (length == 0) {
                    return false;
                }
                index += length;
            }
        }
        return true;
    }

    /** How many bytes the character has that is not ASCII and begins here, 0 if none does. */
    private static int sequenceLength(byte[] data, int start, int end) {
        int first = data[start] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return isBetween(data, start + 1, end, 0x80, 0xBF) ? 2 : 0;
        }
        // The shortest form alone, and neither surrogates nor what is beyond the last character.
        if (first >= 0xE0 && first <= 0xEF) {
            boolean isText = isBetween(data, start + 1, end, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF)
                    && isBetween(data, start + 2, end, 0x80, 0xBF);
            return isText ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            boolean isText = isBetween(data, start + 1, end, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF)
                    && isBetween(data, start + 2, end, 0x80, 0xBF)
                    && isBetween(data, start + 3, end, 0x80, 0xBF);
            return isText ? 4 : 0;
        }
        return 0;
    }

    private static boolean isBetween(byte[] data, int index, int end, int least, int most) {
        return index < end && (data[index] & 0xFF) >= least && (data[index] & 0xFF) <= most;
    }
}
