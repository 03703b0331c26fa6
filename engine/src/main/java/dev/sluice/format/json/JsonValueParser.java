package dev.sluice.format.json;

import dev.sluice.columnar.VectorBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.BadRecordKeeper;
import dev.sluice.format.Excerpt;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.TimestampParser;
import dev.sluice.spi.BadRecords;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads texts each of which is one array or one map. For one thread. */
public final class JsonValueParser {
    private final ReadContext context;
    private final ValueReader values;
    private final boolean takesSingleObject;
    private final boolean failsFast;
    private final BadRecordKeeper bad;

    /** @param type an array or a map, which {@link JsonFormat#checkReadable} takes as a field */
    public JsonValueParser(DataType type, Options options, ZoneId timeZone) {
        ZoneId zone = RecordOptions.zone(options, timeZone);
        context = new ReadContext(
                new JsonScanner(options, true),
                new TimestampParser(zone),
                RecordOptions.timestampPattern(options, zone),
                RecordOptions.localTimestampPattern(options),
                RecordOptions.datePattern(options, zone),
                options.get(RecordOptions.TIME_FALLBACK));
        values = ValueReader.of(type, VectorBuilder.of(type, 1), context);
        bad = new BadRecordKeeper(options);
        failsFast = options.get(RecordOptions.MODE) == ParseMode.FAILFAST;
        takesSingleObject = type instanceof ArrayType array && array.elementType() instanceof StructType;
    }

    /** From here on values go to this column, texts as views into {@code buffer}, which is changed. */
    public void bind(VectorBuilder column, byte[] buffer) {
        values.bind(column, buffer);
    }

    /** From here on texts that cannot be parsed are handed on as well, if the options name a folder for them. */
    public void keepBad(@Nullable BadRecords taker) {
        bad.to(taker);
    }

    /** Reads the text from {@code start} to {@code end}; its row stays null if it is no such value. */
    public void parse(byte[] buffer, int start, int end, int row) {
        int valueStart = context.scanner.skipBlanks(buffer, start, end);
        if (valueStart >= end) {
            return;
        }
        int valueEnd = takesSingleObject && buffer[valueStart] == '{'
                ? ((ArrayReader) values).readSingle(buffer, valueStart, end, row)
                : values.read(buffer, valueStart, end, row);
        boolean isNone = valueEnd < 0 || valueEnd > end;
        if (failsFast && (isNone || context.hasMismatch)) {
            throw SluiceException.of(ErrorCondition.MALFORMED_RECORD, "a text cannot be parsed")
                    .found(Excerpt.of(buffer, start, end))
                    .expected(values.column().type().sql())
                    .mend("correct the text, or leave mode at PERMISSIVE (nulls)")
                    .build();
        }
        if (isNone || context.hasMismatch) {
            bad.keep(
                    null,
                    -1,
                    buffer,
                    start,
                    end,
                    "a text is not a value of type " + values.column().type().sql());
        }
        if (isNone) {
            values.column().setNull(row);
            context.escapedTexts.clear();
        }
        context.escapedTexts.decodeIn(buffer);
        context.hasMismatch = false;
    }
}
