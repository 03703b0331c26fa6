package dev.sluice;

/** A function of three columns, such as the lambda of {@code map_zip_with}. */
@FunctionalInterface
public interface ColumnFunction3 {
    Column apply(Column first, Column second, Column third);
}
