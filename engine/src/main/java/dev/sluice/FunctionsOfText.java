package dev.sluice;

import static dev.sluice.functions.lit;

/** The methods of {@link functions} that are about texts. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfText extends FunctionsOfBytes {
    FunctionsOfText() {}

    // Putting together and cutting.

    public static Column concat(Column... columns) {
        return Column.call("concat", columns);
    }

    /** The texts that are not null, with the separator between them. */
    public static Column concat_ws(String separator, Column... columns) {
        return Column.call("concat_ws", functions.joined(lit(separator), columns));
    }

    /** The column whose index, counted from 1, is the value of the first one. */
    public static Column elt(Column... columns) {
        return Column.call("elt", columns);
    }

    public static Column repeat(Column text, int count) {
        return Column.call("repeat", text, lit(count));
    }

    public static Column repeat(Column text, Column count) {
        return Column.call("repeat", text, count);
    }

    public static Column reverse(Column text) {
        return Column.call("reverse", text);
    }

    public static Column left(Column text, Column count) {
        return Column.call("left", text, count);
    }

    public static Column right(Column text, Column count) {
        return Column.call("right", text, count);
    }

    /** From a position counted from 1, or from the end if negative. */
    public static Column substring(Column text, int position, int length) {
        return Column.call("substring", text, lit(position), lit(length));
    }

    /** From a position counted from 1, or from the end if negative. */
    public static Column substring(Column text, Column position, Column length) {
        return Column.call("substring", text, position, length);
    }

    public static Column substr(Column text, Column position) {
        return Column.call("substr", text, position);
    }

    public static Column substr(Column text, Column position, Column length) {
        return Column.call("substr", text, position, length);
    }

    /** What stands before the delimiter of this count, or behind it if counted from the end by a negative one. */
    public static Column substring_index(Column text, String delimiter, int count) {
        return Column.call("substring_index", text, lit(delimiter), lit(count));
    }

    /** The part of this index between delimiters, counted from 1 or from the end if negative. */
    public static Column split_part(Column text, Column delimiter, Column index) {
        return Column.call("split_part", text, delimiter, index);
    }

    public static Column overlay(Column text, Column replacement, Column position) {
        return Column.call("overlay", text, replacement, position);
    }

    public static Column overlay(Column text, Column replacement, Column position, Column length) {
        return Column.call("overlay", text, replacement, position, length);
    }

    /** The text without this part. */
    public static Column replace(Column text, Column part) {
        return Column.call("replace", text, part);
    }

    public static Column replace(Column text, Column part, Column replacement) {
        return Column.call("replace", text, part, replacement);
    }

    /** Each character of one list replaced by that in the same place of the other. */
    public static Column translate(Column text, String from, String to) {
        return Column.call("translate", text, lit(from), lit(to));
    }

    // Ends and letters.

    /** The text without spaces at both ends. */
    public static Column trim(Column text) {
        return Column.call("trim", text);
    }

    public static Column trim(Column text, String characters) {
        return Column.call("trim", lit(characters), text);
    }

    public static Column trim(Column text, Column characters) {
        return Column.call("trim", characters, text);
    }

    public static Column ltrim(Column text) {
        return Column.call("ltrim", text);
    }

    public static Column ltrim(Column text, String characters) {
        return Column.call("ltrim", lit(characters), text);
    }

    public static Column ltrim(Column text, Column characters) {
        return Column.call("ltrim", characters, text);
    }

    public static Column rtrim(Column text) {
        return Column.call("rtrim", text);
    }

    public static Column rtrim(Column text, String characters) {
        return Column.call("rtrim", lit(characters), text);
    }

    public static Column rtrim(Column text, Column characters) {
        return Column.call("rtrim", characters, text);
    }

    public static Column btrim(Column text) {
        return Column.call("btrim", text);
    }

    public static Column btrim(Column text, Column characters) {
        return Column.call("btrim", text, characters);
    }

    public static Column lpad(Column text, int length, String filling) {
        return Column.call("lpad", text, lit(length), lit(filling));
    }

    public static Column lpad(Column text, Column length, Column filling) {
        return Column.call("lpad", text, length, filling);
    }

    public static Column rpad(Column text, int length, String filling) {
        return Column.call("rpad", text, lit(length), lit(filling));
    }

    public static Column rpad(Column text, Column length, Column filling) {
        return Column.call("rpad", text, length, filling);
    }

    public static Column upper(Column text) {
        return Column.call("upper", text);
    }

    public static Column ucase(Column text) {
        return Column.call("ucase", text);
    }

    public static Column lower(Column text) {
        return Column.call("lower", text);
    }

    public static Column lcase(Column text) {
        return Column.call("lcase", text);
    }

    /** The first letter of each word large, all others small. */
    public static Column initcap(Column text) {
        return Column.call("initcap", text);
    }

    // Measures.

    /** The number of characters. */
    public static Column length(Column text) {
        return Column.call("length", text);
    }

    public static Column len(Column text) {
        return Column.call("len", text);
    }

    public static Column char_length(Column text) {
        return Column.call("char_length", text);
    }

    public static Column character_length(Column text) {
        return Column.call("character_length", text);
    }

    public static Column octet_length(Column text) {
        return Column.call("octet_length", text);
    }

    public static Column bit_length(Column text) {
        return Column.call("bit_length", text);
    }

    /** The number of the first character. */
    public static Column ascii(Column text) {
        return Column.call("ascii", text);
    }

    public static Column chr(Column number) {
        return Column.call("chr", number);
    }

    public static Column soundex(Column text) {
        return Column.call("soundex", text);
    }

    public static Column levenshtein(Column left, Column right) {
        return Column.call("levenshtein", left, right);
    }

    /** The distance of two texts, or -1 if it is more than this. */
    public static Column levenshtein(Column left, Column right, int most) {
        return Column.call("levenshtein", left, right, lit(most));
    }

    public static Column find_in_set(Column text, Column list) {
        return Column.call("find_in_set", text, list);
    }

    /** The number with commas and so many places. */
    public static Column format_number(Column number, int places) {
        return Column.call("format_number", number, lit(places));
    }

    // Searching.

    public static Column contains(Column text, Column part) {
        return Column.call("contains", text, part);
    }

    public static Column startswith(Column text, Column part) {
        return Column.call("startswith", text, part);
    }

    public static Column endswith(Column text, Column part) {
        return Column.call("endswith", text, part);
    }

    /** Where the part first stands, counted from 1; 0 if it does not. */
    public static Column instr(Column text, String part) {
        return Column.call("instr", text, lit(part));
    }

    public static Column instr(Column text, Column part) {
        return Column.call("instr", text, part);
    }

    /** Where the part first stands, counted from 1; 0 if it does not. */
    public static Column locate(String part, Column text) {
        return Column.call("locate", lit(part), text);
    }

    public static Column locate(String part, Column text, int from) {
        return Column.call("locate", lit(part), text, lit(from));
    }

    public static Column position(Column part, Column text) {
        return Column.call("position", part, text);
    }

    public static Column position(Column part, Column text, Column from) {
        return Column.call("position", part, text, from);
    }

    public static Column like(Column text, Column pattern) {
        return Column.call("like", text, pattern);
    }

    public static Column like(Column text, Column pattern, Column escape) {
        return Column.call("like", text, pattern, escape);
    }

    public static Column ilike(Column text, Column pattern) {
        return Column.call("ilike", text, pattern);
    }

    public static Column ilike(Column text, Column pattern, Column escape) {
        return Column.call("ilike", text, pattern, escape);
    }

    public static Column rlike(Column text, Column regex) {
        return Column.call("rlike", text, regex);
    }

    public static Column regexp(Column text, Column regex) {
        return Column.call("regexp", text, regex);
    }

    public static Column regexp_like(Column text, Column regex) {
        return Column.call("regexp_like", text, regex);
    }

    public static Column regexp_count(Column text, Column regex) {
        return Column.call("regexp_count", text, regex);
    }

    public static Column regexp_instr(Column text, Column regex) {
        return Column.call("regexp_instr", text, regex);
    }

    public static Column regexp_instr(Column text, Column regex, Column group) {
        return Column.call("regexp_instr", text, regex, group);
    }

    public static Column regexp_substr(Column text, Column regex) {
        return Column.call("regexp_substr", text, regex);
    }

    public static Column regexp_extract(Column text, String regex, int group) {
        return Column.call("regexp_extract", text, lit(regex), lit(group));
    }

    /** The words of each sentence. */
    public static Column sentences(Column text) {
        return Column.call("sentences", text);
    }

    public static Column sentences(Column text, Column language) {
        return Column.call("sentences", text, language);
    }

    public static Column sentences(Column text, Column language, Column country) {
        return Column.call("sentences", text, language, country);
    }

    public static Column regexp_extract_all(Column text, Column regex) {
        return Column.call("regexp_extract_all", text, regex);
    }

    public static Column regexp_extract_all(Column text, Column regex, Column group) {
        return Column.call("regexp_extract_all", text, regex, group);
    }

    public static Column regexp_replace(Column text, String regex, String replacement) {
        return Column.call("regexp_replace", text, lit(regex), lit(replacement));
    }

    public static Column regexp_replace(Column text, Column regex, Column replacement) {
        return Column.call("regexp_replace", text, regex, replacement);
    }

    // Addresses, disguises, formats.

    public static Column url_encode(Column text) {
        return Column.call("url_encode", text);
    }

    public static Column url_decode(Column text) {
        return Column.call("url_decode", text);
    }

    public static Column try_url_decode(Column text) {
        return Column.call("try_url_decode", text);
    }

    public static Column parse_url(Column url, Column part) {
        return Column.call("parse_url", url, part);
    }

    public static Column parse_url(Column url, Column part, Column key) {
        return Column.call("parse_url", url, part, key);
    }

    public static Column try_parse_url(Column url, Column part) {
        return Column.call("try_parse_url", url, part);
    }

    public static Column try_parse_url(Column url, Column part, Column key) {
        return Column.call("try_parse_url", url, part, key);
    }

    /** X, x and n in the place of capitals, small letters and digits. */
    public static Column mask(Column text) {
        return Column.call("mask", text);
    }

    public static Column mask(Column text, Column capital) {
        return Column.call("mask", text, capital);
    }

    public static Column mask(Column text, Column capital, Column small) {
        return Column.call("mask", text, capital, small);
    }

    public static Column mask(Column text, Column capital, Column small, Column digit) {
        return Column.call("mask", text, capital, small, digit);
    }

    public static Column mask(Column text, Column capital, Column small, Column digit, Column other) {
        return Column.call("mask", text, capital, small, digit, other);
    }

    public static Column quote(Column text) {
        return Column.call("quote", text);
    }

    public static Column is_valid_utf8(Column text) {
        return Column.call("is_valid_utf8", text);
    }

    public static Column make_valid_utf8(Column text) {
        return Column.call("make_valid_utf8", text);
    }

    public static Column validate_utf8(Column text) {
        return Column.call("validate_utf8", text);
    }

    public static Column try_validate_utf8(Column text) {
        return Column.call("try_validate_utf8", text);
    }

    /** The columns written as a format of {@link java.util.Formatter} says. */
    public static Column format_string(String format, Column... columns) {
        return Column.call("format_string", functions.joined(lit(format), columns));
    }

    public static Column printf(Column format, Column... columns) {
        return Column.call("printf", functions.joined(format, columns));
    }

    /** A number in a format of 0, 9, D, G, $, S, MI and PR; a time in a pattern; bytes as hex, utf-8 or base64. */
    public static Column to_char(Column column, Column format) {
        return Column.call("to_char", column, format);
    }

    public static Column to_varchar(Column column, Column format) {
        return Column.call("to_varchar", column, format);
    }

    public static Column to_number(Column text, Column format) {
        return Column.call("to_number", text, format);
    }

    public static Column try_to_number(Column text, Column format) {
        return Column.call("try_to_number", text, format);
    }
}
