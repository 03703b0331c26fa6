package dev.sluice.connector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Text in another encoding as UTF-8. Bytes that are no text in it are an error with their place. */
final class DecodedInput implements ByteInput {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final ByteInput input;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer encoded = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer text = CharBuffer.allocate(BUFFER_BYTES).limit(0);
    private final ByteBuffer utf8 =
            ByteBuffer.allocate(3 * BUFFER_BYTES + Integer.BYTES).limit(0);
    private long consumed;
    private boolean atEnd;

    DecodedInput(Path path, ByteInput input, Charset charset) {
        this.path = path;
        this.input = input;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        while (!utf8.hasRemaining()) {
            if (atEnd) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, utf8.remaining());
        utf8.get(target, start, count);
        return count;
    }

    private void decodeMore() throws IOException {
        encoded.compact();
        int count = input.read(encoded.array(), encoded.position(), encoded.remaining());
        atEnd = count < 0;
        encoded.position(encoded.position() + Math.max(0, count)).flip();
        text.compact();
        int before = encoded.position();
        CoderResult result = decoder.decode(encoded, text, atEnd);
        consumed += encoded.position() - before;
        if (result.isError()) {
            throw FileErrors.unreadable(
                    path,
                    consumed,
                    "bytes that are no text in " + decoder.charset().name());
        }
        // What did not fit is decoded with the next call.
        atEnd = atEnd && !result.isOverflow();
        text.flip();
        utf8.clear();
        encoder.encode(text, utf8, atEnd);
        utf8.flip();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
