package dev.sluice.execution.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.RowGatherer;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.MemoryBudget.SpillableHold;
import dev.sluice.seam.Exec;
import dev.sluice.state.BlockCodec;
import dev.sluice.state.BlockOutput;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are kept until it is closed: in memory as far as the memory of the query reaches, the rest in a scratch file.
 *
 * <p>One thread appends, then calls {@link #seal}; from there any number of threads read. {@link #spill} may come from any
 * thread at any time, which neither writer nor readers notice.
 */
public final class BatchBuffer implements BatchSequence, Spillable {
    /** Batches with fewer rows and bytes are put together first, for each costs some hundred bytes beside its rows. */
    private static final int SMALL_ROWS = Batch.DEFAULT_ROWS / 4;

    private static final long SMALL_BYTES = 64 << 10;

    /** About what a vector costs beside its values. */
    private static final int VECTOR_BYTES = 64;

    private final StructType schema;
    private final StructType leaves;
    private final Scratch scratch;
    private final Exec.Monitor monitor;
    private final SpillableHold hold;
    private final boolean isKeptOnDisk;

    // Used by the thread that appends.
    private final List<Batch> small = new ArrayList<>();
    private int smallRows;
    private boolean isSealed;

    // Guarded by the monitor.
    private final List<Block> blocks = new ArrayList<>();
    private final List<ScratchFile> scratchFiles = new ArrayList<>();
    private final BlockOutput encoded = new BlockOutput();
    private long rowCount;
    private boolean isClosed;

    /** Rows appended together. */
    private sealed interface Block {
        /** @param bytes what is held for it */
        record InMemory(Batch batch, long bytes) implements Block {}

        record OnDisk(ScratchFile file, long position, int length, int checksum, int rowCount) implements Block {}

        /** No longer there, see {@link #drain}. */
        record Drained() implements Block {}
    }

    /** @param isKeptOnDisk whether every row goes to disk at once */
    BatchBuffer(
            StructType schema,
            MemoryBudget budget,
            MemoryBudget.Holder holder,
            String what,
            Scratch scratch,
            Exec exec,
            boolean isKeptOnDisk) {
        this.schema = schema;
        this.leaves = Leaves.of(schema);
        this.scratch = scratch;
        this.monitor = exec.monitor();
        this.isKeptOnDisk = isKeptOnDisk;
        this.hold = budget.spillable(holder, what, this);
    }

    /** Keeps a copy of these rows. */
    public void append(Batch batch) {
        appendOwned(isKeptOnDisk || batch.rowCount() == 0 ? batch : batch.copy());
    }

    /** Keeps these rows, in arrays that nobody changes from here on. */
    public void appendOwned(Batch batch) {
        if (isSealed) {
            throw new IllegalStateException("rows after the end of a buffer");
        }
        if (batch.rowCount() == 0) {
            return;
        }
        if (isKeptOnDisk) {
            keepOnDisk(batch);
            return;
        }
        if (batch.rowCount() >= SMALL_ROWS || batch.sizeInBytes() >= SMALL_BYTES) {
            keepSmall();
            keep(batch);
            return;
        }
        small.add(batch);
        smallRows += batch.rowCount();
        if (smallRows >= Batch.DEFAULT_ROWS) {
            keepSmall();
        }
    }

    private void keepSmall() {
        if (small.size() == 1) {
            keep(small.getFirst());
        } else if (smallRows > 0) {
            RowGatherer gatherer = new RowGatherer(schema);
            for (Batch batch : small) {
                int source = gatherer.source(batch);
                for (int row = 0; row < batch.rowCount(); row++) {
                    gatherer.pick(source, row);
                }
            }
            keep(gatherer.build());
        }
        small.clear();
        smallRows = 0;
    }

    /** Keeps rows that nobody else changes, in memory if there is room, made by what is kept already if it must be. */
    private void keep(Batch batch) {
        long bytes = batch.sizeInBytes() + (long) VECTOR_BYTES * leaves.size();
        boolean fits = hold.tryGrow(bytes);
        if (!fits) {
            spill();
            fits = hold.tryGrow(bytes);
        }
        if (!fits) {
            keepOnDisk(batch);
            return;
        }
        try (var held = monitor.enter()) {
            requireOpen();
            blocks.add(new Block.InMemory(batch, bytes));
            rowCount += batch.rowCount();
        }
    }

    private void keepOnDisk(Batch batch) {
        try (var held = monitor.enter()) {
            requireOpen();
            blocks.add(write(batch));
            rowCount += batch.rowCount();
        }
    }

    /** Says that there are no more rows. */
    public void seal() {
        keepSmall();
        isSealed = true;
        try (var held = monitor.enter()) {
            scratchFiles.forEach(ScratchFile::endWriting);
        }
    }

    /**
     * Moves all that is in memory to disk.
     *
     * @throws SluiceException {@code NO_SPACE} if the disk is full; every row is still kept then
     */
    @Override
    public void spill() {
        long freed = 0;
        try (var held = monitor.enter()) {
            for (int index = 0; index < blocks.size() && !isClosed; index++) {
                if (blocks.get(index) instanceof Block.InMemory(Batch batch, long bytes)) {
                    blocks.set(index, write(batch));
                    freed += bytes;
                }
            }
            if (isSealed) {
                scratchFiles.forEach(ScratchFile::endWriting);
            }
        } finally {
            hold.shrink(freed);
        }
    }

    private Block.OnDisk write(Batch batch) {
        encoded.clear();
        BlockCodec.encode(Leaves.split(batch.vectors(), batch.rowCount()), batch.rowCount(), encoded);
        if (scratchFiles.isEmpty() || !scratchFiles.getLast().isWritable()) {
            scratchFiles.add(scratch.newFile());
        }
        ScratchFile file = scratchFiles.getLast();
        long position = file.append(encoded.bytes(), 0, encoded.length());
        return new Block.OnDisk(
                file, position, encoded.length(), checksum(encoded.bytes(), encoded.length()), batch.rowCount());
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private Batch read(Block.OnDisk block) {
        byte[] bytes = new byte[block.length()];
        block.file().read(block.position(), bytes, block.length());
        int found = checksum(bytes, block.length());
        if (found != block.checksum()) {
            throw ScratchErrors.damaged(
                    block.file().path(),
                    String.format(
                            "%d bytes at byte %d with checksum %08x, which was %08x",
                            block.length(), block.position(), found, block.checksum()));
        }
        Vector[] columns = BlockCodec.decode(bytes, 0, block.length(), leaves, block.rowCount());
        return new Batch(schema, Leaves.join(schema, columns, block.rowCount()), block.rowCount());
    }

    private void requireOpen() {
        if (isClosed) {
            throw gone();
        }
    }

    private static SluiceException gone() {
        return SluiceException.of(ErrorCondition.INTERNAL, "rows were asked for that are kept no longer")
                .build();
    }

    @Override
    public long rowCount() {
        try (var held = monitor.enter()) {
            return rowCount;
        }
    }

    @Override
    public Reader open() {
        if (!isSealed) {
            throw new IllegalStateException("a buffer is read before its end");
        }
        return new BlockReader();
    }

    private final class BlockReader implements Reader {
        private int next;

        @Override
        public @Nullable Batch next() {
            Block block;
            try (var held = monitor.enter()) {
                requireOpen();
                if (next == blocks.size()) {
                    return null;
                }
                block = blocks.get(next++);
            }
            return switch (block) {
                case Block.InMemory(Batch batch, long ignored) -> batch;
                case Block.OnDisk onDisk -> read(onDisk);
                case Block.Drained drained -> throw gone();
            };
        }

        @Override
        public void close() {}
    }

    /**
     * Hands over every batch, in order, and closes this; nobody else may read it.
     *
     * @param action has nothing any more of a batch when it returns, for its arrays are used again
     */
    public void drain(Consumer<Batch> action, LongArrays arrays) {
        try (this) {
            for (int index = 0; index < blockCount(); index++) {
                switch (takeOut(index)) {
                    case Block.InMemory(Batch batch, long bytes) -> {
                        action.accept(batch);
                        arrays.giveBack(batch.vectors());
                        hold.shrink(bytes);
                    }
                    case Block.OnDisk onDisk -> action.accept(read(onDisk));
                    case Block.Drained drained -> throw gone();
                }
            }
        }
    }

    private int blockCount() {
        try (var held = monitor.enter()) {
            return blocks.size();
        }
    }

    private Block takeOut(int index) {
        try (var held = monitor.enter()) {
            requireOpen();
            return blocks.set(index, new Block.Drained());
        }
    }

    /** Forgets the rows. Whoever still reads gets an error. */
    @Override
    public void close() {
        try (var held = monitor.enter()) {
            isClosed = true;
            blocks.clear();
            scratchFiles.forEach(ScratchFile::close);
            scratchFiles.clear();
        }
        hold.close();
    }
}
