package dev.sluice;

import org.jspecify.annotations.Nullable;

/** Makes rows, under Spark's name. */
public final class RowFactory {
    private RowFactory() {}

    public static Row create(@Nullable Object... values) {
        return Row.of(values);
    }
}
