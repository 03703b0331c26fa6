package dev.sluice;

/** Is given every row. */
@FunctionalInterface
public interface ForeachFunction<T> {
    void call(T value) throws Exception;
}
