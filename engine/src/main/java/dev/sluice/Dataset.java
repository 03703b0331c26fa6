package dev.sluice;

import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A table whose rows the program sees as values of a class: a {@link DataFrame} and an {@link Encoder}. Immutable. Functions
 * of the program get one value at a time, from several threads; what a column expression can do is faster.
 */
public final class Dataset<T> {
    private static final String AS_VALUE = "as a value";

    private final DataFrame frame;

    /** The columns of the class alone, in their order. */
    private final DataFrame values;

    private final Encoder<T> encoder;

    Dataset(DataFrame frame, Encoder<T> encoder) {
        this.frame = frame;
        this.values = Conversion.to(frame, encoder);
        this.encoder = encoder;
    }

    /** The rows, with all their columns. */
    public DataFrame toDF() {
        return frame;
    }

    public StructType schema() {
        return frame.schema();
    }

    public boolean isStreaming() {
        return frame.isStreaming();
    }

    public Encoder<T> encoder() {
        return encoder;
    }

    // Steps.

    /** A value for each value. */
    public <U> Dataset<U> map(MapFunction<T, U> function, Encoder<U> encoderOfResult) {
        MapFunction<T, U> given = Given.value(function, "the function of map(...)");
        return mapped(
                "map(...)",
                values -> new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return values.hasNext();
                    }

                    @Override
                    public U next() {
                        return UserFunctions.call("map(...)", () -> given.call(values.next()));
                    }
                },
                encoderOfResult);
    }

    /** Any number of values for each value. */
    public <U> Dataset<U> flatMap(FlatMapFunction<T, U> function, Encoder<U> encoderOfResult) {
        FlatMapFunction<T, U> given = Given.value(function, "the function of flatMap(...)");
        return mapped(
                "flatMap(...)",
                values -> new Iterator<>() {
                    private Iterator<U> current = Collections.emptyIterator();

                    @Override
                    public boolean hasNext() {
                        while (!current.hasNext() && values.hasNext()) {
                            current = UserFunctions.call("flatMap(...)", () -> given.call(values.next()));
                        }
                        return current.hasNext();
                    }

                    @Override
                    public U next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException("no more values");
                        }
                        return current.next();
                    }
                },
                encoderOfResult);
    }

    /** Any number of values for some that follow one another; how many those are is the engine's business. */
    public <U> Dataset<U> mapPartitions(MapPartitionsFunction<T, U> function, Encoder<U> encoderOfResult) {
        return mapped(
                "mapPartitions(...)", Given.value(function, "the function of mapPartitions(...)"), encoderOfResult);
    }

    private <U> Dataset<U> mapped(String what, MapPartitionsFunction<T, U> function, Encoder<U> result) {
        Encoder<U> target = Given.value(result, "the encoder of " + what);
        MapPartitionsFunction<Row, Row> ofRows = rows -> rowsOf(function.call(valuesOf(rows, encoder)), target);
        return new Dataset<>(
                values.mapped(what, target.schema(), UserFunctions.rows(what, target.schema(), ofRows)), target);
    }

    private static <V> Iterator<V> valuesOf(Iterator<Row> rows, Encoder<V> encoder) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public V next() {
                return encoder.fromRow(rows.next());
            }
        };
    }

    private static <V> Iterator<Row> rowsOf(Iterator<V> values, Encoder<V> encoder) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public Row next() {
                return encoder.toRow(values.next());
            }
        };
    }

    /** The values for which the function is true. */
    @SuppressWarnings("ReferenceEquality") // The same table, not an equal one.
    public Dataset<T> filter(FilterFunction<T> function) {
        FilterFunction<T> given = Given.value(function, "the function of filter(...)");
        if (values == frame) {
            return new Dataset<>(frame.filter((FilterFunction<Row>) row -> given.call(encoder.fromRow(row))), encoder);
        }
        DataFrame beside = frame.select(
                functions.col("*"), Conversion.asStruct(frame, encoder).as(AS_VALUE));
        int place = frame.schema().size();
        DataFrame kept = beside.filter((FilterFunction<Row>)
                row -> given.call(encoder.fromRow(Objects.requireNonNull(row.getStruct(place), "the value"))));
        return new Dataset<>(kept.drop(AS_VALUE), encoder);
    }

    /** The values of the rows for which the condition is true. */
    public Dataset<T> filter(Column condition) {
        return new Dataset<>(frame.filter(condition), encoder);
    }

    /** The same rows as values of another class: columns are found by their names. */
    public <U> Dataset<U> as(Encoder<U> other) {
        return frame.as(other);
    }

    // Values.

    /** Gives every value to the function, one after the other, on this thread. Static data only. */
    public void foreach(ForeachFunction<T> function) {
        ForeachFunction<T> given = Given.value(function, "the function of foreach(...)");
        values.foreach((ForeachFunction<Row>) row -> given.call(encoder.fromRow(row)));
    }

    /** Gives all values to the function, as one partition, on this thread. Static data only. */
    public void foreachPartition(ForeachPartitionFunction<T> function) {
        ForeachPartitionFunction<T> given = Given.value(function, "the function of foreachPartition(...)");
        values.foreachPartition((ForeachPartitionFunction<Row>) rows -> given.call(valuesOf(rows, encoder)));
    }

    /**
     * One value of all, made by putting two together as long as there are two.
     *
     * @throws NoSuchElementException if there is none
     */
    public T reduce(ReduceFunction<T> function) {
        ReduceFunction<T> given = Given.value(function, "the function of reduce(...)");
        List<T> result = new ArrayList<>(1);
        foreach(value -> {
            if (result.isEmpty()) {
                result.add(value);
            } else {
                result.set(0, given.call(result.getFirst(), value));
            }
        });
        if (result.isEmpty()) {
            throw new NoSuchElementException("reduce(...) of no values");
        }
        return result.getFirst();
    }

    public List<T> collectAsList() {
        return values.collectAsList().stream().map(encoder::fromRow).toList();
    }

    public List<T> takeAsList(int count) {
        return values.takeAsList(count).stream().map(encoder::fromRow).toList();
    }

    /** @throws NoSuchElementException if there is none */
    public T first() {
        return encoder.fromRow(values.first());
    }

    public long count() {
        return frame.count();
    }

    public void show() {
        frame.show();
    }

    /** Writes a stream. */
    public DataStreamWriter writeStream() {
        return frame.writeStream();
    }

    /** Writes static data. */
    public DataFrameWriter write() {
        return frame.write();
    }
}
