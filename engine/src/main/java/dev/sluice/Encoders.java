package dev.sluice;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The classes that values of a {@link Dataset} may have. A value that is no record is a column {@code value}. */
public final class Encoders {
    private Encoders() {}

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Boolean> BOOLEAN() {
        return single(AtomicType.BOOLEAN);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Byte> BYTE() {
        return single(AtomicType.TINYINT);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Short> SHORT() {
        return single(AtomicType.SMALLINT);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Integer> INT() {
        return single(AtomicType.INT);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Long> LONG() {
        return single(AtomicType.BIGINT);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Float> FLOAT() {
        return single(AtomicType.FLOAT);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Double> DOUBLE() {
        return single(AtomicType.DOUBLE);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<String> STRING() {
        return single(AtomicType.STRING);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<byte[]> BINARY() {
        return single(AtomicType.BINARY);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<LocalDate> LOCALDATE() {
        return single(AtomicType.DATE);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<Instant> INSTANT() {
        return single(AtomicType.TIMESTAMP);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Encoder<LocalDateTime> LOCALDATETIME() {
        return single(AtomicType.TIMESTAMP_NTZ);
    }

    private static <T> Encoder<T> single(DataType type) {
        StructType schema = new StructType().add("value", type);
        return new Encoder<>(schema, true, true, Row::of, row -> row.getAs(0));
    }

    /** Rows of this schema. */
    public static Encoder<Row> row(StructType schema) {
        return new Encoder<>(Given.value(schema, "the schema of row(...)"), false, true, row -> row, row -> row);
    }

    /**
     * A Java record: its components are the columns, in their order. They may be {@code boolean}, {@code byte}, {@code short},
     * {@code int}, {@code long}, {@code float}, {@code double} and their boxes, {@code String}, {@code byte[]},
     * {@code LocalDate}, {@code LocalDateTime}, {@code Instant}, and records, which are structs. A component of a primitive
     * type has no null.
     */
    public static <R extends Record> Encoder<R> record(Class<R> type) {
        RecordColumns<R> columns = RecordColumns.of(Given.value(type, "the class of record(...)"));
        return new Encoder<>(columns.schema(), false, false, columns::toRow, columns::fromRow);
    }
}
