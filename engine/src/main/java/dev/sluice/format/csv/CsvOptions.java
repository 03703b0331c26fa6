package dev.sluice.format.csv;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.format.RecordOptions;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of CSV, declared and read. */
final class CsvOptions {
    private static final ConfigOption<String> SEP =
            character("sep").doc("The character between two fields; by default a comma.");
    private static final ConfigOption<String> DELIMITER = character("delimiter").doc("Another name of sep.");
    static final ConfigOption<Boolean> HEADER =
            ConfigOption.bool("header").defaultsTo(false).doc("Whether the first line of a file names the columns.");
    static final ConfigOption<Boolean> ENFORCE_SCHEMA = ConfigOption.bool("enforceSchema")
            .defaultsTo(true)
            .doc("Whether fields go to columns by position without a look at the header.");
    private static final ConfigOption<String> QUOTE =
            character("quote").defaultsTo("\"").doc("The character around fields that hold separators or line breaks.");
    private static final ConfigOption<String> ESCAPE =
            character("escape").defaultsTo("\\").doc("The character that escapes a quote within quotes.");
    private static final ConfigOption<String> COMMENT = character("comment")
            .doc("The character at the beginning of lines that are skipped; by default no line is.");
    static final ConfigOption<String> NULL_VALUE =
            ConfigOption.string("nullValue").defaultsTo("").doc("The text of a null.");
    static final ConfigOption<String> EMPTY_VALUE = ConfigOption.string("emptyValue")
            .doc("The text of an empty string; by default nothing when reading, and two quotes when writing.");
    static final ConfigOption<String> NAN_VALUE =
            ConfigOption.string("nanValue").defaultsTo("NaN").doc("The text of a number that is none.");
    static final ConfigOption<String> POSITIVE_INFINITY =
            ConfigOption.string("positiveInf").defaultsTo("Inf").doc("The text of positive infinity.");
    static final ConfigOption<String> NEGATIVE_INFINITY =
            ConfigOption.string("negativeInf").defaultsTo("-Inf").doc("The text of negative infinity.");
    static final ConfigOption<Boolean> TRIM_LEADING = ConfigOption.bool("ignoreLeadingWhiteSpace")
            .doc("Whether blanks before a value are left out; by default when writing only.");
    static final ConfigOption<Boolean> TRIM_TRAILING = ConfigOption.bool("ignoreTrailingWhiteSpace")
            .doc("Whether blanks after a value are left out; by default when writing only.");
    private static final ConfigOption<String> TIMESTAMP_FORMAT =
            pattern("timestampFormat").doc("The pattern of timestamps.");
    private static final ConfigOption<String> DATE_FORMAT =
            pattern("dateFormat").doc("The pattern of dates.");
    static final ConfigOption<Boolean> MULTI_LINE = ConfigOption.bool("multiLine")
            .defaultsTo(false)
            .doc("Whether quoted fields may hold line breaks; such files are not read in parts.");
    static final ConfigOption<Boolean> QUOTE_ALL =
            ConfigOption.bool("quoteAll").defaultsTo(false).doc("Whether every value is quoted.");
    static final ConfigOption<Boolean> ESCAPE_QUOTES =
            ConfigOption.bool("escapeQuotes").defaultsTo(true).doc("Whether a value that holds a quote is quoted.");

    static final List<ConfigOption<?>> READ = List.of(
            SEP,
            DELIMITER,
            HEADER,
            ENFORCE_SCHEMA,
            QUOTE,
            ESCAPE,
            COMMENT,
            NULL_VALUE,
            EMPTY_VALUE,
            NAN_VALUE,
            POSITIVE_INFINITY,
            NEGATIVE_INFINITY,
            TRIM_LEADING,
            TRIM_TRAILING,
            RecordOptions.MODE,
            RecordOptions.CORRUPT_RECORD,
            TIMESTAMP_FORMAT,
            DATE_FORMAT,
            MULTI_LINE,
            RecordOptions.LINE_BREAK,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET);
    static final List<ConfigOption<?>> WRITE = List.of(
            SEP,
            DELIMITER,
            HEADER,
            QUOTE,
            ESCAPE,
            NULL_VALUE,
            EMPTY_VALUE,
            TRIM_LEADING,
            TRIM_TRAILING,
            TIMESTAMP_FORMAT,
            DATE_FORMAT,
            RecordOptions.LINE_BREAK,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET,
            QUOTE_ALL,
            ESCAPE_QUOTES);

    private CsvOptions() {}

    private static ConfigOption<String> character(String key) {
        return ConfigOption.string(key)
                .where(
                        "one ASCII character",
                        text -> text.equals("\\t") || (text.length() == 1 && text.charAt(0) < 0x80));
    }

    private static ConfigOption<String> pattern(String key) {
        return ConfigOption.string(key).where("a date-time pattern such as yyyy-MM-dd HH:mm:ss", CsvOptions::isPattern);
    }

    private static boolean isPattern(String text) {
        try {
            return formatter(text) != null;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    static byte separator(Options options) {
        String text = options.find(SEP);
        if (text == null) {
            text = options.find(DELIMITER);
        }
        return text == null ? (byte) ',' : toByte(text);
    }

    static byte quote(Options options) {
        return toByte(options.get(QUOTE));
    }

    static byte escape(Options options) {
        return toByte(options.get(ESCAPE));
    }

    /** 0 if there are no comments. */
    static byte comment(Options options) {
        String text = options.find(COMMENT);
        return text == null ? 0 : toByte(text);
    }

    /** What ends a record that is written. */
    static String lineBreak(Options options) {
        String text = options.find(RecordOptions.LINE_BREAK);
        return text == null ? "\n" : text;
    }

    static @Nullable DateTimeFormatter timestampFormat(Options options) {
        return formatter(options.find(TIMESTAMP_FORMAT));
    }

    static @Nullable DateTimeFormatter dateFormat(Options options) {
        return formatter(options.find(DATE_FORMAT));
    }

    private static @Nullable DateTimeFormatter formatter(@Nullable String pattern) {
        return pattern == null
                ? null
                : new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        .toFormatter(Locale.US);
    }

    static boolean flag(Options options, ConfigOption<Boolean> option, boolean otherwise) {
        Boolean given = options.find(option);
        return given == null ? otherwise : given;
    }

    private static byte toByte(String text) {
        return (byte) (text.equals("\\t") ? '\t' : text.charAt(0));
    }
}
