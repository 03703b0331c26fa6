package dev.sluice;

import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The methods of {@link functions} that are about bits and bytes: encodings, digests, hashes and messages of Avro among them. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfBytes extends FunctionsOfNumbers {
    FunctionsOfBytes() {}

    // Bits.

    public static Column bitwise_not(Column number) {
        return Column.call("~", number);
    }

    public static Column bit_count(Column number) {
        return Column.call("bit_count", number);
    }

    public static Column getbit(Column number, Column position) {
        return Column.call("getbit", number, position);
    }

    public static Column bit_get(Column number, Column position) {
        return Column.call("bit_get", number, position);
    }

    public static Column shiftleft(Column number, int by) {
        return Column.call("shiftleft", number, lit(by));
    }

    public static Column shiftright(Column number, int by) {
        return Column.call("shiftright", number, lit(by));
    }

    public static Column shiftrightunsigned(Column number, int by) {
        return Column.call("shiftrightunsigned", number, lit(by));
    }

    // Digests and hashes.

    /** The bytes in Base64. */
    public static Column base64(Column bytes) {
        return Column.call("base64", bytes);
    }

    public static Column unbase64(Column text) {
        return Column.call("unbase64", text);
    }

    /** The bytes that hexadecimal digits stand for. */
    public static Column unhex(Column digits) {
        return Column.call("unhex", digits);
    }

    public static Column encode(Column text, String charset) {
        return Column.call("encode", text, lit(charset));
    }

    public static Column decode(Column bytes, String charset) {
        return Column.call("decode", bytes, lit(charset));
    }

    public static Column to_binary(Column text) {
        return Column.call("to_binary", text);
    }

    public static Column to_binary(Column text, Column format) {
        return Column.call("to_binary", text, format);
    }

    public static Column try_to_binary(Column text) {
        return Column.call("try_to_binary", text);
    }

    public static Column try_to_binary(Column text, Column format) {
        return Column.call("try_to_binary", text, format);
    }

    public static Column md5(Column text) {
        return Column.call("md5", text);
    }

    public static Column sha(Column text) {
        return Column.call("sha", text);
    }

    public static Column sha1(Column text) {
        return Column.call("sha1", text);
    }

    public static Column sha2(Column text, int bits) {
        return Column.call("sha2", text, lit(bits));
    }

    public static Column crc32(Column text) {
        return Column.call("crc32", text);
    }

    /** Spark's Murmur3 hash of the values. */
    public static Column hash(Column... columns) {
        return Column.call("hash", columns);
    }

    public static Column xxhash64(Column... columns) {
        return Column.call("xxhash64", columns);
    }

    // Messages of Avro.

    /** @param jsonFormatSchema that the messages were written with */
    public static Column from_avro(Column data, String jsonFormatSchema) {
        return Column.call("from_avro", data, lit(Given.value(jsonFormatSchema, "the schema of from_avro(...)")));
    }

    /** @param jsonFormatSchema that the messages were written with; with a registry, that they are read as */
    public static Column from_avro(Column data, String jsonFormatSchema, Map<String, String> options) {
        return withOptions(
                "from_avro", options, data, lit(Given.value(jsonFormatSchema, "the schema of from_avro(...)")));
    }

    /** With the schema that the type of the column has. */
    public static Column to_avro(Column data) {
        return Column.call("to_avro", data);
    }

    /** @param jsonFormatSchema that messages are written with */
    public static Column to_avro(Column data, String jsonFormatSchema) {
        return Column.call("to_avro", data, lit(Given.value(jsonFormatSchema, "the schema of to_avro(...)")));
    }

    /** @param jsonFormatSchema that messages are written with */
    public static Column to_avro(Column data, String jsonFormatSchema, Map<String, String> options) {
        return withOptions("to_avro", options, data, lit(Given.value(jsonFormatSchema, "the schema of to_avro(...)")));
    }

    /** A call whose last argument is a map of options, if there are some. */
    static Column withOptions(String function, Map<String, String> options, Column... arguments) {
        List<Column> all = new ArrayList<>(Given.values(arguments, "the arguments of " + function + "(...)"));
        List<Column> entries = new ArrayList<>();
        Given.entries(options, "the options of " + function + "(...)").forEach((name, value) -> {
            entries.add(lit(name));
            entries.add(lit(value));
        });
        if (!entries.isEmpty()) {
            all.add(map(entries.toArray(Column[]::new)));
        }
        return Column.call(function, all.toArray(Column[]::new));
    }
}
