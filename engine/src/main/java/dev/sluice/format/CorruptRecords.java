package dev.sluice.format;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.OptionalInt;

/** The column that takes the text of a record which cannot be parsed. */
public final class CorruptRecords {
    private CorruptRecords() {}

    /**
     * Refuses a column that cannot take texts, and to read it alone: which records are corrupt depends on the other columns
     * that are read.
     */
    public static void check(String format, StructType whole, StructType wanted, Options options) {
        String name = options.get(RecordOptions.CORRUPT_RECORD);
        OptionalInt index = whole.indexOf(name);
        if (index.isPresent() && whole.type(index.getAsInt()) != AtomicType.STRING) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_CORRUPT_RECORD_TYPE,
                            "the column for corrupt records is not of type STRING")
                    .at("format \"" + format + "\"")
                    .at("column \"" + name + "\"")
                    .found(whole.type(index.getAsInt()).sql())
                    .expected("STRING")
                    .mend("change its type, or name another column in option columnNameOfCorruptRecord")
                    .build();
        }
        if (index.isPresent() && wanted.size() == 1 && wanted.indexOf(name).isPresent()) {
            throw SluiceException.analysis(
                            ErrorCondition.QUERY_ONLY_CORRUPT_RECORD_COLUMN,
                            "the column for corrupt records is read without any other")
                    .at("format \"" + format + "\"")
                    .at("column \"" + name + "\"")
                    .found("a query of this column alone")
                    .mend("read another column with it, or keep the whole rows first, as cache or in a file")
                    .build();
        }
    }
}
