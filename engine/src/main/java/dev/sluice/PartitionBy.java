package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** The columns given to {@code partitionBy(...)}. */
final class PartitionBy {
    private PartitionBy() {}

    /** The columns under the names that the schema has for them. */
    static List<String> columns(List<String> given, StructType schema, SinkProvider provider, boolean isCaseSensitive) {
        if (!given.isEmpty() && !provider.supportsPartitioning()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE,
                            "sink \"" + provider.name() + "\" has no folders that columns could name")
                    .found("partitionBy(" + String.join(", ", given) + ")")
                    .mend("leave partitionBy out, or write files")
                    .build();
        }
        List<String> columns = new ArrayList<>();
        for (String name : given) {
            String column = column(name, schema, isCaseSensitive);
            if (columns.contains(column)) {
                throw SluiceException.analysis(ErrorCondition.COLUMN_ALREADY_EXISTS, "partitionBy names a column twice")
                        .found(String.join(", ", given))
                        .mend("name it once")
                        .build();
            }
            columns.add(column);
        }
        if (!columns.isEmpty() && columns.size() == schema.size()) {
            throw SluiceException.analysis(
                            ErrorCondition.ALL_PARTITION_COLUMNS_NOT_ALLOWED, "no column is left to be written")
                    .found("partitionBy(" + String.join(", ", given) + ") of " + schema.toDDL())
                    .mend("name fewer columns")
                    .build();
        }
        return columns;
    }

    private static String column(String name, StructType schema, boolean isCaseSensitive) {
        for (StructField field : schema) {
            if (isCaseSensitive ? field.name().equals(name) : field.name().equalsIgnoreCase(name)) {
                return field.name();
            }
        }
        throw SluiceException.analysis(ErrorCondition.UNRESOLVED_COLUMN, "partitionBy names a column that is not there")
                .found(name)
                .expected(String.join(", ", schema.fieldNames()))
                .mend(NearestName.suggestion(name, List.of(schema.fieldNames())))
                .build();
    }
}
