package dev.sluice.format.json;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.format.RecordOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of JSON, declared and read. */
final class JsonOptions {
    static final ConfigOption<Boolean> MULTI_LINE = ConfigOption.bool("multiLine")
            .defaultsTo(false)
            .doc("Whether line breaks are blanks, and a file holds objects one after another or in an array;"
                    + " such files are not read in parts.");
    static final ConfigOption<Boolean> SINGLE_QUOTES = ConfigOption.bool("allowSingleQuotes")
            .defaultsTo(true)
            .doc("Whether names and texts may stand in single quotes.");
    static final ConfigOption<Boolean> UNQUOTED_NAMES = ConfigOption.bool("allowUnquotedFieldNames")
            .defaultsTo(false)
            .doc("Whether names may stand without quotes.");
    static final ConfigOption<Boolean> LEADING_ZEROS = ConfigOption.bool("allowNumericLeadingZeros")
            .defaultsTo(false)
            .doc("Whether numbers may begin with zeros, as in 00012.");
    static final ConfigOption<Boolean> NON_NUMERIC_NUMBERS = ConfigOption.bool("allowNonNumericNumbers")
            .defaultsTo(true)
            .doc("Whether NaN, Infinity, +INF and -INF are numbers.");
    static final ConfigOption<Boolean> CONTROL_CHARACTERS = ConfigOption.bool("allowUnquotedControlChars")
            .defaultsTo(false)
            .doc("Whether texts may hold control characters that are not escaped, other than a line feed.");
    static final ConfigOption<Boolean> IGNORE_NULL_FIELDS =
            ConfigOption.bool("ignoreNullFields").defaultsTo(true).doc("Whether null fields are left out.");

    static final ConfigOption<Boolean> COMMENTS =
            ConfigOption.bool("allowComments").defaultsTo(false).doc("Whether there may be comments as in Java.");
    static final ConfigOption<Boolean> ANY_ESCAPE = ConfigOption.bool("allowBackslashEscapingAnyCharacter")
            .defaultsTo(false)
            .doc("Whether a backslash may stand before any character, which then stands for itself.");
    static final ConfigOption<Boolean> NON_ASCII_AS_CODE_POINT = ConfigOption.bool("writeNonAsciiCharacterAsCodePoint")
            .defaultsTo(false)
            .doc("Whether characters beyond ASCII are written as their codes.");
    static final ConfigOption<Boolean> PRETTY = ConfigOption.bool("pretty")
            .defaultsTo(false)
            .doc("Whether objects are written over several lines, which only multiLine reads again.");

    static final ConfigOption<Boolean> PRIMITIVES_AS_STRING =
            inferenceOnly("primitivesAsString").doc("Whether numbers and truth values are inferred as STRING.");
    static final ConfigOption<Boolean> PREFERS_DECIMAL = inferenceOnly("prefersDecimal")
            .doc("Whether numbers with a fraction, and texts that are numbers, are inferred as DECIMAL where one"
                    + " holds them.");
    static final ConfigOption<Boolean> DROP_FIELD_IF_ALL_NULL = inferenceOnly("dropFieldIfAllNull")
            .doc("Whether fields that have no value anywhere are left out of an inferred schema.");
    static final ConfigOption<Boolean> INFER_TIMESTAMP =
            inferenceOnly("inferTimestamp").doc("Whether texts that are times are inferred as TIMESTAMP.");
    private static final ConfigOption<Double> SAMPLING_RATIO = ConfigOption.decimal("samplingRatio")
            .where("more than 0", value -> value > 0)
            .defaultsTo(1.0)
            .doc("Accepted without effect: a schema is inferred from all records.");
    private static final ConfigOption<String> READ_SEPARATOR = separator()
            .doc("What ends a record; by default a line feed, a carriage return, or both. Files with another are not"
                    + " read in parts.");
    static final ConfigOption<String> LINE_SEPARATOR =
            separator().defaultsTo("\n").doc("What ends a record.");

    static final List<ConfigOption<?>> READ = List.of(
            RecordOptions.MODE,
            RecordOptions.CORRUPT_RECORD,
            RecordOptions.TIMESTAMP_FORMAT,
            RecordOptions.LOCAL_TIMESTAMP_FORMAT,
            RecordOptions.DATE_FORMAT,
            RecordOptions.TIME_FALLBACK,
            RecordOptions.TIME_ZONE,
            RecordOptions.LOCALE,
            MULTI_LINE,
            READ_SEPARATOR,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET,
            SINGLE_QUOTES,
            UNQUOTED_NAMES,
            LEADING_ZEROS,
            NON_NUMERIC_NUMBERS,
            CONTROL_CHARACTERS,
            COMMENTS,
            ANY_ESCAPE,
            PRIMITIVES_AS_STRING,
            PREFERS_DECIMAL,
            DROP_FIELD_IF_ALL_NULL,
            INFER_TIMESTAMP,
            SAMPLING_RATIO);
    static final List<ConfigOption<?>> WRITE = List.of(
            IGNORE_NULL_FIELDS,
            NON_ASCII_AS_CODE_POINT,
            PRETTY,
            RecordOptions.TIMESTAMP_FORMAT,
            RecordOptions.LOCAL_TIMESTAMP_FORMAT,
            RecordOptions.DATE_FORMAT,
            RecordOptions.TIME_ZONE,
            RecordOptions.LOCALE,
            LINE_SEPARATOR,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET);

    private JsonOptions() {}

    private static ConfigOption<Boolean> inferenceOnly(String key) {
        return ConfigOption.bool(key)
                .defaultsTo(false)
                .doc("Accepted without effect: a schema is inferred from all records.");
    }

    private static ConfigOption<String> separator() {
        return ConfigOption.string("lineSep").where("not empty", text -> !text.isEmpty());
    }

    /** What ends a record that is read, null for any line break. */
    static @Nullable String readSeparator(Options options) {
        return options.find(READ_SEPARATOR);
    }
}
