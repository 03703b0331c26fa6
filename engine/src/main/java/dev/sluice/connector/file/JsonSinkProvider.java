package dev.sluice.connector.file;

import dev.sluice.format.json.JsonFormat;

/** Sink {@code json}: files in that format, exactly once. */
public final class JsonSinkProvider extends FileSinkProvider {
    public JsonSinkProvider() {
        super(new JsonFormat());
    }
}
