package dev.sluice.connector.file;

import dev.sluice.format.json.JsonFormat;

/** Source {@code json}: files in that format. */
public final class JsonSourceProvider extends FileSourceProvider {
    public JsonSourceProvider() {
        super(new JsonFormat(), null);
    }
}
