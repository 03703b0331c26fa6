package dev.sluice.connector.console;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws rows as a table of characters, exactly as Spark's {@code show()} does. */
public final class TableText {
    private static final int SMALLEST_WIDTH = 3;
    private static final int SHORTEST_WITH_DOTS = 4;

    private TableText() {}

    /**
     * The table, each of its lines ended by a line break, or the note that ends it, without one; {@code show()} adds one
     * to either.
     *
     * @param kept the rows, more than {@code numRows} of them if a note shall say that there are more
     * @param truncate after how many characters a value is cut off, and then aligned to the right; 0 for never
     * @param vertical whether each value has a line of its own
     * @param zone for timestamps
     */
    public static String render(
            StructType schema, BatchSequence kept, int numRows, int truncate, boolean vertical, ZoneId zone) {
        String[] names = schema.fieldNames();
        for (int column = 0; column < names.length; column++) {
            names[column] = escaped(names[column]);
        }
        List<String[]> rows = cells(kept, numRows, truncate, zone);
        StringBuilder text = new StringBuilder();
        if (vertical) {
            appendRecords(text, names, rows);
        } else {
            appendTable(text, names, rows, truncate > 0);
        }
        if (vertical && rows.isEmpty()) {
            text.append("(0 rows)");
        } else if (kept.rowCount() > numRows) {
            text.append("only showing top ").append(numRows).append(numRows == 1 ? " row" : " rows");
        }
        return text.toString();
    }

    private static List<String[]> cells(BatchSequence kept, int numRows, int truncate, ZoneId zone) {
        List<String[]> rows = new ArrayList<>();
        try (BatchSequence.Reader reader = kept.open()) {
            Batch batch = reader.next();
            while (batch != null && rows.size() < numRows) {
                addCells(batch, Math.min(batch.rowCount(), numRows - rows.size()), truncate, zone, rows);
                batch = reader.next();
            }
        }
        return rows;
    }

    private static void addCells(Batch batch, int rowCount, int truncate, ZoneId zone, List<String[]> rows) {
        Vector[] columns = new Vector[batch.vectors().length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Vectors.flat(batch.vector(column), batch.rowCount());
        }
        for (int row = 0; row < rowCount; row++) {
            String[] cells = new String[columns.length];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = truncated(escaped(CellText.of(columns[column], row, zone)), truncate);
            }
            rows.add(cells);
        }
    }

    private static void appendTable(StringBuilder text, String[] names, List<String[]> rows, boolean alignRight) {
        int[] widths = new int[names.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(SMALLEST_WIDTH, width(names[column]));
            for (String[] row : rows) {
                widths[column] = Math.max(widths[column], width(row[column]));
            }
        }
        String line = "+"
                + String.join("+", Arrays.stream(widths).mapToObj("-"::repeat).toList())
                + "+\n";
        text.append(line);
        appendRow(text, names, widths, alignRight);
        text.append(line);
        for (String[] row : rows) {
            appendRow(text, row, widths, alignRight);
        }
        text.append(line);
    }

    private static void appendRow(StringBuilder text, String[] cells, int[] widths, boolean alignRight) {
        text.append('|');
        for (int column = 0; column < cells.length; column++) {
            String padding = " ".repeat(widths[column] - width(cells[column]));
            text.append(alignRight ? padding + cells[column] : cells[column] + padding);
            text.append(column == cells.length - 1 ? "" : "|");
        }
        text.append("|\n");
    }

    private static void appendRecords(StringBuilder text, String[] names, List<String[]> rows) {
        int nameWidth = SMALLEST_WIDTH;
        for (String name : names) {
            nameWidth = Math.max(nameWidth, width(name));
        }
        int valueWidth = SMALLEST_WIDTH;
        for (String[] row : rows) {
            for (String cell : row) {
                valueWidth = Math.max(valueWidth, width(cell));
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            String heading = "-RECORD " + row;
            text.append(heading)
                    .append("-".repeat(Math.max(0, nameWidth + valueWidth + 5 - heading.length())))
                    .append('\n');
            String[] cells = rows.get(row);
            for (int column = 0; column < cells.length; column++) {
                text.append(' ')
                        .append(names[column])
                        .append(" ".repeat(nameWidth - width(names[column])))
                        .append(" | ")
                        .append(cells[column])
                        .append(" ".repeat(valueWidth - width(cells[column])))
                        .append(" \n");
            }
        }
    }

    private static String truncated(String cell, int truncate) {
        if (truncate <= 0 || cell.length() <= truncate) {
            return cell;
        }
        return truncate < SHORTEST_WITH_DOTS ? cell.substring(0, truncate) : cell.substring(0, truncate - 3) + "...";
    }

    private static String escaped(String cell) {
        StringBuilder safe = new StringBuilder(cell.length());
        for (int index = 0; index < cell.length(); index++) {
            char next = cell.charAt(index);
            switch (next) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                case '\f' -> safe.append("\\f");
                case '\b' -> safe.append("\\b");
                case 0x0B -> safe.append("\\v");
                case 0x07 -> safe.append("\\a");
                default -> safe.append(next);
            }
        }
        return safe.toString();
    }

    /** In columns of a terminal: characters of East Asian scripts take two. */
    private static int width(String cell) {
        int width = 0;
        for (int index = 0; index < cell.length(); index++) {
            width += isWide(cell.charAt(index)) ? 2 : 1;
        }
        return width;
    }

    private static boolean isWide(char c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || (c >= 0x2E80 && c <= 0xA4CF)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFE10 && c <= 0xFE19)
                        || (c >= 0xFE30 && c <= 0xFE6F)
                        || (c >= 0xFF00 && c <= 0xFF60)
                        || (c >= 0xFFE0 && c <= 0xFFE6));
    }
}
