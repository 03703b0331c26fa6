package dev.sluice.format.json;

import dev.sluice.format.Words;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name as it stands in records, with its quotes, the colon and the blanks around, and the name that followed it last
 * time: the guess for the next record.
 */
final class FieldName {
    final byte[] text;
    final int length;
    final @Nullable ValueReader values;

    @Nullable
    FieldName successor;

    private final long firstWord;
    private final long firstMask;
    private final long lastWord;

    /**
     * @param text from behind the comma or brace to the value
     * @param values reads its values, null if nobody wants them
     */
    FieldName(byte[] text, @Nullable ValueReader values) {
        byte[] padded = Arrays.copyOf(text, Math.max(text.length, Words.BYTES));
        this.text = text;
        this.length = text.length;
        this.values = values;
        this.firstWord = Words.get(padded, 0);
        this.firstMask = length >= Words.BYTES ? -1L : (1L << (length << 3)) - 1;
        this.lastWord = Words.get(padded, padded.length - Words.BYTES);
    }

    /** Whether the text and a byte stand at {@code position}; may be false without a look near the end of the array. */
    boolean isAt(byte[] buffer, int position) {
        int textLength = length;
        if (buffer.length - position < textLength + Words.BYTES) {
            return false;
        }
        if (((Words.get(buffer, position) ^ firstWord) & firstMask) != 0) {
            return false;
        }
        return textLength <= Words.BYTES
                || (Words.get(buffer, position + textLength - Words.BYTES) == lastWord
                        && (textLength <= 2 * Words.BYTES || isMiddleAt(buffer, position)));
    }

    private boolean isMiddleAt(byte[] buffer, int position) {
        return Arrays.equals(
                buffer,
                position + Words.BYTES,
                position + length - Words.BYTES,
                text,
                Words.BYTES,
                length - Words.BYTES);
    }
}
