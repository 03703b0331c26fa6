package dev.sluice.format.avro;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DecimalType;
import dev.sluice.types.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads schemas as Avro writes them, in JSON. A record within itself is refused: a column has no such type. */
public final class AvroSchemaParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    /** By full name. */
    private final Map<String, AvroType> named = new HashMap<>();

    /** The records that are being read. */
    private final Set<String> open = new HashSet<>();

    private AvroSchemaParser() {}

    /**
     * @param where what the schema belongs to, for errors
     * @throws SluiceException an analysis error that says what is wrong with the schema
     */
    public static AvroType parse(String json, String where) {
        try {
            return new AvroSchemaParser().type(Json.parse(json), "");
        } catch (IllegalArgumentException wrong) {
            throw SluiceException.analysis(ErrorCondition.INVALID_AVRO_SCHEMA, "the Avro schema cannot be used")
                    .at(where)
                    .found(String.valueOf(wrong.getMessage()))
                    .expected(
                            "a schema of Apache Avro in JSON, for example {\"type\":\"record\",\"name\":\"event\",\"fields\":"
                                    + "[{\"name\":\"id\",\"type\":\"long\"}]}")
                    .mend("correct the schema")
                    .build();
        }
    }

    private AvroType type(@Nullable Object schema, String namespace) {
        return switch (schema) {
            case String name -> named(name, namespace);
            case List<?> branches -> union(branches, namespace);
            case Map<?, ?> object -> object(object, namespace);
            case null, default -> throw new IllegalArgumentException("a type is " + Json.write(schema));
        };
    }

    private AvroType named(String name, String namespace) {
        for (AvroType.Kind kind : AvroType.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return new AvroType.Primitive(kind);
            }
        }
        String full = fullName(name, namespace);
        if (open.contains(full)) {
            throw new IllegalArgumentException("record " + full + " stands within itself");
        }
        AvroType known = named.get(full);
        if (known == null) {
            throw new IllegalArgumentException("there is no type \"" + name + "\"");
        }
        return known;
    }

    private AvroType union(List<?> branches, String namespace) {
        List<AvroType> types = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (Object branch : branches) {
            AvroType type = type(branch, namespace);
            if (type instanceof AvroType.Union) {
                throw new IllegalArgumentException("a union stands right within a union");
            }
            if (!kinds.add(kindInUnion(type))) {
                throw new IllegalArgumentException("a union has " + type.text() + " twice");
            }
            types.add(type);
        }
        if (types.isEmpty()) {
            throw new IllegalArgumentException("a union has no types");
        }
        return new AvroType.Union(List.copyOf(types));
    }

    private static String kindInUnion(AvroType type) {
        return switch (type) {
            case AvroType.Primitive primitive -> primitive.kind().name();
            case AvroType.ArrayOf ignored -> "array";
            case AvroType.MapOf ignored -> "map";
            case AvroType.Union ignored -> "union";
            case AvroType.Fixed fixed -> "name " + fixed.name();
            case AvroType.Enumeration enumeration -> "name " + enumeration.name();
            case AvroType.RecordOf record -> "name " + record.name();
        };
    }

    private AvroType object(Map<?, ?> schema, String namespace) {
        Object type = schema.get("type");
        // Avro takes a type in braces for the type.
        return type instanceof String name ? object(name, schema, namespace) : type(type, namespace);
    }

    private AvroType object(String name, Map<?, ?> schema, String namespace) {
        return switch (name) {
            case "record", "error" -> record(schema, namespace);
            case "enum" -> enumeration(schema, namespace);
            case "fixed" -> fixed(schema, namespace);
            case "array" -> new AvroType.ArrayOf(type(schema.get("items"), namespace));
            case "map" -> new AvroType.MapOf(type(schema.get("values"), namespace));
            default ->
                named(name, namespace) instanceof AvroType.Primitive primitive
                        ? new AvroType.Primitive(primitive.kind(), logical(schema, primitive.kind()))
                        : named(name, namespace);
        };
    }

    private AvroType record(Map<?, ?> schema, String outer) {
        String name = declaredName(schema, outer);
        String namespace = namespaceOf(name);
        open.add(name);
        List<AvroType.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object given : list(schema, "fields")) {
            if (!(given instanceof Map<?, ?> field)) {
                throw new IllegalArgumentException("a field of record " + name + " is no object");
            }
            String fieldName = text(field, "name");
            if (!names.add(fieldName)) {
                throw new IllegalArgumentException("record " + name + " has two fields \"" + fieldName + "\"");
            }
            fields.add(new AvroType.Field(
                    fieldName,
                    aliases(field, ""),
                    type(field.get("type"), namespace),
                    field.containsKey("default"),
                    field.get("default")));
        }
        open.remove(name);
        return declared(name, new AvroType.RecordOf(name, aliases(schema, namespace), List.copyOf(fields)));
    }

    private AvroType enumeration(Map<?, ?> schema, String outer) {
        String name = declaredName(schema, outer);
        List<String> symbols =
                list(schema, "symbols").stream().map(String::valueOf).toList();
        return declared(
                name,
                new AvroType.Enumeration(
                        name,
                        aliases(schema, namespaceOf(name)),
                        symbols,
                        schema.get("default") instanceof String symbol ? symbol : null));
    }

    private AvroType fixed(Map<?, ?> schema, String outer) {
        String name = declaredName(schema, outer);
        if (!(schema.get("size") instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("fixed " + name + " has no size");
        }
        AvroType.Logical logical = logical(schema, AvroType.Kind.BYTES);
        return declared(name, new AvroType.Fixed(name, aliases(schema, namespaceOf(name)), size.intValue(), logical));
    }

    private AvroType declared(String name, AvroType type) {
        if (named.putIfAbsent(name, type) != null) {
            throw new IllegalArgumentException("there are two types " + name);
        }
        return type;
    }

    /** A logical type that does not fit is none, as the specification has it. */
    private static AvroType.Logical logical(Map<?, ?> schema, AvroType.Kind kind) {
        String name = schema.get("logicalType") instanceof String text ? text : "";
        AvroType.Logical logical = switch (name) {
            case "date" -> AvroType.Simple.DATE;
            case "timestamp-millis" -> AvroType.Simple.TIMESTAMP_MILLIS;
            case "timestamp-micros" -> AvroType.Simple.TIMESTAMP_MICROS;
            case "local-timestamp-millis" -> AvroType.Simple.LOCAL_TIMESTAMP_MILLIS;
            case "local-timestamp-micros" -> AvroType.Simple.LOCAL_TIMESTAMP_MICROS;
            case "decimal" -> digits(schema);
            default -> AvroType.Simple.NONE;
        };
        AvroType.Kind fitting = switch (logical) {
            case AvroType.Digits ignored -> AvroType.Kind.BYTES;
            case AvroType.Simple simple -> simple == AvroType.Simple.DATE ? AvroType.Kind.INT : AvroType.Kind.LONG;
        };
        return kind == fitting ? logical : AvroType.Simple.NONE;
    }

    private static AvroType.Logical digits(Map<?, ?> schema) {
        long scale = schema.get("scale") instanceof Long given ? given : 0;
        if (!(schema.get("precision") instanceof Long precision) || precision < 1 || scale < 0 || scale > precision) {
            return AvroType.Simple.NONE;
        }
        if (precision > DecimalType.MAX_PRECISION) {
            throw new IllegalArgumentException(
                    "a decimal has " + precision + " digits, more than " + DecimalType.MAX_PRECISION);
        }
        return new AvroType.Digits(new DecimalType(precision.intValue(), (int) scale));
    }

    private static String declaredName(Map<?, ?> schema, String outer) {
        String name = text(schema, "name");
        String namespace = schema.get("namespace") instanceof String own ? own : outer;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name");
        }
        return fullName(name, namespace);
    }

    private static String fullName(String name, String namespace) {
        return name.indexOf('.') >= 0 || namespace.isEmpty() ? name : namespace + "." + name;
    }

    private static String namespaceOf(String fullName) {
        return fullName.substring(0, Math.max(0, fullName.lastIndexOf('.')));
    }

    private static List<String> aliases(Map<?, ?> schema, String namespace) {
        return schema.get("aliases") instanceof List<?> aliases
                ? aliases.stream()
                        .map(alias -> fullName(String.valueOf(alias), namespace))
                        .toList()
                : List.of();
    }

    private static String text(Map<?, ?> schema, String key) {
        if (!(schema.get(key) instanceof String text)) {
            throw new IllegalArgumentException("a type or field has no \"" + key + "\"");
        }
        return text;
    }

    private static List<?> list(Map<?, ?> schema, String key) {
        if (!(schema.get(key) instanceof List<?> list)) {
            throw new IllegalArgumentException(text(schema, "name") + " has no list of \"" + key + "\"");
        }
        return list;
    }
}
