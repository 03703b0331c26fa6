package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of two tables, columns matched by name: both are brought into the order of the first. */
final class UnionByName {
    private UnionByName() {}

    /** @param allowMissing whether a column that one side lacks is null there, else an error */
    static DataFrame of(DataFrame left, DataFrame right, boolean allowMissing) {
        List<StructField> order = new ArrayList<>(left.schema().fields());
        if (allowMissing) {
            for (StructField field : right.schema()) {
                if (!has(left, field.name())) {
                    order.add(field);
                }
            }
        } else if (right.schema().size() != left.schema().size()) {
            throw SluiceException.analysis(
                            ErrorCondition.NUM_COLUMNS_MISMATCH, "the sides of unionByName have not the same columns")
                    .found(String.join(", ", right.columns()))
                    .expected(String.join(", ", left.columns()))
                    .mend("select the same columns on both sides, or say unionByName(other, true)")
                    .build();
        }
        return inOrder(left, order, allowMissing).union(inOrder(right, order, allowMissing));
    }

    private static boolean has(DataFrame side, String name) {
        return Arrays.stream(side.columns()).anyMatch(column -> side.session().sameName(column, name));
    }

    private static DataFrame inOrder(DataFrame side, List<StructField> order, boolean allowMissing) {
        List<UnresolvedExpression> all = new ArrayList<>();
        for (StructField field : order) {
            if (has(side, field.name())) {
                all.add(DataFrame.reference(field));
            } else if (allowMissing) {
                all.add(functions
                        .lit(null)
                        .cast(field.dataType())
                        .as(field.name())
                        .expression());
            } else {
                throw SluiceException.analysis(
                                ErrorCondition.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES,
                                "no column \"" + field.name() + "\" on one side of unionByName")
                        .mend(NearestName.suggestion(field.name(), Arrays.asList(side.columns())))
                        .build();
            }
        }
        return side.select(all);
    }
}
