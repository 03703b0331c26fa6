package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.concat_ws;
import static dev.sluice.functions.lit;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query over events with columns {@code id}, {@code k}, {@code t} and {@code v}, and what it answers by its definition.
 * An answer is a column of texts.
 */
public interface Shape {
    /** @param sources all of them, or one that is their union where {@link #wantsUnion} */
    DataFrame query(List<DataFrame> sources);

    /** Answers from the beginning. */
    BatchEvaluator evaluator();

    /** {@code append}, {@code update} or {@code complete}. */
    String mode();

    default boolean wantsUnion() {
        return true;
    }

    /** Whether rows have an event time that moves a watermark. */
    default boolean hasWatermark() {
        return true;
    }

    /** Whether rows without a time are left out before anything else. */
    default boolean wantsTimes() {
        return false;
    }

    /**
     * Whether rows of this source without a key are left out before anything else. A join does so by itself where they
     * could not come out, so that they move no watermark.
     */
    default boolean wantsKeys(int source) {
        return false;
    }

    /** Whether an event, which has a time, comes too late for the query. */
    default boolean isLate(Event event, long lateMicros) {
        return false;
    }

    /** The columns that the query reads of an event that comes too late, as {@link Event#values} takes them. */
    default String lateColumns() {
        return "iktv";
    }

    /** A query that has less to do, of the same mode and from the same sources; null if there is none. */
    default @Nullable Shape simpler() {
        return null;
    }

    /** A row of these values as a text. */
    static Column text(Column... values) {
        Column[] parts = Arrays.stream(values)
                .map(value -> coalesce(value.cast("string"), lit("-")))
                .toArray(Column[]::new);
        return concat_ws("|", parts).as("row");
    }

    /** As {@link #text(Column...)} writes it. */
    static String text(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> Objects.requireNonNullElse(value, "-").toString())
                .collect(Collectors.joining("|"));
    }
}
