package dev.sluice;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A function of three values of a row, for {@link functions#udf}. Nulls are handed in as they are. */
@FunctionalInterface
public interface UDF3<T1, T2, T3, R> extends Serializable {
    @Nullable
    R call(T1 value1, T2 value2, T3 value3) throws Exception;
}
