package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a task from its input, which knows where they were. */
interface TaskOutput extends Output {
    /** @param places what errors call a row of the batch, by its number; asked while the call lasts. Null if nobody knows */
    void push(Batch batch, @Nullable IntFunction<String> places);
}
