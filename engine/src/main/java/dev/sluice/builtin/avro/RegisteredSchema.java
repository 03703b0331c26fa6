package dev.sluice.builtin.avro;

import dev.sluice.format.avro.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** A schema that is registered when the first message is written with it, and not when a query is planned. Thread-safe. */
final class RegisteredSchema {
    private final SchemaRegistry registry;
    private final String subject;
    private final String schema;
    private @Nullable Integer id;

    RegisteredSchema(SchemaRegistry registry, String subject, String schema) {
        this.registry = registry;
        this.subject = subject;
        this.schema = schema;
    }

    synchronized int id() {
        Integer known = id;
        if (known == null) {
            known = registry.register(subject, schema);
            id = known;
        }
        return known;
    }
}
