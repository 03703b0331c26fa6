package dev.sluice.connector.file;

import dev.sluice.format.csv.CsvFormat;

/** Source {@code csv}: files in that format. */
public final class CsvSourceProvider extends FileSourceProvider {
    public CsvSourceProvider() {
        super(new CsvFormat(), null);
    }
}
