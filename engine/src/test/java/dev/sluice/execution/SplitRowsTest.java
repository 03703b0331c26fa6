package dev.sluice.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.builtin.Builtins;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitRowsTest {
    private static final int PARTS = 50;
    private static final int ROWS_OF_A_PART = 1_500;

    /** After these, rows come as they are. */
    private static final int FOLDED_PARTS = 20;

    /** Of a part: hash, key, text and count of each row, and the bits of who is there. */
    private static final long ABOUT_A_PART = 50_000;

    @TempDir
    private Path folder;

    private final SystemExec exec = new SystemExec();
    private final MemoryBudget budget = new MemoryBudget(exec, 1 << 30);

    private QueryMemory memory() {
        Scratch scratch = Scratch.below(folder, LocalFs.withoutSync(), new SystemIds(), exec);
        return new QueryMemory("query \"test\"", budget, scratch, exec);
    }

    private static AggregateSpec spec() {
        StructType input = new StructType().add("id", AtomicType.BIGINT).add("name", AtomicType.STRING);
        var counting = Builtins.registry()
                .aggregate("count")
                .orElseThrow()
                .bind(List.of(), new FunctionContext(true, ZoneOffset.UTC));
        return new AggregateSpec(
                0,
                input,
                List.of(
                        new InputRef(0, "id", AtomicType.BIGINT, true),
                        new InputRef(1, "name", AtomicType.STRING, true)),
                null,
                new AggregateSpec.Expiry.Never(),
                List.of(new AggregateCall("count", counting.aggregate(), List.of(), "count")),
                OutputMode.UPDATE,
                new StructType()
                        .add("id", AtomicType.BIGINT)
                        .add("name", AtomicType.STRING)
                        .add("count", AtomicType.BIGINT));
    }

    private static KeyedRows part(int number) {
        long[] hashes = new long[ROWS_OF_A_PART];
        long[] ids = new long[ROWS_OF_A_PART];
        long[] counts = new long[ROWS_OF_A_PART];
        for (int row = 0; row < ROWS_OF_A_PART; row++) {
            ids[row] = (long) number * ROWS_OF_A_PART + row;
            hashes[row] = ids[row] * 0x9E3779B97F4A7C15L;
            counts[row] = row % 3;
        }
        Vector names = Vectors.flat(
                Vectors.single("part " + number, AtomicType.STRING).gather(new int[ROWS_OF_A_PART], ROWS_OF_A_PART),
                ROWS_OF_A_PART);
        Vector[] keys = {new LongVector(ids, null), names};
        return number < FOLDED_PARTS
                ? new KeyedRows(ROWS_OF_A_PART, hashes, keys, new Vector[] {new LongVector(counts, null)}, true)
                : new KeyedRows(ROWS_OF_A_PART, hashes, keys, new Vector[0], false);
    }

    private static void addTo(List<String> texts, KeyedRows rows) {
        Vector[] counts = rows.folded(new AggregateCalls(spec())).values();
        BytesVector names = (BytesVector) rows.keys()[1];
        for (int row = 0; row < rows.rowCount(); row++) {
            texts.add(rows.hashes()[row] + " " + ((LongVector) rows.keys()[0]).values()[row] + " " + names.text(row)
                    + " " + ((LongVector) counts[0]).values()[row]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 100000", "200000, 1", "200000, 1000000", "1000000000, 1"})
    void rowsComeInTheirOrder_heldOrKeptInMemoryOrOnDisk(long mostHeldBytes, long budgetBytes) throws IOException {
        budget.resize(budgetBytes);
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try (QueryMemory memory = memory()) {
            SplitRows rows = new SplitRows(spec(), memory, mostHeldBytes);
            for (int number = 0; number < PARTS; number++) {
                rows.add(part(number));
                addTo(expected, part(number));
            }
            rows.seal();
            assertThat(rows.rowCount()).isEqualTo(PARTS * ROWS_OF_A_PART);
            assertThat(budget.heldBytes()).isLessThanOrEqualTo(budgetBytes);
            boolean needsDisk = mostHeldBytes + budgetBytes < PARTS * ABOUT_A_PART;
            assertThat(scratchFiles().isEmpty()).isEqualTo(!needsDisk);
            rows.takeAll(part -> addTo(found, part));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(budget.heldBytes()).isZero();
        assertThat(scratchFiles()).isEmpty();
    }

    @Test
    void aSplitWithoutRowsHandsOverNothing() {
        try (QueryMemory memory = memory()) {
            SplitRows rows = new SplitRows(spec(), memory, 0);
            rows.seal();
            rows.takeAll(part -> {
                throw new AssertionError(part);
            });
            assertThat(rows.rowCount()).isZero();
        }
    }

    private List<Path> scratchFiles() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
