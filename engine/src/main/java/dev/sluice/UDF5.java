package dev.sluice;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A function of five values of a row, for {@link functions#udf}. Nulls are handed in as they are. */
@FunctionalInterface
public interface UDF5<T1, T2, T3, T4, T5, R> extends Serializable {
    @Nullable
    R call(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5) throws Exception;
}
