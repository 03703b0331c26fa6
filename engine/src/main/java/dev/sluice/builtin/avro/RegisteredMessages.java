package dev.sluice.builtin.avro;

import dev.sluice.columnar.VectorBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.avro.AvroInput;
import dev.sluice.format.avro.AvroMismatchException;
import dev.sluice.format.avro.AvroReader;
import dev.sluice.format.avro.AvroReaders;
import dev.sluice.format.avro.AvroSchemaParser;
import dev.sluice.format.avro.AvroType;
import dev.sluice.format.avro.SchemaRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Messages that say which schema they were written with: the registry is asked for each once, for an id means one schema for ever. */
record RegisteredMessages(SchemaRegistry registry, AvroType read, Map<Integer, AvroReader> known)
        implements MessageReaders {
    RegisteredMessages(SchemaRegistry registry, AvroType read) {
        this(registry, read, new ConcurrentHashMap<>());
    }

    @Override
    public MessageReader ofTask() {
        return new OfTask();
    }

    private AvroReader reader(int id) {
        // Not computed under the lock of the map: the registry may take its time.
        AvroReader found = known.get(id);
        if (found == null) {
            String where = "schema " + id + " of registry " + registry.address();
            try {
                found = AvroReaders.of(AvroSchemaParser.parse(registry.schema(id), where), read);
            } catch (AvroMismatchException other) {
                throw SluiceException.of(
                                ErrorCondition.INVALID_AVRO_SCHEMA,
                                "messages were written with a schema that does not fit the one given")
                        .at("function from_avro, " + where)
                        .found(String.valueOf(other.getMessage()))
                        .mend("give a schema that has defaults for what older messages do not have")
                        .cause(other)
                        .build();
            }
            known.put(id, found);
        }
        return found;
    }

    private final class OfTask implements MessageReader {
        private final AvroInput in = new AvroInput();

        /** Most messages are of one schema. */
        private int lastId;

        private @Nullable AvroReader last;

        @Override
        public void read(byte[] data, int start, int length, VectorBuilder column, int row) {
            int id = SchemaRegistry.idOf(data, start, length);
            in.open(data, start + SchemaRegistry.PREFIX_BYTES, length - SchemaRegistry.PREFIX_BYTES);
            AvroReader reader = last;
            if (reader == null || id != lastId) {
                reader = reader(id);
                last = reader;
                lastId = id;
            }
            reader.read(in, column, row);
        }
    }
}
