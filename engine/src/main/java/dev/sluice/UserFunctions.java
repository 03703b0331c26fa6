package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.RowMapper;
import dev.sluice.types.StructType;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Functions of the program over rows as objects, for the engine, which has them in columns. */
final class UserFunctions {
    private UserFunctions() {}

    /** Something of the program that may fail. */
    @FunctionalInterface
    interface Call<V> {
        V run() throws Exception;
    }

    /** @param what the error names, for example {@code map(...)} */
    static <V> V call(String what, Call<V> call) {
        try {
            return call.run();
        } catch (SluiceException known) {
            throw known;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failed) {
            throw failed(what, failed);
        }
    }

    static SluiceException failed(String what, Throwable cause) {
        return SluiceException.of(ErrorCondition.USER_FUNCTION_ERROR, "a function of the program threw " + cause)
                .at(what)
                .mend("see the cause")
                .cause(cause)
                .build();
    }

    /** Rows that follow one another to others of this schema. */
    static RowMapper rows(String what, StructType schema, MapPartitionsFunction<Row, Row> function) {
        return (batch, output) -> {
            Iterator<Row> made =
                    call(what, () -> function.call(Rows.toRows(batch).iterator()));
            append(what, schema, made, output);
        };
    }

    private static void append(String what, StructType schema, Iterator<Row> rows, Consumer<Batch> output) {
        BatchBuilder builder = new BatchBuilder(schema);
        long number = 0;
        while (call(what, rows::hasNext)) {
            Rows.append(builder, call(what, rows::next), number++);
            if (builder.rowCount() == Batch.DEFAULT_ROWS) {
                output.accept(builder.build());
                builder.reset();
            }
        }
        if (builder.rowCount() > 0) {
            output.accept(builder.build());
        }
    }

    /** The rows for which the function is true. */
    static RowMapper filter(FilterFunction<Row> function) {
        return (batch, output) -> {
            List<Row> rows = Rows.toRows(batch);
            int[] kept = new int[rows.size()];
            int count = 0;
            for (int row = 0; row < kept.length; row++) {
                Row given = rows.get(row);
                kept[count] = row;
                count += call("filter(...)", () -> function.call(given)) ? 1 : 0;
            }
            if (count > 0) {
                output.accept(batch.gather(kept, count));
            }
        };
    }
}
