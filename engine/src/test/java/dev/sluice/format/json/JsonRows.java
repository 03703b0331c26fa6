package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.config.Options;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordParser;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON as rows of lists, for tests to compare. */
final class JsonRows {
    private JsonRows() {}

    static RecordParser parser(StructType schema, Map<String, String> options, ZoneId zone) {
        JsonFormat format = new JsonFormat();
        RecordParser parser =
                format.parser(schema, schema, Options.validated("test", format.readOptions(), options), zone);
        parser.begin("test.json", 0, true);
        return parser;
    }

    /** The rows of a text that is there as a whole. */
    static List<List<@Nullable Object>> read(StructType schema, Map<String, String> options, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return read(schema, parser(schema, options, ZoneOffset.UTC), bytes, bytes.length, Batch.DEFAULT_ROWS);
    }

    /** The rows of a text of which first {@code prefix} bytes are there, then all, in batches of {@code batchRows}. */
    static List<List<@Nullable Object>> read(
            StructType schema, RecordParser parser, byte[] text, int prefix, int batchRows) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(schema, batchRows);
        int position = 0;
        if (prefix < text.length) {
            // What is not there yet must not be looked at.
            byte[] head = Arrays.copyOf(text, prefix);
            boolean isFull;
            do {
                position = parser.parse(head, position, prefix, false, builder);
                isFull = builder.isFull();
                addRows(builder.build(), rows);
                builder.reset();
            } while (isFull);
        }
        byte[] whole = text.clone();
        while (position < text.length) {
            int next = parser.parse(whole, position, text.length, true, builder);
            addRows(builder.build(), rows);
            if (next == position) {
                throw new AssertionError("no progress at byte " + position);
            }
            position = next;
            builder.reset();
        }
        return rows;
    }

    static String write(Batch batch, Map<String, String> options, ZoneId zone) {
        JsonFormat format = new JsonFormat();
        ByteArray out = new ByteArray(1);
        format.writer(batch.schema(), Options.validated("test", format.writeOptions(), options), zone)
                .write(batch, out);
        return new String(out.toArray(), UTF_8);
    }

    private static void addRows(Batch batch, List<List<@Nullable Object>> rows) {
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.add(values(batch.vectors(), row));
        }
    }

    private static List<@Nullable Object> values(Vector[] vectors, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Vector vector : vectors) {
            values.add(value(vector, row));
        }
        return values;
    }

    private static @Nullable Object value(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector v -> v.values()[row];
            case IntVector v -> v.values()[row];
            case LongVector v -> v.values()[row];
            case DoubleVector v -> v.values()[row];
            case BytesVector v -> v.text(row);
            case StructVector v -> values(v.fields(), row);
            case ArrayVector v -> parts(v.elements(), v.starts()[row], v.lengths()[row]);
            case MapVector v ->
                List.of(
                        parts(v.keys(), v.starts()[row], v.lengths()[row]),
                        parts(v.values(), v.starts()[row], v.lengths()[row]));
            case ConstantVector v -> value(v.single(), 0);
            case DictionaryVector v -> value(v.dictionary(), v.ids()[row]);
        };
    }

    private static List<@Nullable Object> parts(Vector parts, int start, int length) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int part = start; part < start + length; part++) {
            values.add(value(parts, part));
        }
        return values;
    }
}
