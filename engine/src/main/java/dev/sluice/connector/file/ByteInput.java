package dev.sluice.connector.file;

import java.io.IOException;

/** Bytes in sequence. */
interface ByteInput extends AutoCloseable {
    /** Reads some bytes, at least one; -1 at the end. */
    int read(byte[] target, int start, int length) throws IOException;

    @Override
    void close() throws IOException;
}
