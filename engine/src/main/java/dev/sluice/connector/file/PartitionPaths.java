package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Folders named {@code column=value}, with the escapes of Spark. */
final class PartitionPaths {
    /** The value of null, and of an empty text. */
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007f";

    private PartitionPaths() {}

    /** The name of a folder. */
    static String name(String column, String value) {
        return escape(column) + "=" + escape(value);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next < ' ' || ESCAPED.indexOf(next) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) next));
            } else {
                escaped.append(next);
            }
        }
        return escaped.toString();
    }

    static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int index = 0;
        while (index < text.length()) {
            char next = text.charAt(index);
            int code = next == '%' && index + 3 <= text.length() ? code(text, index + 1) : -1;
            if (code >= 0) {
                plain.writeBytes(Character.toString(code).getBytes(UTF_8));
                index += 3;
            } else {
                int end = text.offsetByCodePoints(index, 1);
                plain.writeBytes(text.substring(index, end).getBytes(UTF_8));
                index = end;
            }
        }
        return plain.toString(UTF_8);
    }

    /** The number of two hexadecimal digits, -1 if they are none. */
    private static int code(String text, int start) {
        int high = Character.digit(text.charAt(start), 16);
        int low = Character.digit(text.charAt(start + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
