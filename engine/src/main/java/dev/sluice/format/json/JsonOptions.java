package dev.sluice.format.json;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.format.RecordOptions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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

    private static final ConfigOption<Boolean> PRIMITIVES_AS_STRING = inferenceOnly("primitivesAsString");
    private static final ConfigOption<Boolean> PREFERS_DECIMAL = inferenceOnly("prefersDecimal");
    private static final ConfigOption<Boolean> DROP_FIELD_IF_ALL_NULL = inferenceOnly("dropFieldIfAllNull");
    private static final ConfigOption<String> TIMESTAMP_FORMAT =
            pattern("timestampFormat").doc("The pattern of timestamps.");
    private static final ConfigOption<String> DATE_FORMAT =
            pattern("dateFormat").doc("The pattern of dates.");
    static final ConfigOption<String> LINE_SEPARATOR = ConfigOption.string("lineSep")
            .where("not empty", text -> !text.isEmpty())
            .defaultsTo("\n")
            .doc("What ends a record.");
    private static final ConfigOption<String> TIME_ZONE = ConfigOption.string("timeZone")
            .where("a time zone such as UTC, +01:00 or Europe/Berlin", JsonOptions::isZone)
            .doc("The zone of times without one, and of times written; by default that of the session.");
    private static final ConfigOption<String> LOCALE =
            ConfigOption.string("locale").defaultsTo("en-US").doc("The language of names in date-time patterns.");

    static final List<ConfigOption<?>> READ = List.of(
            RecordOptions.MODE,
            RecordOptions.CORRUPT_RECORD,
            TIMESTAMP_FORMAT,
            DATE_FORMAT,
            TIME_ZONE,
            LOCALE,
            MULTI_LINE,
            RecordOptions.LINE_BREAK,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET,
            SINGLE_QUOTES,
            UNQUOTED_NAMES,
            LEADING_ZEROS,
            NON_NUMERIC_NUMBERS,
            CONTROL_CHARACTERS,
            PRIMITIVES_AS_STRING,
            PREFERS_DECIMAL,
            DROP_FIELD_IF_ALL_NULL);
    static final List<ConfigOption<?>> WRITE = List.of(
            IGNORE_NULL_FIELDS,
            TIMESTAMP_FORMAT,
            DATE_FORMAT,
            TIME_ZONE,
            LOCALE,
            LINE_SEPARATOR,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET);

    private JsonOptions() {}

    private static ConfigOption<Boolean> inferenceOnly(String key) {
        return ConfigOption.bool(key)
                .defaultsTo(false)
                .doc("Accepted for Spark programs; it steers the inference of a schema, and here the schema is given.");
    }

    private static ConfigOption<String> pattern(String key) {
        return ConfigOption.string(key)
                .where("a date-time pattern such as yyyy-MM-dd HH:mm:ss", TimePattern::isPattern);
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text, ZoneId.SHORT_IDS);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    static ZoneId zone(Options options, ZoneId sessionZone) {
        String text = options.find(TIME_ZONE);
        return text == null ? sessionZone : ZoneId.of(text, ZoneId.SHORT_IDS);
    }

    static @Nullable TimePattern timestampPattern(Options options, ZoneId zone) {
        return timePattern(options.find(TIMESTAMP_FORMAT), options, zone);
    }

    static @Nullable TimePattern datePattern(Options options, ZoneId zone) {
        return timePattern(options.find(DATE_FORMAT), options, zone);
    }

    private static @Nullable TimePattern timePattern(@Nullable String pattern, Options options, ZoneId zone) {
        return pattern == null ? null : new TimePattern(pattern, Locale.forLanguageTag(options.get(LOCALE)), zone);
    }
}
