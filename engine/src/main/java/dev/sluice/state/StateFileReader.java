package dev.sluice.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.types.Json;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads one state file, trusting nothing whose checksum it has not seen. */
final class StateFileReader implements AutoCloseable {
    private final Path file;
    private final CheckpointFs.Input input;
    private final long length;
    private byte[] headerBytes = new byte[0];
    private StateHeader header;
    private int blockCount;
    private int recordedChecksum;

    /** Where a block is; only its place is to be trusted before it was read. */
    record Block(int number, long position, int firstGroup, int lastGroup, int rowCount, int length) {}

    /** Takes the rows of a block. */
    @FunctionalInterface
    interface BlockAction {
        void accept(Block block, Vector[] columns);
    }

    StateFileReader(CheckpointFs files, Path file) throws IOException {
        this.file = file;
        this.input = files.open(file);
        try {
            this.length = input.length();
            this.header = readHeader();
        } catch (IOException | RuntimeException failed) {
            try {
                input.close();
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    StateHeader header() {
        return header;
    }

    private byte[] read(long position, int count) throws IOException {
        if (count < 0 || position + count > length) {
            throw StateErrors.damaged(file, "the end of the file at byte " + length + ", inside a part of it", null);
        }
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            int read = input.read(position + filled, bytes, filled, count - filled);
            if (read <= 0) {
                throw StateErrors.damaged(file, "the end of the file at byte " + (position + filled), null);
            }
            filled += read;
        }
        return bytes;
    }

    private static int checksum(byte[] bytes, int count) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, count);
        return (int) checksum.getValue();
    }

    private StateHeader readHeader() throws IOException {
        byte[] start = read(0, StateFileFormat.HEADER_START_BYTES);
        int textLength = BlockInput.intAt(start, 4);
        if (BlockInput.intAt(start, 0) != StateFileFormat.MAGIC
                || textLength < 0
                || textLength > StateFileFormat.MAX_HEADER_BYTES) {
            throw StateErrors.damaged(file, "no header of a state file", null);
        }
        int checked = StateFileFormat.HEADER_START_BYTES + textLength;
        headerBytes = read(0, checked + StateFileFormat.CHECKSUM_BYTES);
        if (checksum(headerBytes, checked) != BlockInput.intAt(headerBytes, checked)) {
            throw StateErrors.damaged(file, "a header that does not match its checksum", null);
        }
        byte[] footer =
                read(Math.max(headerBytes.length, length - StateFileFormat.FOOTER_BYTES), StateFileFormat.FOOTER_BYTES);
        BlockInput in = new BlockInput(footer, 0, footer.length);
        boolean isFooter = in.takeByte() == StateFileFormat.FOOTER_MARKER;
        long rows = in.takeLong();
        blockCount = in.takeInt();
        recordedChecksum = in.takeInt();
        int footerLength = StateFileFormat.FOOTER_BYTES - StateFileFormat.CHECKSUM_BYTES;
        if (!isFooter || in.takeInt() != checksum(footer, footerLength) || rows < 0 || blockCount < 0) {
            throw StateErrors.damaged(file, "no footer at the end; the file may be cut", null);
        }
        String text = new String(headerBytes, StateFileFormat.HEADER_START_BYTES, textLength, UTF_8);
        try {
            return parse(Json.parseObject(text), rows);
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException malformed) {
            throw StateErrors.damaged(file, "a malformed header", malformed);
        }
    }

    private StateHeader parse(Map<String, @Nullable Object> fields, long rows) {
        long format = number(fields, "format");
        if (format > StateFileFormat.FORMAT_VERSION) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_FORMAT_TOO_NEW, "a newer release wrote this file")
                    .at(file.toString())
                    .found("format " + format)
                    .expected("format " + StateFileFormat.FORMAT_VERSION + " or older")
                    .mend("use the release that wrote it, or a newer one")
                    .build();
        }
        List<String> schema = new ArrayList<>();
        if (fields.get("schema") instanceof List<?> list) {
            list.forEach(field -> schema.add(String.valueOf(field)));
        }
        Map<String, @Nullable Object> extras = new LinkedHashMap<>();
        if (!(fields.get("extras") instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("no extras");
        }
        given.forEach((name, value) -> extras.put(String.valueOf(name), value));
        Object parent = fields.get("parent");
        return new StateHeader(
                name(fields),
                text(fields, "queryId"),
                Math.toIntExact(number(fields, "operator")),
                parent == null ? null : StateFileId.parse(parent.toString()),
                number(fields, "evictedUpToMicros"),
                schema,
                number(fields, "keyHashVersion"),
                rows,
                length,
                extras);
    }

    private StateFileName name(Map<String, @Nullable Object> fields) {
        StateFileId id = new StateFileId(number(fields, "version"), text(fields, "attempt"));
        String kind = text(fields, "kind");
        for (StateFileKind each : StateFileKind.values()) {
            if (each.text().equals(kind)) {
                long tier = each == StateFileKind.FOLD ? number(fields, "tier") : 0;
                return new StateFileName(id, each, Math.toIntExact(tier));
            }
        }
        throw StateErrors.foreign(file, "kind", "delta, fold or snapshot", kind);
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("no number " + name);
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text " + name);
    }

    private Block blockAt(int number, long position) throws IOException {
        BlockInput in =
                new BlockInput(read(position, StateFileFormat.BLOCK_START_BYTES), 0, StateFileFormat.BLOCK_START_BYTES);
        int marker = in.takeByte();
        Block block = new Block(number, position, in.takeByte(), in.takeByte(), in.takeInt(), in.takeInt());
        long end = position + StateFileFormat.BLOCK_START_BYTES + block.length() + StateFileFormat.CHECKSUM_BYTES;
        if (marker != StateFileFormat.BLOCK_MARKER
                || block.length() < 0
                || end > length - StateFileFormat.FOOTER_BYTES
                || block.rowCount() < 0
                || block.rowCount() > Batch.MAX_ROWS) {
            throw StateErrors.damaged(file, "no block " + number + " at byte " + position, null);
        }
        return block;
    }

    private static long endOf(Block block) {
        return block.position() + StateFileFormat.BLOCK_START_BYTES + block.length() + StateFileFormat.CHECKSUM_BYTES;
    }

    /** Where the blocks are. */
    List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        long rows = 0;
        long position = headerBytes.length;
        while (position < length - StateFileFormat.FOOTER_BYTES) {
            Block block = blockAt(blocks.size(), position);
            blocks.add(block);
            rows += block.rowCount();
            position = endOf(block);
        }
        if (blocks.size() != blockCount || rows != header.rowCount()) {
            throw StateErrors.damaged(
                    file,
                    blocks.size() + " blocks with " + rows + " rows, recorded " + blockCount + " with "
                            + header.rowCount(),
                    null);
        }
        return blocks;
    }

    private byte[] bytesOf(Block block) throws IOException {
        int checked = StateFileFormat.BLOCK_START_BYTES + block.length();
        byte[] bytes = read(block.position(), checked + StateFileFormat.CHECKSUM_BYTES);
        if (checksum(bytes, checked) != BlockInput.intAt(bytes, checked)) {
            throw StateErrors.damagedBlock(file, block, "bytes that do not match their checksum", null);
        }
        return bytes;
    }

    private Vector[] columns(Block block, byte[] bytes, StructType rowSchema) {
        try {
            return BlockCodec.decode(
                    bytes, StateFileFormat.BLOCK_START_BYTES, block.length(), rowSchema, block.rowCount());
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            throw StateErrors.damagedBlock(file, block, "malformed columns", malformed);
        }
    }

    Vector[] read(Block block, StructType rowSchema) throws IOException {
        return columns(block, bytesOf(block), rowSchema);
    }

    /** Hands over all blocks; checks the whole file. */
    void forEachBlock(StructType rowSchema, BlockAction action) throws IOException {
        check((block, bytes) -> action.accept(block, columns(block, bytes, rowSchema)));
    }

    /** Reads the whole file and checks every checksum. */
    void verify() throws IOException {
        check((block, bytes) -> {});
    }

    private interface BytesAction {
        void accept(Block block, byte[] bytes);
    }

    private void check(BytesAction action) throws IOException {
        CRC32C whole = new CRC32C();
        whole.update(headerBytes, 0, headerBytes.length);
        for (Block block : blocks()) {
            byte[] bytes = bytesOf(block);
            whole.update(bytes, 0, bytes.length);
            action.accept(block, bytes);
        }
        if ((int) whole.getValue() != recordedChecksum) {
            throw StateErrors.damaged(file, "a file that does not match its checksum", null);
        }
    }

    /** The hashes of the keys of a block, which must lie in its key groups. */
    long[] hashes(Block block, Vector[] columns, StateLayout layout) {
        Vector[] keys = new Vector[layout.firstBuffer() - layout.firstKey()];
        System.arraycopy(columns, layout.firstKey(), keys, 0, keys.length);
        long[] hashes = new long[block.rowCount()];
        layout.hash(keys, block.rowCount(), hashes);
        for (long hash : hashes) {
            int group = KeyHash.keyGroup(hash);
            if (group < block.firstGroup() || group > block.lastGroup()) {
                throw StateErrors.damagedBlock(file, block, "a key of group " + group + ", outside of the block", null);
            }
        }
        return hashes;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
