package dev.sluice.format.avro;

import dev.sluice.format.ByteArray;
import dev.sluice.types.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The default of a field, which a schema has as JSON, as the bytes that stand for it. */
final class AvroDefaults {
    private AvroDefaults() {}

    static byte[] write(AvroType.Field field) throws AvroMismatchException {
        ByteArray out = new ByteArray(16);
        if (!write(field.type(), field.defaultValue(), out)) {
            throw new AvroMismatchException(
                    "the default of field \"" + field.name() + "\", " + Json.write(field.defaultValue()) + ", is no "
                            + field.type().text());
        }
        return out.toArray();
    }

    /** Whether the value is one of the type. */
    private static boolean write(AvroType type, @Nullable Object value, ByteArray out) {
        return switch (type) {
            case AvroType.Primitive primitive -> write(primitive.kind(), value, out);
            case AvroType.Fixed fixed -> {
                byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
                out.add(bytes, 0, bytes.length);
                yield value instanceof String && bytes.length == fixed.size();
            }
            case AvroType.Enumeration symbols -> {
                int index = value instanceof String symbol ? symbols.symbols().indexOf(symbol) : -1;
                AvroOutput.writeLong(out, index);
                yield index >= 0;
            }
            case AvroType.ArrayOf array -> value instanceof List<?> elements && writeArray(array, elements, out);
            case AvroType.MapOf map -> value instanceof Map<?, ?> entries && writeMap(map, entries, out);
            case AvroType.RecordOf record -> value instanceof Map<?, ?> fields && writeRecord(record, fields, out);
            case AvroType.Union union -> {
                // A default is one of the first type.
                AvroOutput.writeLong(out, 0);
                yield write(union.branches().getFirst(), value, out);
            }
        };
    }

    private static boolean write(AvroType.Kind kind, @Nullable Object value, ByteArray out) {
        return switch (kind) {
            case NULL -> value == null;
            case BOOLEAN -> {
                out.add((byte) (Boolean.TRUE.equals(value) ? 1 : 0));
                yield value instanceof Boolean;
            }
            case INT, LONG -> {
                AvroOutput.writeLong(out, value instanceof Long number ? number : 0);
                yield value instanceof Long number && (kind == AvroType.Kind.LONG || number == number.intValue());
            }
            case FLOAT -> {
                AvroOutput.writeFloat(out, value instanceof Number number ? number.floatValue() : 0);
                yield value instanceof Number;
            }
            case DOUBLE -> {
                AvroOutput.writeDouble(out, value instanceof Number number ? number.doubleValue() : 0);
                yield value instanceof Number;
            }
            case BYTES, STRING -> {
                byte[] bytes = String.valueOf(value)
                        .getBytes(kind == AvroType.Kind.STRING ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
                AvroOutput.writeBytes(out, bytes, 0, bytes.length);
                yield value instanceof String;
            }
        };
    }

    private static boolean writeArray(AvroType.ArrayOf type, List<?> elements, ByteArray out) {
        if (!elements.isEmpty()) {
            AvroOutput.writeLong(out, elements.size());
        }
        for (Object element : elements) {
            if (!write(type.items(), element, out)) {
                return false;
            }
        }
        AvroOutput.writeLong(out, 0);
        return true;
    }

    private static boolean writeMap(AvroType.MapOf type, Map<?, ?> entries, ByteArray out) {
        if (!entries.isEmpty()) {
            AvroOutput.writeLong(out, entries.size());
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!write(AvroType.Kind.STRING, entry.getKey(), out) || !write(type.values(), entry.getValue(), out)) {
                return false;
            }
        }
        AvroOutput.writeLong(out, 0);
        return true;
    }

    private static boolean writeRecord(AvroType.RecordOf type, Map<?, ?> fields, ByteArray out) {
        for (AvroType.Field field : type.fields()) {
            Object value = fields.containsKey(field.name()) ? fields.get(field.name()) : field.defaultValue();
            if (!write(field.type(), value, out)) {
                return false;
            }
        }
        return true;
    }
}
