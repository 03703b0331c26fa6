package dev.sluice.types;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import org.jspecify.annotations.Nullable;

/** A named column of a schema, or a named part of a struct. */
public record StructField(String name, DataType dataType, boolean nullable) {
    public StructField {
        requireGiven(name, "the name of a field");
        requireGiven(dataType, "the type of a field");
    }

    private static void requireGiven(@Nullable Object argument, String what) {
        if (argument == null) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, what + " is null")
                    .expected("a name and a type")
                    .mend("pass it")
                    .build();
        }
    }

    /** A name as it stands in SQL text, in backticks unless it is a word. */
    public static String quoteIfNeeded(String name) {
        return DdlParser.quoteIfNeeded(name);
    }

    /** The field as it stands in a DDL schema string, for example {@code `time` TIMESTAMP NOT NULL} without quotes where none are needed. */
    public String ddl() {
        return DdlParser.quoteIfNeeded(name) + " " + dataType.sql() + (nullable ? "" : " NOT NULL");
    }
}
