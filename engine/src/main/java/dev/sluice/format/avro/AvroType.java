package dev.sluice.format.avro;

import dev.sluice.types.DecimalType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A type of Apache Avro, as its specification has it. Names are full ones, with their namespace. */
public sealed interface AvroType {
    /** What errors call it. */
    String text();

    /** What values are written as. */
    enum Kind {
        NULL,
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BYTES,
        STRING
    }

    /** What a number or bytes mean. */
    sealed interface Logical {}

    /** Logical types without parameters; those that SQL has no type for are {@link #NONE}. */
    enum Simple implements Logical {
        NONE,
        DATE,
        TIMESTAMP_MILLIS,
        TIMESTAMP_MICROS,
        LOCAL_TIMESTAMP_MILLIS,
        LOCAL_TIMESTAMP_MICROS
    }

    /** The digits of a number without its point, the highest byte first, with a sign. */
    record Digits(DecimalType type) implements Logical {}

    record Primitive(Kind kind, Logical logical) implements AvroType {
        static final AvroType NULL = new Primitive(Kind.NULL);

        Primitive(Kind kind) {
            this(kind, Simple.NONE);
        }

        @Override
        public String text() {
            String name = kind.name().toLowerCase(Locale.ROOT);
            return logical == Simple.NONE ? name : name + " of " + logical;
        }
    }

    /** So many bytes. */
    record Fixed(String name, List<String> aliases, int size, Logical logical) implements AvroType {
        @Override
        public String text() {
            return "fixed " + name + " of " + size + " bytes";
        }
    }

    /** @param defaultSymbol what stands for a symbol that is not known, null for none */
    record Enumeration(
            String name,
            List<String> aliases,
            List<String> symbols,
            @Nullable String defaultSymbol) implements AvroType {
        @Override
        public String text() {
            return "enum " + name;
        }
    }

    record ArrayOf(AvroType items) implements AvroType {
        @Override
        public String text() {
            return "array of " + items.text();
        }
    }

    record MapOf(AvroType values) implements AvroType {
        @Override
        public String text() {
            return "map of " + values.text();
        }
    }

    record RecordOf(String name, List<String> aliases, List<Field> fields) implements AvroType {
        @Override
        public String text() {
            return "record " + name;
        }
    }

    /**
     * @param hasDefault whether it may be missing from what was written
     * @param defaultValue as JSON has it
     */
    record Field(
            String name,
            List<String> aliases,
            AvroType type,
            boolean hasDefault,
            @Nullable Object defaultValue) {}

    record Union(List<AvroType> branches) implements AvroType {
        @Override
        public String text() {
            return "union of " + branches.stream().map(AvroType::text).toList();
        }

        boolean hasNull() {
            return branches.contains(Primitive.NULL);
        }

        List<AvroType> withoutNull() {
            return branches.stream()
                    .filter(branch -> !branch.equals(Primitive.NULL))
                    .toList();
        }
    }
}
