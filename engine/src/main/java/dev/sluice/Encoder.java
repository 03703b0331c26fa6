package dev.sluice;

import dev.sluice.types.StructType;
import java.util.function.Function;

/** How values of a class are rows, and rows such values. Made by {@link Encoders}. */
public final class Encoder<T> {
    private final StructType schema;
    private final boolean isSingle;
    private final boolean isExact;
    private final Function<T, Row> toRow;
    private final Function<Row, T> fromRow;

    /**
     * @param isSingle whether a value is the only column, whatever that is called
     * @param isExact whether a table must not have other columns
     */
    Encoder(StructType schema, boolean isSingle, boolean isExact, Function<T, Row> toRow, Function<Row, T> fromRow) {
        this.schema = schema;
        this.isSingle = isSingle;
        this.isExact = isExact;
        this.toRow = toRow;
        this.fromRow = fromRow;
    }

    public StructType schema() {
        return schema;
    }

    boolean isSingle() {
        return isSingle;
    }

    boolean isExact() {
        return isExact;
    }

    Row toRow(T value) {
        return toRow.apply(value);
    }

    T fromRow(Row row) {
        return fromRow.apply(row);
    }
}
