package dev.sluice;

/** Makes one value of another. */
@FunctionalInterface
public interface MapFunction<T, U> {
    U call(T value) throws Exception;
}
