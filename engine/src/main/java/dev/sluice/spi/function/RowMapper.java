package dev.sluice.spi.function;

import dev.sluice.columnar.Batch;
import java.util.function.Consumer;

/** Makes other rows of rows, those of a batch at a time; used by many threads at the same time. */
@FunctionalInterface
public interface RowMapper {
    /**
     * @param rows the caller's again when the call returns
     * @param output is given any number of batches, each the mapper's own again when {@code output} returns
     */
    void map(Batch rows, Consumer<Batch> output);
}
