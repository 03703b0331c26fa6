package dev.sluice.execution.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Row;
import dev.sluice.Rows;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.RandomBatches;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchBufferTest {
    @TempDir
    Path folder;

    private final SystemExec exec = new SystemExec();
    private final MemoryBudget budget = new MemoryBudget(exec, 1 << 30);
    private final LocalFs files = LocalFs.withoutSync();

    private QueryMemory memory() {
        return new QueryMemory("query \"test\"", budget, Scratch.below(folder, files, new SystemIds(), exec), exec);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(budget.heldBytes()).isZero();
        assertThat(scratchFiles()).isEmpty();
    }

    private List<Path> scratchFiles() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> !path.equals(folder)).toList();
        }
    }

    private static List<Row> rows(BatchSequence sequence) {
        List<Batch> batches = new ArrayList<>();
        sequence.forEach(batches::add);
        return Rows.toRows(batches);
    }

    @Test
    void rowsOfEveryTypeComeBackAsOftenAsTheyAreRead_whateverTheBudget() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            RandomBatches random = new RandomBatches(seed);
            StructType schema = random.schema();
            List<Batch> given = random.batches(schema, 12, seed % 3 == 0 ? 3_000 : 20);
            List<Row> expected = Rows.toRows(given);
            for (long bytes : new long[] {1, 40_000, 400_000, 1 << 30}) {
                budget.resize(bytes);
                try (QueryMemory memory = memory();
                        BatchBuffer buffer = memory.buffer(schema, "rows")) {
                    given.forEach(buffer::append);
                    buffer.seal();
                    assertThat(budget.heldBytes()).isLessThanOrEqualTo(bytes);
                    assertThat(buffer.rowCount()).isEqualTo(expected.size());
                    assertThat(rows(buffer))
                            .as("seed %d, %d bytes", seed, bytes)
                            .isEqualTo(expected);
                    assertThat(rows(buffer)).as("a second reading").isEqualTo(expected);
                    if (bytes == 1) {
                        assertThat(scratchFiles().isEmpty()).isEqualTo(expected.isEmpty());
                    } else if (bytes == 1 << 30) {
                        assertThat(scratchFiles()).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void aReaderDoesNotNoticeThatRowsGoToDiskMeanwhile() {
        RandomBatches random = new RandomBatches(1);
        StructType schema = random.schema();
        List<Batch> given = random.batches(schema, 9, 4_096);
        try (QueryMemory memory = memory();
                BatchBuffer buffer = memory.buffer(schema, "rows")) {
            given.forEach(buffer::append);
            buffer.seal();
            List<Batch> read = new ArrayList<>();
            try (BatchSequence.Reader early = buffer.open()) {
                read.add(early.next());
                buffer.spill();
                assertThat(budget.heldBytes()).isZero();
                for (Batch batch = early.next(); batch != null; batch = early.next()) {
                    read.add(batch);
                }
            }
            assertThat(Rows.toRows(read)).isEqualTo(Rows.toRows(given));
        }
    }

    @Test
    void rowsThatAreDrainedComeOnce_theirArraysAgain() {
        for (long bytes : new long[] {1, 400_000, 1 << 30}) {
            budget.resize(bytes);
            RandomBatches random = new RandomBatches(4);
            StructType schema = StructType.fromDDL("n BIGINT, t STRING");
            List<Batch> given = random.batches(schema, 12, 2_000);
            List<Row> expected = Rows.toRows(given);
            try (QueryMemory memory = memory();
                    BatchBuffer buffer = memory.buffer(schema, "rows")) {
                given.forEach(buffer::append);
                buffer.seal();
                List<Row> found = new ArrayList<>();
                List<long[]> arrays = new ArrayList<>();
                buffer.drain(
                        batch -> {
                            found.addAll(Rows.toRows(List.of(batch)));
                            if (batch.vector(0) instanceof LongVector numbers) {
                                arrays.add(numbers.values());
                            }
                        },
                        memory.longs());
                assertThat(found).as("%d bytes", bytes).isEqualTo(expected);
                assertThat(budget.heldBytes()).isZero();
                if (bytes == 1 << 30) {
                    assertThat(memory.longs().take(1)).isSameAs(arrays.getLast());
                }
                assertThatThrownBy(() -> rows(buffer)).hasMessageContaining("kept no longer");
            }
        }
    }

    @Test
    void manySmallBatchesArePutTogether() {
        RandomBatches random = new RandomBatches(2);
        StructType schema = StructType.fromDDL("n BIGINT");
        List<Batch> given = new ArrayList<>();
        for (int index = 0; index < 10_000; index++) {
            given.add(random.batch(schema, 1));
        }
        try (QueryMemory memory = memory();
                BatchBuffer buffer = memory.buffer(schema, "rows")) {
            given.forEach(buffer::append);
            buffer.seal();
            List<Integer> sizes = new ArrayList<>();
            buffer.forEach(batch -> sizes.add(batch.rowCount()));
            assertThat(sizes).containsExactly(4_096, 4_096, 1_808);
            assertThat(rows(buffer)).isEqualTo(Rows.toRows(given));
            assertThat(budget.heldBytes()).isLessThan(200_000);
        }
    }

    @Test
    void when_aBlockIsDamagedOnDisk_then_theErrorNamesFileAndPlace() throws IOException {
        budget.resize(1);
        RandomBatches random = new RandomBatches(3);
        StructType schema = StructType.fromDDL("n BIGINT, t STRING");
        try (QueryMemory memory = memory();
                BatchBuffer buffer = memory.buffer(schema, "rows")) {
            buffer.append(random.batch(schema, 4_000));
            buffer.append(random.batch(schema, 4_000));
            buffer.seal();
            Path file = scratchFiles().stream()
                    .filter(path -> path.toString().endsWith(".spill"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 5] ^= 1;
            Files.write(file, bytes);
            assertThatThrownBy(() -> rows(buffer))
                    .isInstanceOfSatisfying(
                            SluiceException.class,
                            error -> assertThat(error.condition()).isEqualTo(ErrorCondition.IO_FAILED))
                    .hasMessageContainingAll("cannot be read back", file.toString(), "checksum", "mend:");
        }
    }

    @Test
    void closingTheMemoryOfAQueryClosesWhatItLeftOpen() throws IOException {
        budget.resize(100_000);
        RandomBatches random = new RandomBatches(4);
        StructType schema = random.schema();
        QueryMemory memory = memory();
        BatchBuffer sealed = memory.buffer(schema, "rows");
        BatchBuffer unfinished = memory.buffer(schema, "rows");
        for (int index = 0; index < 10; index++) {
            sealed.append(random.batch(schema, 1_024));
            unfinished.append(random.batch(schema, 1_024));
        }
        sealed.seal();
        memory.hold("state").resize(1_000);
        assertThat(scratchFiles()).isNotEmpty();
        BatchSequence.Reader late = sealed.open();
        memory.close();
        assertThat(scratchFiles()).isEmpty();
        assertThatThrownBy(late::next).hasMessageContaining("kept no longer");
        assertThatThrownBy(() -> unfinished.append(random.batch(schema, 2_000))).hasMessageContaining("kept no longer");
    }

    @Test
    void whoIsBeyondHisPartGivesBackWhenSomebodyElseAsks() throws IOException {
        RandomBatches random = new RandomBatches(5);
        StructType schema = StructType.fromDDL("a BIGINT, b BIGINT, c BIGINT, d BIGINT");
        Batch batch = random.batch(schema, 4_096);
        try (QueryMemory first = memory();
                QueryMemory second = memory();
                BatchBuffer alone = first.buffer(schema, "rows")) {
            budget.resize(20 * (batch.sizeInBytes() + 1_000));
            for (int index = 0; index < 18; index++) {
                alone.append(batch);
            }
            long before = budget.heldBytes();
            assertThat(scratchFiles()).isEmpty();
            try (BatchBuffer other = second.buffer(schema, "rows")) {
                for (int index = 0; index < 8; index++) {
                    other.append(batch);
                }
                // The first went to disk as a whole; the second is in memory as a whole.
                assertThat(budget.heldBytes()).isLessThan(before / 2);
                assertThat(scratchFiles().stream()
                                .filter(path -> path.toString().endsWith(".spill")))
                        .hasSize(1);
                for (int index = 0; index < 3; index++) {
                    other.append(batch);
                }
                assertThat(scratchFiles().stream()
                                .filter(path -> path.toString().endsWith(".spill")))
                        .as("beyond its part, the second goes to disk too")
                        .hasSize(2);
            }
        }
    }
}
