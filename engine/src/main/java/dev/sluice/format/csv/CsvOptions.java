package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.format.RecordOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of CSV, declared and read. */
final class CsvOptions {
    private static final byte[] NO_BYTES = {};
    private static final ConfigOption<String> SEP =
            separator("sep").doc("What stands between two fields; by default a comma.");
    private static final ConfigOption<String> DELIMITER = separator("delimiter").doc("Another name of sep.");
    static final ConfigOption<Boolean> HEADER =
            ConfigOption.bool("header").defaultsTo(false).doc("Whether the first line of a file names the columns.");
    static final ConfigOption<Boolean> ENFORCE_SCHEMA = ConfigOption.bool("enforceSchema")
            .defaultsTo(true)
            .doc("Whether fields go to columns by position without a look at the header.");
    private static final ConfigOption<String> QUOTE = characterOrNone("quote")
            .defaultsTo("\"")
            .doc("The character around fields that hold separators or line breaks; nothing for none.");
    private static final ConfigOption<String> ESCAPE = characterOrNone("escape")
            .defaultsTo("\\")
            .doc("The character that escapes a quote within quotes; nothing for none.");
    private static final ConfigOption<String> ESCAPE_OF_ESCAPE = characterOrNone("charToEscapeQuoteEscaping")
            .doc("The character that escapes the escape of quotes; by default that escape, unless it is the quote.");
    static final ConfigOption<UnescapedQuotes> UNESCAPED_QUOTES = ConfigOption.choice(
                    "unescapedQuoteHandling", UnescapedQuotes.class)
            .defaultsTo(UnescapedQuotes.STOP_AT_DELIMITER)
            .doc(
                    "What becomes of a quoted value with a quote that is not escaped: it ends at the next quote or the next"
                            + " separator, or it is null, or the query fails.");
    static final ConfigOption<Integer> MAX_COLUMNS = ConfigOption.atLeast(ConfigOption.integer("maxColumns"), 1)
            .defaultsTo(20_480)
            .doc("How many fields a record may have.");
    static final ConfigOption<Integer> MAX_CHARS = ConfigOption.atLeast(ConfigOption.integer("maxCharsPerColumn"), -1)
            .defaultsTo(-1)
            .doc("How many characters a field may have; -1 for as many as a record.");
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
    static final ConfigOption<Boolean> INFER_SCHEMA = ConfigOption.bool("inferSchema")
            .defaultsTo(false)
            .doc("Whether columns without a schema get the types of their values; otherwise they are texts.");
    static final ConfigOption<Boolean> PREFER_DATE = ConfigOption.bool("preferDate")
            .defaultsTo(true)
            .doc("Whether times without a time of day are inferred as DATE.");
    private static final ConfigOption<Double> SAMPLING_RATIO = ConfigOption.decimal("samplingRatio")
            .where("more than 0", value -> value > 0)
            .defaultsTo(1.0)
            .doc("Accepted without effect: a schema is inferred from all records.");
    static final ConfigOption<Boolean> MULTI_LINE = ConfigOption.bool("multiLine")
            .defaultsTo(false)
            .doc("Whether quoted fields may hold line breaks; such files are not read in parts.");
    static final ConfigOption<Boolean> QUOTE_ALL =
            ConfigOption.bool("quoteAll").defaultsTo(false).doc("Whether every value is quoted.");
    static final ConfigOption<Boolean> ESCAPE_QUOTES =
            ConfigOption.bool("escapeQuotes").defaultsTo(true).doc("Whether a value that holds a quote is quoted.");

    private static final ConfigOption<String> LINE_SEPARATOR = ConfigOption.string("lineSep")
            .where("one or two characters", text -> text.length() == 1 || text.length() == 2);
    private static final ConfigOption<String> READ_SEPARATOR = LINE_SEPARATOR.doc(
            "What ends a record; by default a line feed, a carriage return, or both. Files with another are not read in parts.");
    private static final ConfigOption<String> WRITE_SEPARATOR =
            LINE_SEPARATOR.defaultsTo("\n").doc("What ends a record.");

    static final List<ConfigOption<?>> READ = List.of(
            SEP,
            DELIMITER,
            HEADER,
            ENFORCE_SCHEMA,
            QUOTE,
            ESCAPE,
            ESCAPE_OF_ESCAPE,
            UNESCAPED_QUOTES,
            MAX_COLUMNS,
            MAX_CHARS,
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
            RecordOptions.TIMESTAMP_FORMAT,
            RecordOptions.LOCAL_TIMESTAMP_FORMAT,
            RecordOptions.DATE_FORMAT,
            RecordOptions.TIME_FALLBACK,
            RecordOptions.TIME_ZONE,
            RecordOptions.LOCALE,
            MULTI_LINE,
            READ_SEPARATOR,
            INFER_SCHEMA,
            PREFER_DATE,
            SAMPLING_RATIO,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET);
    static final List<ConfigOption<?>> WRITE = List.of(
            SEP,
            DELIMITER,
            HEADER,
            QUOTE,
            ESCAPE,
            ESCAPE_OF_ESCAPE,
            COMMENT,
            NULL_VALUE,
            EMPTY_VALUE,
            TRIM_LEADING,
            TRIM_TRAILING,
            RecordOptions.TIMESTAMP_FORMAT,
            RecordOptions.LOCAL_TIMESTAMP_FORMAT,
            RecordOptions.DATE_FORMAT,
            RecordOptions.TIME_ZONE,
            RecordOptions.LOCALE,
            WRITE_SEPARATOR,
            RecordOptions.ENCODING,
            RecordOptions.CHARSET,
            QUOTE_ALL,
            ESCAPE_QUOTES);

    private CsvOptions() {}

    private static ConfigOption<String> character(String key) {
        return ConfigOption.string(key).where("one ASCII character", CsvOptions::isCharacter);
    }

    private static ConfigOption<String> characterOrNone(String key) {
        return ConfigOption.string(key)
                .where("one ASCII character or none", text -> text.isEmpty() || isCharacter(text));
    }

    private static boolean isCharacter(String text) {
        return text.equals("\\t") || (text.length() == 1 && text.charAt(0) < 0x80);
    }

    private static ConfigOption<String> separator(String key) {
        return ConfigOption.string(key)
                .where(
                        "one or more characters, of which \\t, \\r, \\b, \\f, \\\", \\', \\\\ and \\u0000 are written so",
                        text -> !unescaped(text).isEmpty());
    }

    /** A separator as it stands in a file, empty if the text is none. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int index = 0;
        while (index < text.length()) {
            char next = text.charAt(index);
            if (next != '\\') {
                plain.append(next);
                index++;
                continue;
            }
            if (text.startsWith("\\u0000", index)) {
                plain.append('\0');
                index += "\\u0000".length();
                continue;
            }
            int escaped = index + 1 < text.length() ? "trbf\"'\\".indexOf(text.charAt(index + 1)) : -1;
            if (escaped < 0) {
                return "";
            }
            plain.append("\t\r\b\f\"'\\".charAt(escaped));
            index += 2;
        }
        return plain.toString();
    }

    static byte[] separator(Options options) {
        String text = options.find(SEP);
        if (text == null) {
            text = options.find(DELIMITER);
        }
        return (text == null ? "," : unescaped(text)).getBytes(UTF_8);
    }

    /** 0 if there are no quotes. */
    static byte quote(Options options) {
        return toByte(options.get(QUOTE));
    }

    /** 0 if there are no escapes. */
    static byte escape(Options options) {
        return toByte(options.get(ESCAPE));
    }

    /** 0 if the escape is not escaped. */
    static byte escapeOfEscape(Options options) {
        String text = options.find(ESCAPE_OF_ESCAPE);
        if (text != null) {
            return toByte(text);
        }
        return quote(options) == escape(options) ? 0 : escape(options);
    }

    /** 0 if there are no comments. */
    static byte comment(Options options) {
        String text = options.find(COMMENT);
        return text == null ? 0 : toByte(text);
    }

    /** What ends a record that is read, null for any line break. */
    static @Nullable String readSeparator(Options options) {
        return options.find(READ_SEPARATOR);
    }

    /** What ends a record that is written. */
    static String writeSeparator(Options options) {
        return options.get(WRITE_SEPARATOR);
    }

    /**
     * How fields are found; a record may be told from the next by a separator of the user's.
     *
     * @param isText whether the input is a text that is one record
     */
    static CsvTokenizer tokenizer(Options options, boolean isText) {
        byte[] separator = separator(options);
        boolean isMultiLine = options.get(MULTI_LINE);
        boolean trimsLeading = flag(options, TRIM_LEADING, false);
        boolean trimsTrailing = flag(options, TRIM_TRAILING, false);
        boolean isPlain = !isText
                && separator.length == 1
                && readSeparator(options) == null
                && !options.isSet(ESCAPE_OF_ESCAPE)
                && options.get(UNESCAPED_QUOTES) == UnescapedQuotes.STOP_AT_DELIMITER;
        if (isPlain) {
            return new PlainTokenizer(
                    separator[0], quote(options), escape(options), isMultiLine, trimsLeading, trimsTrailing);
        }
        String lineSeparator = readSeparator(options);
        boolean isWhole = isText || (!isMultiLine && lineSeparator != null);
        CarefulTokenizer.Lines lines = isWhole
                ? CarefulTokenizer.Lines.WHOLE
                : isMultiLine ? CarefulTokenizer.Lines.MULTIPLE : CarefulTokenizer.Lines.SINGLE;
        CarefulTokenizer.Marks marks = new CarefulTokenizer.Marks(
                separator,
                quote(options),
                escape(options),
                escapeOfEscape(options),
                options.get(UNESCAPED_QUOTES),
                lines,
                isMultiLine && lineSeparator != null ? lineSeparator.getBytes(UTF_8) : NO_BYTES);
        return new CarefulTokenizer(marks, trimsLeading, trimsTrailing);
    }

    static boolean flag(Options options, ConfigOption<Boolean> option, boolean otherwise) {
        Boolean given = options.find(option);
        return given == null ? otherwise : given;
    }

    private static byte toByte(String text) {
        return (byte) (text.isEmpty() ? 0 : text.equals("\\t") ? '\t' : text.charAt(0));
    }
}
