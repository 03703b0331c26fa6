package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the rows of state files back into tables: all of them, or those of a range of key groups. */
final class StateRestore {
    private final StateDirectory directory;
    private final int operator;
    private final StateLayout layout;

    /** Where the blocks of files are that are read range by range. */
    private final Map<StateFileName, List<StateFileReader.Block>> places = new LinkedHashMap<>();

    StateRestore(StateDirectory directory, int operator, StateLayout layout) {
        this.directory = directory;
        this.operator = operator;
        this.layout = layout;
    }

    /** Applies all of a file, whose every byte is checked. */
    void apply(StateHeader header, OperatorState state) {
        requireSchema(header);
        evict(header, state);
        directory.read(operator, header.name(), reader -> {
            reader.forEachBlock(layout.rowSchema(), (block, columns) -> {
                long[] hashes = reader.hashes(block, columns, layout);
                restore(state, new Batch(layout.rowSchema(), columns, block.rowCount()), hashes);
            });
            return state;
        });
    }

    /** Applies what a file says of the key groups from {@code first} to {@code last}, to a state of one partition. */
    void apply(StateHeader header, int first, int last, OperatorState state) {
        requireSchema(header);
        evict(header, state);
        if (header.rowCount() == 0) {
            return;
        }
        directory.read(operator, header.name(), reader -> {
            List<StateFileReader.Block> blocks = places.get(header.name());
            if (blocks == null) {
                blocks = reader.blocks();
                places.put(header.name(), blocks);
            }
            for (StateFileReader.Block block : blocks) {
                if (block.lastGroup() >= first && block.firstGroup() <= last) {
                    Vector[] columns = reader.read(block, layout.rowSchema());
                    long[] hashes = reader.hashes(block, columns, layout);
                    restoreRange(new Batch(layout.rowSchema(), columns, block.rowCount()), hashes, first, last, state);
                }
            }
            return state;
        });
    }

    private static void evict(StateHeader header, OperatorState state) {
        if (header.evictedUpToMicros() != Long.MIN_VALUE) {
            for (int partition = 0; partition < state.partitionCount(); partition++) {
                state.stored(partition).evict(header.evictedUpToMicros(), rows -> {});
            }
        }
    }

    /** Rows come in the order of their key groups, so those of a partition stand together. */
    private static void restore(OperatorState state, Batch rows, long[] hashes) {
        int partitions = state.partitionCount();
        int from = 0;
        while (from < rows.rowCount()) {
            int partition = KeyHash.partition(hashes[from], partitions);
            int to = from + 1;
            while (to < rows.rowCount() && KeyHash.partition(hashes[to], partitions) == partition) {
                to++;
            }
            if (from == 0 && to == rows.rowCount()) {
                state.stored(partition).restore(rows, hashes);
            } else {
                int[] part = new int[to - from];
                long[] partHashes = new long[part.length];
                for (int index = 0; index < part.length; index++) {
                    part[index] = from + index;
                    partHashes[index] = hashes[from + index];
                }
                state.stored(partition).restore(rows.gather(part, part.length), partHashes);
            }
            from = to;
        }
    }

    private static void restoreRange(Batch rows, long[] hashes, int first, int last, OperatorState state) {
        int[] inRange = new int[rows.rowCount()];
        long[] kept = new long[rows.rowCount()];
        int count = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            int group = KeyHash.keyGroup(hashes[row]);
            if (group >= first && group <= last) {
                kept[count] = hashes[row];
                inRange[count++] = row;
            }
        }
        if (count > 0) {
            state.stored(0).restore(count == rows.rowCount() ? rows : rows.gather(inRange, count), kept);
        }
    }

    private void requireSchema(StateHeader header) {
        List<String> wanted = StateFileFormat.schemaText(layout.rowSchema());
        if (header.schema().equals(wanted) && header.keyHashVersion() == KeyHash.VERSION) {
            return;
        }
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        if (header.keyHashVersion() != KeyHash.VERSION) {
            found.add("key hash version " + header.keyHashVersion());
            expected.add("key hash version " + KeyHash.VERSION);
        }
        for (int index = 0; index < Math.max(wanted.size(), header.schema().size()); index++) {
            String stored = index < header.schema().size() ? header.schema().get(index) : "nothing";
            String needed = index < wanted.size() ? wanted.get(index) : "nothing";
            if (!stored.equals(needed)) {
                found.add("field " + (index + 1) + " " + stored);
                expected.add("field " + (index + 1) + " " + needed);
            }
        }
        throw SluiceException.of(
                        ErrorCondition.STATE_SCHEMA_NOT_COMPATIBLE,
                        "the state in the checkpoint has another schema than the query")
                .at(directory.path(operator, header.name()).toString())
                .found(String.join("; ", found))
                .expected(String.join("; ", expected))
                .mend("run the query as it was, or start it with a new checkpoint, which reads all input again")
                .build();
    }
}
