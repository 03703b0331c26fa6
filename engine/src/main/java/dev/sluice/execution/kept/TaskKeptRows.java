package dev.sluice.execution.kept;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.spi.BadRecords;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one task left out and keeps, as lines of JSON for each folder, in their order. One thread adds, then calls
 * {@link #finish}. Beyond a small portion for each folder they are in a buffer that moves to disk when memory is short.
 */
public final class TaskKeptRows implements BadRecords, AutoCloseable {
    private static final int PORTION_BYTES = 32 << 10;
    private static final int LINES = 0;
    private static final String POSITION = "position";
    private static final StructType PORTION = new StructType().add("lines", AtomicType.BINARY);

    /** Of a record that could not be parsed; {@code bytes} instead of {@code record} where it is no text. */
    private static final StructType BAD_RECORD = new StructType()
            .add("reason", AtomicType.STRING)
            .add("batchId", AtomicType.BIGINT)
            .add("source", AtomicType.STRING)
            .add(POSITION, AtomicType.BIGINT)
            .add("record", AtomicType.STRING)
            .add("bytes", AtomicType.BINARY);

    /** What stands before the columns of a late row. */
    private static final StructType LATE_ROW = new StructType()
            .add("reason", AtomicType.STRING)
            .add("batchId", AtomicType.BIGINT)
            .add("watermark", AtomicType.TIMESTAMP)
            .add("operator", AtomicType.STRING)
            .add("source", AtomicType.STRING);

    private static final StructType POSITIONS = new StructType().add(POSITION, AtomicType.BIGINT);
    private static final String ROW = "row";
    private static final String LATE = "the watermark had passed it";

    private final KeepingRows keeping;
    private final long batchId;
    private final @Nullable String input;
    private final QueryMemory memory;
    private final Map<KeptTarget, Lines> lines = new TreeMap<>();
    private final Map<StructType, JsonLines> lateWriters = new HashMap<>();
    private @Nullable JsonLines badWriter;
    private long lateCount;

    /** The lines for one folder. */
    private final class Lines {
        private final ByteArrayOutputStream portion = new ByteArrayOutputStream();
        private final BatchBuffer kept = memory.buffer(PORTION, "rows that are left out");

        private void add(byte[] more) {
            portion.write(more, 0, more.length);
            if (portion.size() >= PORTION_BYTES) {
                keepPortion();
            }
        }

        private void keepPortion() {
            byte[] bytes = portion.toByteArray();
            portion.reset();
            Vector[] columns = {new BytesVector(AtomicType.BINARY, bytes, new int[] {0}, new int[] {bytes.length}, null)
            };
            kept.append(new Batch(PORTION, columns, bytes.length == 0 ? 0 : 1));
        }
    }

    /** @param input what the task reads, as errors call it; null where that is the result of other tasks */
    public TaskKeptRows(KeepingRows keeping, long batchId, @Nullable String input, QueryMemory memory) {
        this.keeping = keeping;
        this.batchId = batchId;
        this.input = input;
        this.memory = memory;
    }

    /** Whether rows that come too late are kept. */
    public boolean keepsLate() {
        return keeping.lateRows() != null;
    }

    /**
     * Keeps rows that are left out because they came too late, if the query is asked to.
     *
     * @param operator that left them out, in words
     * @param watermarkMicros at or before which their times are
     */
    public void late(String operator, long watermarkMicros, Batch rows) {
        Path folder = keeping.lateRows();
        if (folder == null || rows.rowCount() == 0) {
            return;
        }
        lateCount += rows.rowCount();
        BatchBuilder facts = new BatchBuilder(LATE_ROW, 1);
        set(facts, 0, LATE);
        set(facts, 1, batchId);
        set(facts, 2, watermarkMicros);
        set(facts, 3, operator);
        if (input != null) {
            set(facts, 4, input);
        }
        facts.endRow();
        Vector[] single = facts.build().vectors();
        Vector[] columns = new Vector[single.length + 2];
        for (int index = 0; index < single.length; index++) {
            columns[index] = new ConstantVector(single[index]);
        }
        columns[single.length] = positions(rows);
        columns[single.length + 1] = new StructVector(rows.schema(), rows.vectors(), null);
        StructType schema = LATE_ROW.add(POSITION, AtomicType.BIGINT).add(ROW, rows.schema());
        JsonLines writer = lateWriters.computeIfAbsent(schema, keeping.json()::lines);
        lines(new KeptTarget(folder, KeptKind.LATE)).add(writer.of(new Batch(schema, columns, rows.rowCount())));
    }

    /** Null where nobody knows. */
    private static Vector positions(Batch rows) {
        BatchBuilder column = new BatchBuilder(POSITIONS, rows.rowCount());
        long[] positions = rows.positions();
        for (int row = 0; positions != null && row < rows.rowCount(); row++) {
            if (positions[row] >= 0) {
                ((LongBuilder) column.column(0)).set(row, positions[row]);
            }
        }
        column.rowCount(rows.rowCount());
        return column.build().vector(0);
    }

    @Override
    public void take(
            String folder, @Nullable String source, long position, byte[] bytes, int start, int end, String reason) {
        BatchBuilder record = new BatchBuilder(BAD_RECORD, 1);
        set(record, 0, reason);
        set(record, 1, batchId);
        String from = source == null ? input : source;
        if (from != null) {
            set(record, 2, from);
        }
        if (position >= 0) {
            set(record, 3, position);
        }
        ((BytesBuilder) record.column(isText(bytes, start, end) ? 4 : 5)).set(0, bytes, start, end - start);
        record.endRow();
        JsonLines writer = badWriter == null ? keeping.json().lines(BAD_RECORD) : badWriter;
        badWriter = writer;
        lines(new KeptTarget(keeping.paths().apply(folder), KeptKind.BAD)).add(writer.of(record.build()));
    }

    private static void set(BatchBuilder row, int column, String value) {
        ((BytesBuilder) row.column(column)).set(0, value);
    }

    private static void set(BatchBuilder row, int column, long value) {
        ((LongBuilder) row.column(column)).set(0, value);
    }

    private static boolean isText(byte[] bytes, int start, int end) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private Lines lines(KeptTarget target) {
        return lines.computeIfAbsent(target, ignored -> new Lines());
    }

    /** Says that there are no more. */
    public void finish() {
        for (Lines each : lines.values()) {
            each.keepPortion();
            each.kept.seal();
        }
    }

    long lateCount() {
        return lateCount;
    }

    Set<KeptTarget> targets() {
        return lines.keySet();
    }

    /** Hands over the lines for a folder, some whole lines at a time. */
    void writeTo(KeptTarget target, KeptRows.Writer output) throws IOException {
        Lines of = lines.get(target);
        if (of == null) {
            return;
        }
        try (BatchSequence.Reader portions = of.kept.open()) {
            for (Batch next = portions.next(); next != null; next = portions.next()) {
                BytesVector texts = Vectors.bytes(next.vector(LINES), next.rowCount());
                for (int row = 0; row < next.rowCount(); row++) {
                    output.write(texts.data(), texts.starts()[row], texts.lengths()[row]);
                }
            }
        }
    }

    @Override
    public void close() {
        lines.values().forEach(each -> each.kept.close());
    }
}
