package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** The beginning of a record, as errors show it. */
public final class Excerpt {
    private static final int MAX_CHARACTERS = 200;
    private static final int MAX_BYTES_OF_CHARACTER = 4;

    private Excerpt() {}

    /** The first 200 characters, with {@code \xff} for a byte that is of none, and dots if there are more. */
    public static String of(byte[] buffer, int start, int end) {
        int limit = Math.min(end, start + MAX_CHARACTERS * MAX_BYTES_OF_CHARACTER);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, limit - start);
        CharBuffer characters = CharBuffer.allocate(MAX_CHARACTERS);
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining() && text.length() < MAX_CHARACTERS) {
            CoderResult result = decoder.decode(bytes, characters, true);
            text.append(characters.flip());
            characters.clear();
            for (int count = result.isError() ? result.length() : 0; count > 0; count--) {
                text.append(String.format("\\x%02x", bytes.get()));
            }
        }
        boolean isWhole = text.length() <= MAX_CHARACTERS && !bytes.hasRemaining() && limit == end;
        return isWhole ? text.toString() : text.substring(0, Math.min(text.length(), MAX_CHARACTERS)) + "...";
    }
}
