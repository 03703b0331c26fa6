package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the metrics that {@code DataFrame.observe} computes: those of the first query over static data that ends. Serves
 * one DataFrame. Thread-safe.
 */
public final class Observation {
    private static final AtomicLong NEXT = new AtomicLong();

    private final String name;
    private final CompletableFuture<Map<String, @Nullable Object>> metrics = new CompletableFuture<>();
    private final AtomicBoolean isUsed = new AtomicBoolean();

    /** Under a name that no other has. */
    public Observation() {
        this("observation-" + NEXT.getAndIncrement());
    }

    public Observation(String name) {
        this.name = Given.value(name, "the name of an observation");
    }

    public String name() {
        return name;
    }

    /** The metrics by name, once there are some: waits until a query has ended. */
    public Map<String, @Nullable Object> get() throws InterruptedException {
        try {
            return metrics.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("metrics do not fail", impossible);
        }
    }

    /** The same as {@link #get}. */
    public Map<String, @Nullable Object> getAsJava() throws InterruptedException {
        return get();
    }

    void use() {
        if (isUsed.getAndSet(true)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE,
                            "an observation can be used with one DataFrame only")
                    .found(name)
                    .mend("make another one")
                    .build();
        }
    }

    void set(Batch computed) {
        StructType schema = computed.schema();
        Row row = Rows.toRows(computed).getFirst();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int column = 0; column < row.size(); column++) {
            values.put(schema.field(column).name(), row.get(column));
        }
        metrics.complete(values);
    }
}
