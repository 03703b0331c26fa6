package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.format.DateTimes;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads one record the slow way: what {@code JsonParser} must make of it. */
final class JacksonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final byte[] record;
    private boolean hasMismatch;

    private JacksonReader(byte[] record) {
        this.record = record;
    }

    /** The row in mode PERMISSIVE, the last column being that of corrupt records. */
    static List<@Nullable Object> row(StructType schema, String text) {
        byte[] record = text.getBytes(UTF_8);
        StructType fields = schema.project(
                java.util.stream.IntStream.range(0, schema.size() - 1).toArray());
        JacksonReader reader = new JacksonReader(record);
        List<@Nullable Object> row;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), record)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                reader.hasMismatch = true;
                row = nulls(fields);
            } else {
                row = reader.object(fields, parser);
            }
        } catch (JacksonException malformed) {
            reader.hasMismatch = true;
            row = nulls(fields);
        }
        row.add(reader.hasMismatch ? text : null);
        return row;
    }

    private static List<@Nullable Object> nulls(StructType fields) {
        return new ArrayList<>(Collections.<@Nullable Object>nCopies(fields.size(), null));
    }

    private List<@Nullable Object> object(StructType fields, JsonParser parser) {
        List<@Nullable Object> row = nulls(fields);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            OptionalInt index = fields.indexOf(name);
            if (index.isEmpty()) {
                finish(parser);
            } else if (token == JsonToken.VALUE_NULL) {
                row.set(index.getAsInt(), null);
            } else {
                Object value = value(fields.type(index.getAsInt()), token, parser);
                if (value == null) {
                    hasMismatch = true;
                } else {
                    row.set(index.getAsInt(), value);
                }
            }
        }
        return row;
    }

    /** Texts are read lazily, so that their faults show only when asked for. */
    private static void finish(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.getString();
        } else {
            parser.skipChildren();
        }
    }

    private @Nullable Object value(DataType type, JsonToken token, JsonParser parser) {
        if (type instanceof StructType struct) {
            if (token == JsonToken.START_OBJECT) {
                return object(struct, parser);
            }
            finish(parser);
            return null;
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            return type == AtomicType.STRING ? new String(Arrays.copyOfRange(record, start, end), UTF_8) : null;
        }
        String text = parser.getString();
        boolean isText = token == JsonToken.VALUE_STRING;
        boolean isWhole = token == JsonToken.VALUE_NUMBER_INT;
        boolean isNumber = isWhole || token == JsonToken.VALUE_NUMBER_FLOAT;
        return switch ((AtomicType) type) {
            // Half a surrogate pair has no bytes of its own.
            case STRING -> new String(text.getBytes(UTF_8), UTF_8);
            case BOOLEAN -> (isNumber || isText) ? null : Boolean.valueOf(token == JsonToken.VALUE_TRUE);
            case DOUBLE -> isNumber ? (Object) number(text) : isText ? nonNumeric(text) : null;
            case INT -> isWhole && isWithin(text, Integer.MIN_VALUE, Integer.MAX_VALUE) ? Integer.valueOf(text) : null;
            case BIGINT -> isWhole && isWithin(text, Long.MIN_VALUE, Long.MAX_VALUE) ? Long.valueOf(text) : null;
            case TINYINT, SMALLINT, FLOAT, BINARY, TIMESTAMP_NTZ ->
                throw new IllegalArgumentException("not compared: " + type);
            case TIMESTAMP -> timestamp(text, isText, isWhole);
            case DATE -> {
                int days = isText
                        ? DateTimes.parseDate(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length)
                        : Integer.MIN_VALUE;
                yield days == DateTimes.INVALID_DATE ? null : days;
            }
        };
    }

    private static @Nullable Object timestamp(String text, boolean isText, boolean isWhole) {
        long micros = DateTimes.INVALID;
        if (isText) {
            byte[] bytes = text.getBytes(UTF_8);
            micros = DateTimes.parseTimestamp(bytes, 0, bytes.length, ZoneOffset.UTC);
        } else if (isWhole && isWithin(text, Long.MIN_VALUE / 1_000_000, Long.MAX_VALUE / 1_000_000)) {
            micros = Long.parseLong(text) * 1_000_000;
        }
        return micros == DateTimes.INVALID ? null : micros;
    }

    private static boolean isWithin(String text, long least, long most) {
        java.math.BigInteger value = new java.math.BigInteger(text);
        return value.compareTo(java.math.BigInteger.valueOf(least)) >= 0
                && value.compareTo(java.math.BigInteger.valueOf(most)) <= 0;
    }

    private static double number(String text) {
        Double nonNumeric = nonNumeric(text);
        return nonNumeric != null ? nonNumeric : Double.parseDouble(text);
    }

    private static @Nullable Double nonNumeric(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+INF", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
