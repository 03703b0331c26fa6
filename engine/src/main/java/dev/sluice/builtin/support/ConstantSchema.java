package dev.sluice.builtin.support;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.regex.Pattern;

/** The schema that a function is given as a constant. */
public final class ConstantSchema {
    private static final Pattern NESTED_TYPE = Pattern.compile("(?i)\\s*(array|map|struct)\\s*<");

    private ConstantSchema() {}

    /** A type in DDL where the text begins with one that has parts, else the fields of a struct. */
    public static DataType of(Call call, int index) {
        if (!(call.argument(index).constant() instanceof String ddl)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_SCHEMA_NON_STRING_LITERAL,
                            "the schema of `" + call.name() + "` must be a constant text")
                    .at("\"" + call.sql() + "\"")
                    .found("\"" + call.argument(index).sql() + "\"")
                    .mend("write the schema as a constant: it shapes the plan and cannot come from data")
                    .build();
        }
        return NESTED_TYPE.matcher(ddl).lookingAt() ? DataType.fromDDL(ddl) : StructType.fromDDL(ddl);
    }
}
