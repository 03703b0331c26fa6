package dev.sluice.kafka;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a query that a sink knows by their names. */
record SinkSchema(String owner, StructType schema) {
    /** In the place of the position of a column that is not there. */
    static final int ABSENT = -1;

    /** @throws SluiceException an analysis error if the column is not there, or has none of these types */
    int required(String name, DataType... types) {
        int index = optional(name, types);
        if (index == ABSENT) {
            throw wrong(
                    "Required attribute '" + name + "' not found",
                    "a column " + name + ", of type " + names(types),
                    "select it, for example .select(to_json(struct(\"*\")).as(\"" + name + "\"))");
        }
        return index;
    }

    /**
     * The position of a column, {@link #ABSENT} if it is not there.
     *
     * @throws SluiceException an analysis error if it has none of these types
     */
    int optional(String name, DataType... types) {
        OptionalInt index = schema.indexOf(name);
        if (index.isEmpty()) {
            return ABSENT;
        }
        String found = schema.type(index.getAsInt()).sql();
        for (DataType type : types) {
            if (type.sql().equals(found)) {
                return index.getAsInt();
            }
        }
        throw wrong(
                name + " attribute unsupported type " + found,
                names(types),
                "cast the column " + name + ", or give it another name");
    }

    private static String names(DataType... types) {
        List<String> names = new ArrayList<>();
        for (DataType type : types) {
            names.add(type.sql());
        }
        return String.join(" or ", names);
    }

    SluiceException wrong(String what, String expected, String mend) {
        return SluiceException.analysis(ErrorCondition.KAFKA_SINK_SCHEMA, what)
                .at(owner)
                .found("columns " + schema.toDDL())
                .expected(expected)
                .mend(mend)
                .build();
    }

    /** A column of texts or bytes, null if it is not there. */
    static @Nullable BytesVector bytes(Batch batch, int column) {
        return column == ABSENT ? null : Vectors.bytes(batch.vector(column), batch.rowCount());
    }

    /** What a row holds, as bytes of its own. */
    static byte @Nullable [] copy(@Nullable BytesVector column, int row) {
        return column == null || column.isNull(row) ? null : column.bytes(row);
    }
}
