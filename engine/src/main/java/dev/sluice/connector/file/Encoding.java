package dev.sluice.connector.file;

import dev.sluice.config.Options;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.TextFormat;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of files are text.
 *
 * @param isGiven whether an option says it
 * @param isOption whether an option of the format could say it
 */
record Encoding(Charset charset, boolean isGiven, boolean isOption) {
    static Encoding of(TextFormat format, Options options) {
        boolean isOption = format.readOptions().contains(RecordOptions.ENCODING);
        boolean isGiven = isOption && (options.isSet(RecordOptions.ENCODING) || options.isSet(RecordOptions.CHARSET));
        return new Encoding(format.charset(options), isGiven, isOption);
    }

    /**
     * The encoding that files begin to say with a byte order mark, null if these bytes are none. That of UTF-8 is not
     * told of, as its text is read as it is.
     */
    static @Nullable String ofMark(byte[] bytes, int length) {
        if (length < 2) {
            return null;
        }
        int two = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        int next = length < 4 ? -1 : ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
        if ((two == 0xFFFE && next == 0) || (two == 0 && next == 0xFEFF)) {
            return "UTF-32";
        }
        return two == 0xFFFE || two == 0xFEFF ? "UTF-16" : null;
    }
}
