package dev.sluice.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.types.Json;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes one state file: header, blocks, footer. */
final class StateFileWriter {
    private static final int FLUSH_BYTES = 1 << 18;

    /** Up to here, copying is cheaper than a call of the operating system. */
    private static final int COPIED_BYTES = 64 << 10;

    private final CheckpointFs.Output output;
    private final StructType rowSchema;
    private final BlockOutput pending = new BlockOutput();
    private final CRC32C fileChecksum = new CRC32C();
    private final BlockWriter blocks;
    private long writtenRows;
    private int writtenBlocks;

    StateFileWriter(CheckpointFs.Output output, StructType rowSchema, Map<String, @Nullable Object> header) {
        this.output = output;
        this.rowSchema = rowSchema;
        this.blocks = new BlockWriter(rowSchema, pending, full -> {
            if (full.length() >= FLUSH_BYTES) {
                flush(full);
            }
        });
        byte[] text = Json.write(header).getBytes(UTF_8);
        pending.putInt(StateFileFormat.MAGIC);
        pending.putInt(text.length);
        pending.putBytes(text, 0, text.length);
        pending.putInt(pending.checksum(0));
    }

    /** Adds all groups of a partition. */
    void add(PartitionState partition) throws IOException {
        blocks.add(partition.segments(), false);
    }

    /**
     * Adds the changed groups of every partition.
     *
     * @param parallel encodes the partitions, whose blocks come to stand in the file as they are done
     */
    void addChanged(OperatorState state, Parallel parallel) throws IOException, InterruptedException {
        List<BlockOutput> encoded = new ArrayList<>();
        List<BlockWriter> writers = new ArrayList<>();
        List<Parallel.Task> tasks = new ArrayList<>();
        for (int index = 0; index < state.partitionCount(); index++) {
            PartitionState partition = state.stored(index);
            if (partition.changedCount() == 0) {
                continue;
            }
            BlockOutput target = new BlockOutput();
            BlockWriter writer = new BlockWriter(rowSchema, target, this::appendIfLarge);
            encoded.add(target);
            writers.add(writer);
            tasks.add(() -> writer.add(partition.segments(), true));
        }
        parallel.runAll(tasks);
        for (int index = 0; index < encoded.size(); index++) {
            append(encoded.get(index));
            writtenRows += writers.get(index).writtenRows();
            writtenBlocks += writers.get(index).writtenBlocks();
        }
    }

    /** One partition writes while the others encode. */
    private synchronized void appendIfLarge(BlockOutput part) throws IOException {
        if (part.length() >= FLUSH_BYTES) {
            append(part);
        }
    }

    private void append(BlockOutput part) throws IOException {
        if (pending.length() + part.length() <= COPIED_BYTES) {
            pending.putBytes(part.bytes(), 0, part.length());
        } else {
            flush(pending);
            flush(part);
        }
    }

    private void flush(BlockOutput full) throws IOException {
        fileChecksum.update(full.bytes(), 0, full.length());
        output.write(full.bytes(), 0, full.length());
        full.clear();
    }

    /** Writes what is left and the footer. */
    void finish() throws IOException {
        int start = pending.length();
        pending.putByte(StateFileFormat.FOOTER_MARKER);
        pending.putLong(writtenRows + blocks.writtenRows());
        pending.putInt(writtenBlocks + blocks.writtenBlocks());
        fileChecksum.update(pending.bytes(), 0, start);
        pending.putInt((int) fileChecksum.getValue());
        pending.putInt(pending.checksum(start));
        output.write(pending.bytes(), 0, pending.length());
    }
}
