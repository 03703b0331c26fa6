package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.Batch;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.Words;
import dev.sluice.types.StructType;
import java.time.ZoneId;

/** Writes each row as an object on a line of its own. */
final class JsonWriter implements RecordWriter {
    private final StructWriter objects;
    private final byte[] lineSeparator;
    private final boolean isStyled;
    private final JsonStyle style;

    /** Records before they are given the style that is asked for. */
    private final ByteArray plain = new ByteArray(0);

    JsonWriter(StructType schema, Options options, ZoneId zone) {
        this.objects = new StructWriter(
                schema,
                new WriteContext(
                        options.get(JsonOptions.IGNORE_NULL_FIELDS),
                        zone,
                        RecordOptions.timestampPattern(options, zone),
                        RecordOptions.localTimestampPattern(options),
                        RecordOptions.datePattern(options, zone)));
        this.lineSeparator = options.get(JsonOptions.LINE_SEPARATOR).getBytes(UTF_8);
        boolean isPretty = options.get(JsonOptions.PRETTY);
        boolean isAscii = options.get(JsonOptions.NON_ASCII_AS_CODE_POINT);
        this.isStyled = isPretty || isAscii;
        this.style = new JsonStyle(isPretty, isAscii);
    }

    @Override
    public void writeFileStart(ByteArray out) {}

    @Override
    public void write(Batch batch, ByteArray out) {
        objects.bindColumns(batch.vectors(), batch.rowCount());
        if (isStyled) {
            writeStyled(batch.rowCount(), out);
            return;
        }
        for (int row = 0; row < batch.rowCount(); row++) {
            byte[] target = out.reserve(room(row, out.length()));
            int position = objects.write(row, target, out.length());
            for (byte next : lineSeparator) {
                target[position++] = next;
            }
            out.length(position);
        }
    }

    private void writeStyled(int rowCount, ByteArray out) {
        for (int row = 0; row < rowCount; row++) {
            plain.clear();
            byte[] target = plain.reserve(room(row, 0));
            style.write(target, objects.write(row, target, 0), out);
            out.add(lineSeparator, 0, lineSeparator.length);
        }
    }

    private int room(int row, int length) {
        long room = objects.fixedLength() + objects.variableLength(row) + lineSeparator.length + Words.BYTES;
        if (room > Integer.MAX_VALUE - Words.BYTES - length) {
            throw SluiceException.of(ErrorCondition.MEMORY_LIMIT_EXCEEDED, "a row is too large to be written as JSON")
                    .at("format \"json\"")
                    .found("room for up to " + room + " bytes behind " + length)
                    .expected("less than 2 GiB")
                    .mend("shorten the texts of the row, or write fewer columns")
                    .build();
        }
        return (int) room;
    }
}
