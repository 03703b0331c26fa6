package dev.sluice;

import static dev.sluice.functions.lit;

/** The methods of {@link functions} that are about bits and bytes: encodings, digests and hashes among them. */
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
}
