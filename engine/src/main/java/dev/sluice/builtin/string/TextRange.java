package dev.sluice.builtin.string;

/** A part of the bytes of a text. */
record TextRange(int start, int length) {
    /**
     * What SQL takes for a substring: from a position that is counted from 1, or from the end if negative; 0 is as 1. What lies
     * before the text counts.
     */
    static TextRange of(byte[] data, int start, int end, int position, int count) {
        long first = position > 0
                ? position - 1L
                : position < 0 ? (long) Utf8.codePointCount(data, start, end - start) + position : 0;
        long last = first + Math.max(0, count);
        int from = Utf8.skip(data, start, end, (int) Math.clamp(first, 0L, Integer.MAX_VALUE));
        int most = (int) Math.clamp(last - Math.max(0, first), 0L, Integer.MAX_VALUE);
        return new TextRange(from, Utf8.skip(data, from, end, most) - from);
    }

    /** As {@link #of}, positions and counts being those of bytes. */
    static TextRange ofBytes(int start, int end, int position, int count) {
        int size = end - start;
        long first = position > 0 ? position - 1L : position < 0 ? (long) size + position : 0;
        long last = first + Math.max(0, count);
        int from = (int) Math.clamp(first, 0L, size);
        return new TextRange(start + from, Math.clamp(last, from, size) - from);
    }
}
