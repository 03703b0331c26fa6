package dev.sluice;

/** Makes one value of two; in which order values come must not matter. */
@FunctionalInterface
public interface ReduceFunction<T> {
    T call(T left, T right) throws Exception;
}
