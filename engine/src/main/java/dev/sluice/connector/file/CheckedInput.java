package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A file that is read from its first byte to its last, one after the other, and whose checksum is taken on the way. */
final class CheckedInput implements CheckpointFs.Input {
    private final CheckpointFs.Input input;
    private final CRC32C checksum = new CRC32C();
    private long checked;

    CheckedInput(CheckpointFs.Input input) {
        this.input = input;
    }

    @Override
    public long length() throws IOException {
        return input.length();
    }

    @Override
    public int read(long position, byte[] target, int start, int length) throws IOException {
        if (position != checked) {
            throw new IllegalArgumentException("read at " + position + " after " + checked + " bytes");
        }
        int count = input.read(position, target, start, length);
        if (count > 0) {
            checksum.update(target, start, count);
            checked += count;
        }
        return count;
    }

    /** Of the bytes read so far, as eight hexadecimal digits. */
    String checksum() {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
