package dev.sluice.oracle.random;

import java.util.List;

/**
 * Rows and their columns.
 *
 * @param rows each as long as {@code fields}, its values written in Java
 */
public record Table(List<Field> fields, List<List<String>> rows) {
    public Table {
        fields = List.copyOf(fields);
        rows = rows.stream().map(List::copyOf).toList();
    }

    Table withRows(List<List<String>> others) {
        return new Table(fields, others);
    }
}
