package dev.sluice.format;

import dev.sluice.columnar.BytesVector;
import java.util.HexFormat;

/** Bytes as people read them: {@code [01 FF]}. */
public final class HexText {
    private static final HexFormat DIGITS = HexFormat.ofDelimiter(" ").withUpperCase();

    private HexText() {}

    /** The text of a present row. */
    public static String of(BytesVector bytes, int row) {
        return "[" + DIGITS.formatHex(bytes.bytes(row)) + "]";
    }
}
