package dev.sluice;

import java.util.Iterator;

/** Makes any number of values of some that follow one another. */
@FunctionalInterface
public interface MapPartitionsFunction<T, U> {
    Iterator<U> call(Iterator<T> values) throws Exception;
}
