package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.types.MapType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a grouping into the aggregates, each computed once, and what is computed from them:
 *
 * <pre>
 * groupBy(k).agg(sum(a) / count(1))      Project [k, (sum / count)]
 *    child                          =>      Aggregate [k] [sum(a), count(1)]
 *                                              child
 * </pre>
 */
final class AggregateAnalysis {
    private final Types types;
    private final boolean caseSensitive;
    private final List<UnresolvedExpression.Function> calls = new ArrayList<>();
    private final List<AggregateCall> resolvedCalls = new ArrayList<>();

    /** @see ExpressionResolver#shown */
    private final Map<UnresolvedExpression, UnresolvedExpression> shown = new HashMap<>();

    AggregateAnalysis(Types types, boolean caseSensitive) {
        this.types = types;
        this.caseSensitive = caseSensitive;
    }

    static boolean hasAggregate(UnresolvedExpression expression, Types types) {
        return switch (expression) {
            case UnresolvedExpression.Function function ->
                types.functions().aggregate(function.name()).isPresent()
                        || function.arguments().stream().anyMatch(argument -> hasAggregate(argument, types));
            case UnresolvedExpression.UserCall call ->
                call.arguments().stream().anyMatch(argument -> hasAggregate(argument, types));
            case UnresolvedExpression.Cast cast -> hasAggregate(cast.child(), types);
            case UnresolvedExpression.Alias alias -> hasAggregate(alias.child(), types);
            case UnresolvedExpression.Aliases aliases -> hasAggregate(aliases.child(), types);
            case UnresolvedExpression.FieldAccess access -> hasAggregate(access.child(), types);
            case UnresolvedExpression.SortKey key -> hasAggregate(key.child(), types);
            case UnresolvedExpression.CaseWhen caseWhen -> {
                UnresolvedExpression otherwise = caseWhen.otherwise();
                yield caseWhen.conditions().stream().anyMatch(condition -> hasAggregate(condition, types))
                        || caseWhen.values().stream().anyMatch(value -> hasAggregate(value, types))
                        || (otherwise != null && hasAggregate(otherwise, types));
            }
            case UnresolvedExpression.Lambda lambda -> hasAggregate(lambda.body(), types);
            case UnresolvedExpression.Variable ignored -> false;
            case UnresolvedExpression.Name ignored -> false;
            case UnresolvedExpression.Star ignored -> false;
            case UnresolvedExpression.Value ignored -> false;
        };
    }

    /** @param sets choices of the keys by which rows are grouped, null for all keys at once */
    LogicalPlan analyze(
            LogicalPlan child,
            List<UnresolvedExpression> keys,
            List<UnresolvedExpression> results,
            @Nullable List<List<Integer>> sets) {
        List<UnresolvedExpression> all = new ArrayList<>(keys);
        all.addAll(results);
        UnresolvedExpression.Function window = Windows.in(all);
        ExpressionResolver below = ExpressionResolver.withoutAggregates(
                new Scope(child.output(), caseSensitive),
                types,
                ErrorCondition.GROUP_BY_AGGREGATE,
                "the keys of a grouping");
        LogicalPlan input = window == null ? child : Windows.assign(child, window, below, types);
        Scope scope = new Scope(input.output(), caseSensitive);
        ExpressionResolver.Known isWindow =
                expression -> Analyzer.isThe(window, expression) ? Analyzer.windowColumn(scope) : null;
        ExpressionResolver inputResolver = new ExpressionResolver(scope, types, this::refuseNested, isWindow);
        ExpressionResolver keyResolver = new ExpressionResolver(scope, types, below::resolve, isWindow);

        List<NamedExpression> keyExpressions = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (UnresolvedExpression key : keys) {
            Expression expression = keyResolver.resolve(key);
            if (expression.type() instanceof MapType) {
                // Equal maps may have their entries in another order.
                expression =
                        keyResolver.call(new UnresolvedExpression.Function("[sorted]", List.of()), List.of(expression));
            }
            String name = keyResolver.nameOf(key);
            keyExpressions.add(new NamedExpression(expression, name));
            output.add(keyResolver.attribute(expression, key, name));
        }

        GroupingSets grouping = sets == null ? null : new GroupingSets(input, keyExpressions, output, sets);
        List<Attribute> keyOutput = grouping == null ? List.copyOf(output) : grouping.keyOutput();
        output.clear();
        output.addAll(keyOutput);

        List<Expression> above = new ArrayList<>();
        for (UnresolvedExpression result : results) {
            above.add(result(result, keys, keyExpressions, keyOutput, inputResolver, grouping));
        }
        shown.putAll(inputResolver.shown());
        for (AggregateCall call : resolvedCalls) {
            output.add(Attribute.of(
                    call.outputName(),
                    call.aggregate().resultType(),
                    call.aggregate().isNullable()));
        }
        LogicalPlan aggregate = grouping == null
                ? new LogicalPlan.Aggregate(input, keyExpressions, resolvedCalls, output)
                : new LogicalPlan.Aggregate(grouping.expanded(), grouping.groupedKeys(), resolvedCalls, output);
        return projected(aggregate, keys.size(), keyOutput.size(), results, above);
    }

    /** The keys and the results by name; the aggregate itself where that is what it gives already. */
    private LogicalPlan projected(
            LogicalPlan aggregate,
            int keyCount,
            int firstCall,
            List<UnresolvedExpression> results,
            List<Expression> above) {
        List<NamedExpression> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        Scope scope = new Scope(aggregate.output(), true);
        for (int key = 0; key < keyCount; key++) {
            Attribute attribute = aggregate.output().get(key);
            columns.add(new NamedExpression(scope.column(key), attribute.name()));
            output.add(attribute);
        }
        boolean isPlain =
                keyCount == firstCall && above.size() == aggregate.output().size() - keyCount;
        for (int index = 0; index < above.size(); index++) {
            String name = nameOf(results.get(index));
            Expression expression = above.get(index);
            isPlain &= expression instanceof Expression.InputRef reference
                    && reference.ordinal() == keyCount + index
                    && name.equals(aggregate.output().get(keyCount + index).name());
            columns.add(new NamedExpression(expression, name));
            output.add(
                    expression instanceof Expression.InputRef reference
                            ? named(aggregate.output().get(reference.ordinal()), results.get(index), name)
                            : Attribute.of(name, expression.type(), expression.isNullable()));
        }
        return isPlain ? aggregate : new LogicalPlan.Project(aggregate, columns, output);
    }

    private static Attribute named(Attribute column, UnresolvedExpression result, String name) {
        Attribute named = column.withName(name);
        return result instanceof UnresolvedExpression.Alias ? named.withIdentity(Attribute.Identity.NONE) : named;
    }

    /** An expression over the output of the aggregate: keys and calls are columns of it, other columns do not exist. */
    private Expression result(
            UnresolvedExpression result,
            List<UnresolvedExpression> keys,
            List<NamedExpression> keyExpressions,
            List<Attribute> keyOutput,
            ExpressionResolver inputResolver,
            @Nullable GroupingSets grouping) {
        String name = nameOf(result);
        Scope keyScope = new Scope(keyOutput.subList(0, keys.size()), caseSensitive);
        ExpressionResolver.AggregateHandler calls = call -> callColumn(
                call, isBare(result, call) ? name : UnresolvedText.of(call), keyOutput.size(), inputResolver);
        ExpressionResolver.Known known =
                expression -> keyColumn(expression, keys, keyExpressions, keyScope, inputResolver);
        ExpressionResolver ofKeys = new ExpressionResolver(keyScope, types, calls, known);
        ExpressionResolver resolver = grouping == null
                ? ofKeys
                : new ExpressionResolver(keyScope, types, calls, expression -> {
                    Expression found = grouping.find(expression, keys, ofKeys);
                    return found == null ? known.find(expression) : found;
                });
        Expression resolved = resolver.resolve(result);
        shown.putAll(resolver.shown());
        return resolved;
    }

    private String nameOf(UnresolvedExpression column) {
        return ColumnNames.of(column, types.context().timeZone(), shown);
    }

    private static boolean isBare(UnresolvedExpression result, UnresolvedExpression.Function call) {
        return result.equals(call)
                || (result instanceof UnresolvedExpression.Alias alias
                        && alias.child().equals(call));
    }

    private static @Nullable Expression keyColumn(
            UnresolvedExpression expression,
            List<UnresolvedExpression> keys,
            List<NamedExpression> keyExpressions,
            Scope keyScope,
            ExpressionResolver inputResolver) {
        for (int key = 0; key < keys.size(); key++) {
            UnresolvedExpression known = keys.get(key);
            UnresolvedExpression unnamed = known instanceof UnresolvedExpression.Alias alias ? alias.child() : known;
            if (expression.equals(known) || expression.equals(unnamed)) {
                return keyScope.column(key);
            }
        }
        return expression instanceof UnresolvedExpression.Name name
                ? overKeys(inputResolver.resolve(name), keys, keyExpressions, keyScope)
                : null;
    }

    /** A name is that of a column of the input, also where a key has been given the same name. */
    private static Expression overKeys(
            Expression column, List<UnresolvedExpression> keys, List<NamedExpression> keyExpressions, Scope keyScope) {
        for (int key = 0; key < keyExpressions.size(); key++) {
            if (keyExpressions.get(key).expression().equals(column)) {
                return keyScope.column(key);
            }
        }
        if (column instanceof Expression.GetField(Expression struct, int ordinal)) {
            return new Expression.GetField(overKeys(struct, keys, keyExpressions, keyScope), ordinal);
        }
        throw SluiceException.analysis(
                        keys.isEmpty() ? ErrorCondition.MISSING_GROUP_BY : ErrorCondition.MISSING_AGGREGATION,
                        "The column `" + column.sql() + "` is neither a key of the grouping nor in an aggregate")
                .found(keys.isEmpty() ? "no keys" : "keys [" + UnresolvedText.of(keys) + "]")
                .mend("add it to groupBy(...), or take one value of each group with first(...)")
                .build();
    }

    private Expression callColumn(
            UnresolvedExpression.Function call, String name, int keyCount, ExpressionResolver inputResolver) {
        int index = calls.indexOf(call);
        if (index < 0) {
            index = calls.size();
            calls.add(call);
            resolvedCalls.add(bind(call, name, inputResolver));
        }
        AggregateCall resolved = resolvedCalls.get(index);
        return new Expression.InputRef(
                keyCount + index,
                resolved.outputName(),
                resolved.aggregate().resultType(),
                resolved.aggregate().isNullable());
    }

    private AggregateCall bind(UnresolvedExpression.Function call, String name, ExpressionResolver inputResolver) {
        AggregateFunction function = types.functions().aggregate(call.name()).orElseThrow();
        List<Expression> arguments = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            boolean isRowCount = argument instanceof UnresolvedExpression.Star
                    || (argument instanceof UnresolvedExpression.Value literal
                            && literal.value() != null
                            && call.name().equalsIgnoreCase("count"));
            if (!isRowCount) {
                arguments.add(inputResolver.resolve(argument));
            }
        }
        AggregateFunction.Binding binding =
                function.bindTo(arguments.stream().map(FunctionArguments::of).toList(), types.context());
        List<Expression> cast = new ArrayList<>();
        for (int index = 0; index < binding.castTo().size(); index++) {
            cast.add(types.cast(arguments.get(index), binding.castTo().get(index)));
        }
        if (!cast.stream().allMatch(Expressions::isDeterministic)) {
            throw SluiceException.analysis(
                            ErrorCondition.AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION,
                            "The aggregate " + UnresolvedText.of(call) + " is of values by chance")
                    .mend("compute them in a select(...) before the aggregation")
                    .build();
        }
        return new AggregateCall(function.documentation().name(), binding.aggregate(), cast, name);
    }

    private Expression refuseNested(UnresolvedExpression.Function call) {
        throw SluiceException.analysis(
                        ErrorCondition.NESTED_AGGREGATE_FUNCTION,
                        "The aggregate " + UnresolvedText.of(call) + " stands in another aggregate")
                .mend("aggregate in two steps: groupBy(...).agg(...).groupBy(...).agg(...)")
                .build();
    }
}
