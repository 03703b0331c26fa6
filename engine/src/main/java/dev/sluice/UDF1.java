package dev.sluice;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A function of one value of a row, for {@link functions#udf}. Nulls are handed in as they are. */
@FunctionalInterface
public interface UDF1<T1, R> extends Serializable {
    @Nullable
    R call(T1 value1) throws Exception;
}
