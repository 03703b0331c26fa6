package dev.sluice.format;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options that every text format of records has, declared once and read. */
public final class RecordOptions {
    public static final ConfigOption<ParseMode> MODE = ConfigOption.choice("mode", ParseMode.class)
            .defaultsTo(ParseMode.PERMISSIVE)
            .doc(
                    "What becomes of a record that cannot be parsed, or has a text that is no UTF-8: nulls, nothing, or an error.");
    public static final ConfigOption<String> CORRUPT_RECORD = ConfigOption.string("columnNameOfCorruptRecord")
            .defaultsTo("_corrupt_record")
            .doc("The column, if the schema has it, for the text of a record that cannot be parsed.");
    public static final ConfigOption<String> TIMESTAMP_FORMAT =
            pattern("timestampFormat").doc("The pattern of timestamps.");
    public static final ConfigOption<String> DATE_FORMAT = pattern("dateFormat").doc("The pattern of dates.");
    public static final ConfigOption<String> LOCAL_TIMESTAMP_FORMAT =
            pattern("timestampNTZFormat").doc("The pattern of timestamps without a zone.");
    public static final ConfigOption<Boolean> TIME_FALLBACK = ConfigOption.bool("enableDateTimeParsingFallback")
            .defaultsTo(false)
            .doc("Whether a time that is not of the pattern is read as one without a pattern would be.");
    public static final ConfigOption<String> TIME_ZONE = ConfigOption.string("timeZone")
            .where("a time zone such as UTC, +01:00 or Europe/Berlin", RecordOptions::isZone)
            .doc("The zone of times without one, and of times written; by default that of the session.");
    public static final ConfigOption<String> LOCALE =
            ConfigOption.string("locale").defaultsTo("en-US").doc("The language of names in date-time patterns.");
    public static final ConfigOption<String> BAD_RECORDS = ConfigOption.string("badRecords")
            .doc(
                    "A folder for the records of a stream that cannot be parsed, as JSON: each as it was read, with its place"
                            + " and the reason, once its batch is committed. What becomes of it in the result is told by mode.");
    public static final ConfigOption<String> ENCODING = encoding("encoding");

    /** Another name of {@link #ENCODING}. */
    public static final ConfigOption<String> CHARSET = encoding("charset");

    private static final List<String> ENCODINGS =
            List.of("UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32");

    private RecordOptions() {}

    private static ConfigOption<String> encoding(String key) {
        return ConfigOption.string(key)
                .where(
                        "one of UTF-8, US-ASCII, ISO-8859-1, UTF-16, UTF-16BE, UTF-16LE, UTF-32",
                        text -> ENCODINGS.contains(text.toUpperCase(Locale.ROOT)))
                .doc(
                        "The encoding of the bytes, by default UTF-8; files in another are not read in parts. Where it is not set, a"
                                + " file that begins with the byte order mark of UTF-16 or UTF-32 is an error.");
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

    /** The encoding of the bytes. */
    public static Charset charset(Options options) {
        String name = options.find(ENCODING);
        if (name == null) {
            name = options.find(CHARSET);
        }
        return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    /** Whether the bytes are read as they are, and line breaks are where a format looks for them. */
    public static boolean isUtf8(Options options) {
        return charset(options).equals(StandardCharsets.UTF_8);
    }

    public static ZoneId zone(Options options, ZoneId sessionZone) {
        String text = options.find(TIME_ZONE);
        return text == null ? sessionZone : ZoneId.of(text, ZoneId.SHORT_IDS);
    }

    public static @Nullable TimePattern timestampPattern(Options options, ZoneId zone) {
        return timePattern(options.find(TIMESTAMP_FORMAT), options, zone);
    }

    public static @Nullable TimePattern datePattern(Options options, ZoneId zone) {
        return timePattern(options.find(DATE_FORMAT), options, zone);
    }

    public static @Nullable TimePattern localTimestampPattern(Options options) {
        return timePattern(options.find(LOCAL_TIMESTAMP_FORMAT), options, ZoneOffset.UTC);
    }

    private static @Nullable TimePattern timePattern(@Nullable String pattern, Options options, ZoneId zone) {
        return pattern == null ? null : new TimePattern(pattern, Locale.forLanguageTag(options.get(LOCALE)), zone);
    }
}
