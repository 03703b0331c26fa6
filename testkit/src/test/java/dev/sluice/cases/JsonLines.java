package dev.sluice.cases;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as the JSON files that cases are fed with. */
final class JsonLines {
    private static final long FIRST_MODIFIED_SECONDS = 1_767_225_600; // 2026-01-01T00:00:00Z

    private JsonLines() {}

    /** @param index files are read in the order of their modification time, which grows with it */
    static void write(Path file, String schema, List<Row> rows, int index) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(object(StructType.fromDDL(schema).fieldNames(), row));
        }
        Files.write(file, lines);
        Files.setLastModifiedTime(file, FileTime.fromMillis((FIRST_MODIFIED_SECONDS + index) * 1_000));
    }

    private static String object(String[] names, Row row) {
        StringBuilder text = new StringBuilder("{");
        for (int column = 0; column < names.length; column++) {
            if (!row.isNullAt(column)) {
                text.append(text.length() == 1 ? "" : ",")
                        .append(ValueText.quoted(names[column]))
                        .append(':')
                        .append(value(row.get(column)));
            }
        }
        return text.append('}').toString();
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            return number.toString();
        }
        return ValueText.quoted(String.valueOf(value));
    }
}
