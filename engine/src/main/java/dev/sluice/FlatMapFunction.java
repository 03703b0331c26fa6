package dev.sluice;

import java.util.Iterator;

/** Makes any number of values of one. */
@FunctionalInterface
public interface FlatMapFunction<T, U> {
    Iterator<U> call(T value) throws Exception;
}
