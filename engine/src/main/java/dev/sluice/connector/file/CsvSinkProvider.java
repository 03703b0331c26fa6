package dev.sluice.connector.file;

import dev.sluice.format.csv.CsvFormat;

/** Sink {@code csv}: files in that format, exactly once. */
public final class CsvSinkProvider extends FileSinkProvider {
    public CsvSinkProvider() {
        super(new CsvFormat());
    }
}
