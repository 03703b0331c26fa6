package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import java.util.List;

/** A place in rows that are in order, at first that of the first row. */
abstract sealed class RunCursor implements AutoCloseable {
    private SortBlock block;
    private int row;

    private RunCursor(SortBlock block, int row) {
        this.block = block;
        this.row = row;
    }

    /** The block of the row at which it stands. */
    final SortBlock block() {
        return block;
    }

    /** The row of the block at which it stands. */
    final int row() {
        return row;
    }

    /** Goes to the next row; false if there is none. */
    abstract boolean advance();

    final void standAt(SortBlock nextBlock, int nextRow) {
        block = nextBlock;
        row = nextRow;
    }

    final boolean isBefore(RunCursor other) {
        return block.compare(row, other.block, other.row) < 0;
    }

    @Override
    public void close() {}

    /** Through blocks in memory, of which there is at least one row. */
    static final class InMemory extends RunCursor {
        private final List<SortBlock> blocks;
        private final long[] positions;
        private int index;

        /** @param positions as {@link PositionSort} gives them */
        InMemory(List<SortBlock> blocks, long[] positions) {
            super(blocks.get(PositionSort.block(positions[0])), PositionSort.row(positions[0]));
            this.blocks = blocks;
            this.positions = positions;
        }

        @Override
        boolean advance() {
            index++;
            if (index == positions.length) {
                return false;
            }
            long position = positions[index];
            standAt(blocks.get(PositionSort.block(position)), PositionSort.row(position));
            return true;
        }
    }

    /** Through a run on disk, of which there is at least one row. */
    static final class OnDisk extends RunCursor {
        private final SortLayout layout;
        private final BatchSequence.Reader reader;

        private OnDisk(SortBlock first, SortLayout layout, BatchSequence.Reader reader) {
            super(first, 0);
            this.layout = layout;
            this.reader = reader;
        }

        static OnDisk open(BatchSequence run, SortLayout layout) {
            BatchSequence.Reader reader = run.open();
            Batch first = reader.next();
            if (first == null) {
                throw new IllegalArgumentException("a run without rows");
            }
            return new OnDisk(new SortBlock(first, layout), layout, reader);
        }

        @Override
        boolean advance() {
            if (row() + 1 < block().rowCount()) {
                standAt(block(), row() + 1);
                return true;
            }
            Batch next = reader.next();
            if (next == null) {
                return false;
            }
            standAt(new SortBlock(next, layout), 0);
            return true;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
