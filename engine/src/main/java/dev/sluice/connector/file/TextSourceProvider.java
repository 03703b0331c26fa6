package dev.sluice.connector.file;

import dev.sluice.format.text.PlainTextFormat;

/** Source {@code text}: files in that format. */
public final class TextSourceProvider extends FileSourceProvider {
    public TextSourceProvider() {
        super(new PlainTextFormat(), PlainTextFormat.SCHEMA);
    }
}
