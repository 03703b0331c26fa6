package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of rows without repetitions groups of which the first row is kept:
 *
 * <pre>
 * Deduplicate [k]            Project [a, k, b]
 *    child [a, k, b]   =>      Aggregate [k] [first(a), first(b)]
 *                                 child
 * </pre>
 */
final class Deduplication {
    private final Types types;
    private final boolean caseSensitive;

    Deduplication(Types types, boolean caseSensitive) {
        this.types = types;
        this.caseSensitive = caseSensitive;
    }

    /** @param names of the columns that have to be equal, null for all */
    LogicalPlan analyze(LogicalPlan child, @Nullable List<String> names) {
        if (child.isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.NOT_YET_SUPPORTED, "dropping duplicates from a stream is not supported")
                    .at(names == null ? "distinct() or dropDuplicates()" : "dropDuplicates(" + names + ")")
                    .mend("group by the columns instead, or drop duplicates where the sink is read")
                    .build();
        }
        List<Attribute> columns = child.output();
        if (columns.isEmpty()) {
            return new LogicalPlan.Limit(child, 1);
        }
        Scope scope = new Scope(columns, caseSensitive);
        Set<Integer> keys = new LinkedHashSet<>();
        if (names == null) {
            for (int ordinal = 0; ordinal < columns.size(); ordinal++) {
                keys.add(ordinal);
            }
        } else {
            names.forEach(name -> keys.addAll(ordinalsOf(name, scope)));
        }
        return keys.isEmpty() ? new LogicalPlan.Limit(child, 1) : firstOfEach(child, scope, keys);
    }

    /** All columns of this name: where there are several, rows have to be equal in all of them. */
    private static List<Integer> ordinalsOf(String name, Scope scope) {
        List<String> names = scope.columns().stream().map(Attribute::name).toList();
        List<Integer> ordinals = IntStream.range(0, names.size())
                .filter(ordinal -> scope.isSame(names.get(ordinal), name))
                .boxed()
                .toList();
        if (ordinals.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES,
                            "Cannot resolve column name \"" + name + "\"")
                    .at("dropDuplicates(...)")
                    .found("columns " + String.join(", ", names))
                    .mend(NearestName.suggestion(name, names))
                    .build();
        }
        return ordinals;
    }

    private LogicalPlan firstOfEach(LogicalPlan child, Scope scope, Set<Integer> keys) {
        List<NamedExpression> keyExpressions = new ArrayList<>();
        List<AggregateCall> firsts = new ArrayList<>();
        List<Attribute> grouped = new ArrayList<>();
        int[] positions = new int[child.output().size()];
        for (int ordinal : keys) {
            Attribute key = child.output().get(ordinal);
            if (!key.type().isOrderable()) {
                throw SluiceException.analysis(
                                ErrorCondition.SET_OPERATION_ON_MAP_TYPE,
                                "The column `" + key.name() + "` has a map, by which no rows are told apart")
                        .found(key.type().sql())
                        .mend("take map_entries(...) of it, sorted, instead")
                        .build();
            }
            positions[ordinal] = grouped.size();
            keyExpressions.add(new NamedExpression(scope.column(ordinal), key.name()));
            grouped.add(key);
        }
        for (int ordinal = 0; ordinal < positions.length; ordinal++) {
            if (!keys.contains(ordinal)) {
                Attribute column = child.output().get(ordinal);
                positions[ordinal] = grouped.size();
                firsts.add(first(scope.column(ordinal), column));
                grouped.add(column);
            }
        }
        return inOrder(new LogicalPlan.Aggregate(child, keyExpressions, firsts, grouped), positions);
    }

    private AggregateCall first(Expression column, Attribute attribute) {
        if (attribute.type() instanceof StructType) {
            throw SluiceException.analysis(
                            ErrorCondition.NOT_YET_SUPPORTED,
                            "dropDuplicates cannot keep the struct `" + attribute.name() + "`")
                    .found(attribute.type().sql())
                    .mend("name the column in dropDuplicates(...) too, or select its fields before")
                    .build();
        }
        AggregateFunction function = types.functions().aggregate("first").orElseThrow();
        AggregateFunction.Binding binding = function.bind(List.of(column.type()), types.context());
        return new AggregateCall("first", binding.aggregate(), List.of(column), attribute.name());
    }

    private static LogicalPlan inOrder(LogicalPlan.Aggregate grouped, int[] positions) {
        Scope scope = new Scope(grouped.output(), true);
        List<NamedExpression> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int position : positions) {
            Attribute column = grouped.output().get(position);
            columns.add(new NamedExpression(scope.column(position), column.name()));
            output.add(column);
        }
        return new LogicalPlan.Project(grouped, columns, output);
    }
}
