package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of two tables, columns matched by name: both are brought into the order of the first. */
final class UnionByName {
    private UnionByName() {}

    /** @param allowMissing whether a column that one side lacks is null there, else an error */
    static DataFrame of(DataFrame left, DataFrame right, boolean allowMissing) {
        requireDifferentNames(left);
        requireDifferentNames(right);
        List<StructField> order = new ArrayList<>(left.schema().fields());
        if (allowMissing) {
            for (StructField field : right.schema()) {
                if (!has(left, field.name())) {
                    order.add(field);
                }
            }
        } else {
            left.schema().fields().forEach(field -> requirePresent(right, field));
            requireNoMore(left, right);
        }
        return inOrder(left, order).union(inOrder(right, order));
    }

    private static void requireNoMore(DataFrame left, DataFrame right) {
        if (right.schema().size() != left.schema().size()) {
            throw SluiceException.analysis(
                            ErrorCondition.NUM_COLUMNS_MISMATCH, "the sides of unionByName have not the same columns")
                    .found(String.join(", ", right.columns()))
                    .expected(String.join(", ", left.columns()))
                    .mend("select the same columns on both sides, or say unionByName(other, true)")
                    .build();
        }
    }

    private static void requireDifferentNames(DataFrame side) {
        String[] names = side.columns();
        for (int index = 0; index < names.length; index++) {
            if (place(side, names[index]) != index) {
                throw SluiceException.analysis(
                                ErrorCondition.COLUMN_ALREADY_EXISTS,
                                "two columns of one side of unionByName have the same name")
                        .found(String.join(", ", names))
                        .mend("rename one of them, or use union(...), which goes by position")
                        .build();
            }
        }
    }

    private static void requirePresent(DataFrame side, StructField field) {
        if (!has(side, field.name())) {
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES,
                            "no column \"" + field.name() + "\" on one side of unionByName")
                    .mend(NearestName.suggestion(field.name(), Arrays.asList(side.columns())))
                    .build();
        }
    }

    private static boolean has(DataFrame side, String name) {
        return place(side, name) >= 0;
    }

    private static int place(DataFrame side, String name) {
        String[] columns = side.columns();
        return IntStream.range(0, columns.length)
                .filter(place -> side.session().sameName(columns[place], name))
                .findFirst()
                .orElse(-1);
    }

    /** A column that is not there is null. */
    private static DataFrame inOrder(DataFrame side, List<StructField> order) {
        List<UnresolvedExpression> all = new ArrayList<>();
        for (StructField field : order) {
            int place = place(side, field.name());
            all.add(
                    place >= 0
                            ? side.reference(place)
                            : functions
                                    .lit(null)
                                    .cast(field.dataType())
                                    .as(field.name())
                                    .expression());
        }
        return side.select(all);
    }
}
