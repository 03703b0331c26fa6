package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Puts the columns that {@code *} means in its place among the arguments of functions, as in {@code to_json(struct(*))}. {@code count(*)} keeps its
 * own, for it counts rows.
 *
 * @param scope the columns of the input, and no others
 */
record Stars(Scope scope) {
    List<UnresolvedExpression> within(List<UnresolvedExpression> expressions) {
        return expressions.stream().map(this::within).toList();
    }

    UnresolvedExpression within(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Function function ->
                new UnresolvedExpression.Function(
                        function.name(), isRowCount(function) ? function.arguments() : arguments(function.arguments()));
            case UnresolvedExpression.UserCall call ->
                new UnresolvedExpression.UserCall(call.name(), call.function(), arguments(call.arguments()));
            case UnresolvedExpression.Alias alias ->
                new UnresolvedExpression.Alias(within(alias.child()), alias.name());
            case UnresolvedExpression.Aliases aliases ->
                new UnresolvedExpression.Aliases(within(aliases.child()), aliases.names());
            case UnresolvedExpression.Cast cast ->
                new UnresolvedExpression.Cast(within(cast.child()), cast.type(), cast.isTrying());
            case UnresolvedExpression.Lambda lambda ->
                new UnresolvedExpression.Lambda(lambda.variables(), within(lambda.body()));
            case UnresolvedExpression.FieldAccess access ->
                new UnresolvedExpression.FieldAccess(within(access.child()), access.field());
            case UnresolvedExpression.CaseWhen caseWhen ->
                new UnresolvedExpression.CaseWhen(
                        within(caseWhen.conditions()),
                        within(caseWhen.values()),
                        caseWhen.otherwise() == null ? null : within(caseWhen.otherwise()));
            case UnresolvedExpression.SortKey key ->
                new UnresolvedExpression.SortKey(within(key.child()), key.ascending(), key.nullsFirst());
            case UnresolvedExpression.Name name -> name;
            case UnresolvedExpression.Star star -> star;
            case UnresolvedExpression.Value value -> value;
            case UnresolvedExpression.Variable variable -> variable;
        };
    }

    private static boolean isRowCount(UnresolvedExpression.Function function) {
        return function.name().toLowerCase(Locale.ROOT).equals("count")
                && function.arguments().equals(List.of(new UnresolvedExpression.Star(List.of())));
    }

    private List<UnresolvedExpression> arguments(List<UnresolvedExpression> arguments) {
        return arguments.stream()
                .flatMap(argument -> argument instanceof UnresolvedExpression.Star(List<String> parts)
                        ? meant(parts)
                        : Stream.of(within(argument)))
                .toList();
    }

    private Stream<UnresolvedExpression> meant(List<String> parts) {
        List<Integer> ofTable = parts.size() == 1 ? scope.ofTable(parts.getFirst()) : List.of();
        if (parts.isEmpty()) {
            return scope.columns().stream().map(Stars::name);
        }
        return ofTable.isEmpty()
                ? scope.fields(parts).stream()
                        .map(NamedExpression::name)
                        .map(field -> new UnresolvedExpression.Alias(
                                new UnresolvedExpression.FieldAccess(new UnresolvedExpression.Name(parts), field),
                                field))
                : ofTable.stream().map(ordinal -> name(scope.columns().get(ordinal)));
    }

    private static UnresolvedExpression name(Attribute column) {
        return new UnresolvedExpression.Name(
                List.of(column.name()), column.identity().id());
    }
}
