package dev.sluice.format.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vectors;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordWriter;

/** Writes values as lines; a null is an empty one. */
final class LineWriter implements RecordWriter {
    private final byte[] separator;

    LineWriter(String separator) {
        this.separator = separator.getBytes(UTF_8);
    }

    @Override
    public void writeFileStart(ByteArray out) {}

    @Override
    public void write(Batch batch, ByteArray out) {
        BytesVector values = Vectors.bytes(batch.vector(0), batch.rowCount());
        for (int row = 0; row < batch.rowCount(); row++) {
            if (!values.isNull(row)) {
                out.add(values.data(), values.starts()[row], values.lengths()[row]);
            }
            out.add(separator, 0, separator.length);
        }
    }
}
