package dev.sluice;

import java.util.Iterator;

/** Is given rows that follow one another. */
@FunctionalInterface
public interface ForeachPartitionFunction<T> {
    void call(Iterator<T> values) throws Exception;
}
