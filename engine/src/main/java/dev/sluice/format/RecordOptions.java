package dev.sluice.format;

import dev.sluice.config.ConfigOption;

/** The options that every text format of records has, declared once. */
public final class RecordOptions {
    public static final ConfigOption<ParseMode> MODE = ConfigOption.choice("mode", ParseMode.class)
            .defaultsTo(ParseMode.PERMISSIVE)
            .doc("What becomes of a record that cannot be parsed: nulls, nothing, or an error.");
    public static final ConfigOption<String> CORRUPT_RECORD = ConfigOption.string("columnNameOfCorruptRecord")
            .defaultsTo("_corrupt_record")
            .doc("The column, if the schema has it, for the text of a record that cannot be parsed.");
    public static final ConfigOption<String> LINE_BREAK = ConfigOption.string("lineSep")
            .where("a line feed, alone or after a carriage return", text -> text.equals("\n") || text.equals("\r\n"))
            .doc("What ends a record; by default a line feed, after a carriage return too.");
    public static final ConfigOption<String> ENCODING = utf8("encoding");

    /** Another name of {@link #ENCODING}. */
    public static final ConfigOption<String> CHARSET = utf8("charset");

    private RecordOptions() {}

    private static ConfigOption<String> utf8(String key) {
        return ConfigOption.string(key)
                .where("UTF-8", text -> text.equalsIgnoreCase("UTF-8") || text.equalsIgnoreCase("UTF8"))
                .doc("The encoding of the bytes; UTF-8 is the only one.");
    }
}
