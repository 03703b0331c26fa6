package dev.sluice;

import dev.sluice.config.Options;
import dev.sluice.connector.file.FileUris;
import dev.sluice.execution.kept.JsonLines;
import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.json.JsonFormat;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings together what keeps the rows that a query leaves out: paths as users write them, and JSON. */
final class LeftOutRows {
    private LeftOutRows() {}

    /**
     * @param lateRows what option {@code lateRows} was given; null if it was not
     * @param zone of the times in the files
     */
    static KeepingRows of(@Nullable String lateRows, ZoneId zone) {
        return new KeepingRows(lateRows == null ? null : path(lateRows), LeftOutRows::path, schema -> {
            JsonFormat format = new JsonFormat();
            Options options = Options.validated("rows that are left out", format.writeOptions(), Map.of());
            return lines(format.writer(schema, options, zone));
        });
    }

    private static Path path(String text) {
        return FileUris.path(text).toAbsolutePath().normalize();
    }

    private static JsonLines lines(RecordWriter writer) {
        ByteArray text = new ByteArray(0);
        return rows -> {
            text.clear();
            writer.write(rows, text);
            return text.toArray();
        };
    }
}
