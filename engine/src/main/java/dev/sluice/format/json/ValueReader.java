package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * Reads the values of one field into a column. A class for each type, so that each is compiled once and by itself.
 *
 * <p>Values of usual form are read at once, for all others there is a second, careful way. The quick ways may look at bytes
 * behind what can be read, and then return a position behind it, which is as good as {@link JsonScanner#CUT}.
 */
abstract class ValueReader {
    final ReadContext context;
    final JsonScanner scanner;

    ValueReader(ReadContext context) {
        this.context = context;
        this.scanner = context.scanner;
    }

    static ValueReader of(DataType type, VectorBuilder column, ReadContext context) {
        return switch (type) {
            case StructType struct -> new StructReader(struct, (StructBuilder) column, context);
            case DecimalType decimal -> new DecimalReader(column, context);
            case IntervalType interval -> new IntervalReader(interval, column, context);
            case ArrayType array -> new ArrayReader(array, (ArrayBuilder) column, context);
            case MapType map -> new MapReader(map, (MapBuilder) column, context);
            case AtomicType atomic ->
                switch (atomic) {
                    case STRING -> new TextReader(column, context);
                    case TIMESTAMP -> new TimestampReader(column, context);
                    case TIMESTAMP_NTZ -> new LocalTimestampReader(column, context);
                    case DATE -> new DateReader(column, context);
                    case BINARY -> new Base64Reader(column, context);
                    case FLOAT, DOUBLE -> new DoubleReader(column, context);
                    case BIGINT -> new WholeReader.Longs(column, context);
                    case INT -> new WholeReader.Ints(column, context);
                    case SMALLINT -> new WholeReader.Shorts(column, context);
                    case TINYINT -> new WholeReader.Bytes(column, context);
                    case BOOLEAN -> new BooleanReader(column, context);
                };
        };
    }

    /** From here on values go to this column, those of texts as views into {@code buffer}. */
    abstract void bind(VectorBuilder column, byte[] buffer);

    abstract VectorBuilder column();

    /**
     * Reads the value that begins at {@code start}, which is before {@code end}.
     *
     * @return the position behind it, or {@link JsonScanner#CUT} or {@link JsonScanner#BAD}
     */
    abstract int read(byte[] buffer, int start, int end, int row);

    final int readNull(byte[] buffer, int start, int end, int row) {
        int position = scanner.skipNull(buffer, start, end);
        if (position >= 0) {
            column().setNull(row);
        }
        return position;
    }

    static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    static boolean hasEscape(byte[] buffer, int start, int end) {
        for (int index = start; index < end; index++) {
            if (buffer[index] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The text between quotes, its escapes decoded. */
    static String text(byte[] buffer, int start, int end) {
        byte[] text = Arrays.copyOfRange(buffer, start, end);
        return new String(text, 0, Escapes.decode(text, 0, text.length, text, 0), UTF_8);
    }
}
