package dev.sluice.connector.file;

import dev.sluice.format.text.PlainTextFormat;

/** Sink {@code text}: files in that format, exactly once. */
public final class TextSinkProvider extends FileSinkProvider {
    public TextSinkProvider() {
        super(new PlainTextFormat());
    }
}
