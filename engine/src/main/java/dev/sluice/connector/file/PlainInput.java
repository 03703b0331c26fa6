package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;

/** The bytes of a file from a position on. */
final class PlainInput implements ByteInput {
    private final CheckpointFs.Input input;
    private long position;

    PlainInput(CheckpointFs.Input input, long position) {
        this.input = input;
        this.position = position;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = input.read(position, target, start, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
