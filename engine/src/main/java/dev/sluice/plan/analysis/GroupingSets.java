package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.types.AtomicType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows by several choices of the keys at once:
 *
 * <pre>
 * rollup(a, b)           Aggregate [a', b', id]
 *    child [a, b]  =>       Expand [a, b, a, b, 0], [a, b, a, null, 1], [a, b, null, null, 3]
 *                              child [a, b]
 * </pre>
 *
 * The id has a bit for each key, the first one highest, which says that rows were not grouped by it. Aggregates are computed
 * from the columns as they were. Where a choice stands twice, its place is a further key.
 */
final class GroupingSets {
    private static final int MOST_KEYS = 62;

    private final LogicalPlan input;
    private final List<NamedExpression> keys;
    private final List<Attribute> keyOutput = new ArrayList<>();
    private final List<List<Integer>> sets;

    /** @param output the attributes of the keys */
    GroupingSets(LogicalPlan input, List<NamedExpression> keys, List<Attribute> output, List<List<Integer>> sets) {
        this.input = input;
        this.keys = keys;
        this.sets = sets;
        output.forEach(column -> keyOutput.add(column.withNulls()));
        keyOutput.add(Attribute.of("grouping_id", AtomicType.BIGINT, false));
        if (output.stream().anyMatch(Attribute::isSession)) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_GROUPING_EXPRESSION, "sessions cannot be a key of grouping sets")
                    .found("session_window(...) in rollup(...), cube(...) or groupingSets(...)")
                    .expected("groupBy(...)")
                    .mend("use groupBy(...) with the session, once for each choice of the other keys")
                    .build();
        }
        if (keys.size() > MOST_KEYS) {
            throw SluiceException.analysis(
                            ErrorCondition.GROUPING_SIZE_LIMIT_EXCEEDED,
                            "grouping sets of so many keys are not possible")
                    .found(keys.size() + " keys")
                    .expected("at most " + MOST_KEYS)
                    .mend("use fewer keys")
                    .build();
        }
        if (new HashSet<>(sets).size() < sets.size()) {
            keyOutput.add(Attribute.of("grouping_place", AtomicType.BIGINT, false));
        }
    }

    /** The keys, which may be null now, then the id. */
    List<Attribute> keyOutput() {
        return keyOutput;
    }

    LogicalPlan expanded() {
        Scope scope = new Scope(input.output(), true);
        List<List<Expression>> projections = new ArrayList<>();
        for (List<Integer> set : sets) {
            List<Expression> columns = new ArrayList<>();
            for (int column = 0; column < input.output().size(); column++) {
                columns.add(scope.column(column));
            }
            for (int key = 0; key < keys.size(); key++) {
                Expression value = keys.get(key).expression();
                boolean isChosen = set.stream()
                        .anyMatch(chosen -> keys.get(chosen).expression().equals(value));
                columns.add(isChosen ? value : new Expression.Literal(null, value.type()));
            }
            columns.add(number(id(set)));
            if (keyOutput.size() > keys.size() + 1) {
                columns.add(number(projections.size()));
            }
            projections.add(columns);
        }
        List<Attribute> output = new ArrayList<>(input.output());
        output.addAll(keyOutput);
        return new LogicalPlan.Expand(input, projections, output);
    }

    private static Expression number(long value) {
        return new Expression.Literal(value, AtomicType.BIGINT);
    }

    private long id(List<Integer> set) {
        long id = 0;
        for (int key = 0; key < keys.size(); key++) {
            id = id << 1 | (set.contains(key) ? 0 : 1);
        }
        return id;
    }

    /** What the rows are grouped by: the columns that the expansion adds. */
    List<NamedExpression> groupedKeys() {
        int first = input.output().size();
        List<NamedExpression> grouped = new ArrayList<>();
        for (Attribute column : keyOutput) {
            grouped.add(new NamedExpression(
                    new Expression.InputRef(first + grouped.size(), column.name(), column.type(), column.nullable()),
                    column.name()));
        }
        return grouped;
    }

    /**
     * {@code grouping(key)} and {@code grouping_id(...)} over the keys; null for anything else.
     *
     * @param named the keys as the program says them
     * @param resolver of results, whose columns are the keys
     */
    @Nullable
    Expression find(UnresolvedExpression expression, List<UnresolvedExpression> named, ExpressionResolver resolver) {
        if (!(expression instanceof UnresolvedExpression.Function(String name, List<UnresolvedExpression> arguments))) {
            return null;
        }
        Expression id = new Expression.InputRef(keys.size(), "grouping_id", AtomicType.BIGINT, false);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "grouping" -> grouping(arguments, named, resolver, id);
            case "grouping_id" -> {
                List<Integer> places = arguments.stream()
                        .map(argument -> place(argument, named, resolver))
                        .toList();
                for (int key = 0; key < places.size(); key++) {
                    if (places.size() != keys.size() || places.get(key) != key) {
                        throw mismatch(ErrorCondition.GROUPING_ID_COLUMN_MISMATCH, expression, named);
                    }
                }
                yield id;
            }
            default -> null;
        };
    }

    private Expression grouping(
            List<UnresolvedExpression> arguments,
            List<UnresolvedExpression> named,
            ExpressionResolver resolver,
            Expression id) {
        int place = arguments.size() == 1 ? place(arguments.getFirst(), named, resolver) : -1;
        if (place < 0) {
            throw mismatch(
                    ErrorCondition.GROUPING_COLUMN_MISMATCH,
                    new UnresolvedExpression.Function("grouping", arguments),
                    named);
        }
        Expression shift = new Expression.Literal(keys.size() - 1 - place, AtomicType.INT);
        Expression bit = resolver.call("&", List.of(resolver.call("shiftright", List.of(id, shift)), number(1)));
        return resolver.cast(bit, AtomicType.INT);
    }

    /** The place of a key among the keys, -1 for what is none. */
    private int place(UnresolvedExpression key, List<UnresolvedExpression> named, ExpressionResolver resolver) {
        int place = named.indexOf(key);
        if (place >= 0) {
            return place;
        }
        return key instanceof UnresolvedExpression.Name
                        && resolver.resolve(key) instanceof Expression.InputRef reference
                        && reference.ordinal() < keys.size()
                ? reference.ordinal()
                : -1;
    }

    private static SluiceException mismatch(
            ErrorCondition condition, UnresolvedExpression expression, List<UnresolvedExpression> named) {
        return SluiceException.analysis(condition, UnresolvedText.of(expression) + " does not speak of the keys")
                .found("keys [" + UnresolvedText.of(named) + "]")
                .mend("name a key of the grouping, or all of them in their order")
                .build();
    }
}
