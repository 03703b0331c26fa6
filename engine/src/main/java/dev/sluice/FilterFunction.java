package dev.sluice;

/** Says whether a row is kept. */
@FunctionalInterface
public interface FilterFunction<T> {
    boolean call(T value) throws Exception;
}
