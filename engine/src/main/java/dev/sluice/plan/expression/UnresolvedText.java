package dev.sluice.plan.expression;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Unresolved expressions in Spark's notation; the automatic names of columns are made of it too. */
public final class UnresolvedText {
    private UnresolvedText() {}

    public static String of(List<? extends UnresolvedExpression> expressions) {
        return expressions.stream().map(UnresolvedText::of).collect(Collectors.joining(", "));
    }

    public static String of(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Name name -> String.join(".", name.parts());
            case UnresolvedExpression.Star ignored -> "*";
            case UnresolvedExpression.Value value -> LiteralText.of(value.value(), value.type());
            case UnresolvedExpression.Function function -> function(function.name(), function.arguments());
            case UnresolvedExpression.Cast cast ->
                "CAST(" + of(cast.child()) + " AS " + cast.type().sql() + ")";
            case UnresolvedExpression.Alias alias -> of(alias.child()) + " AS " + alias.name();
            case UnresolvedExpression.FieldAccess access -> of(access.child()) + "." + access.field();
            case UnresolvedExpression.CaseWhen caseWhen -> caseWhen(caseWhen);
            case UnresolvedExpression.SortKey key ->
                of(key.child())
                        + (key.ascending() ? " ASC" : " DESC")
                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
        };
    }

    private static String function(String name, List<UnresolvedExpression> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (arguments.size() == 1
                && arguments.getFirst() instanceof UnresolvedExpression.Star
                && lower.equals("count")) {
            return "count(1)";
        }
        // Spark shows the text that is parsed and keeps the schema to itself.
        if (lower.equals("from_json") && !arguments.isEmpty()) {
            return CallText.of(name, List.of(of(arguments.getFirst())));
        }
        return CallText.of(name, arguments.stream().map(UnresolvedText::of).toList());
    }

    private static String caseWhen(UnresolvedExpression.CaseWhen caseWhen) {
        StringBuilder text = new StringBuilder("CASE");
        for (int branch = 0; branch < caseWhen.conditions().size(); branch++) {
            text.append(" WHEN ").append(of(caseWhen.conditions().get(branch)));
            text.append(" THEN ").append(of(caseWhen.values().get(branch)));
        }
        UnresolvedExpression otherwise = caseWhen.otherwise();
        if (otherwise != null) {
            text.append(" ELSE ").append(of(otherwise));
        }
        return text.append(" END").toString();
    }
}
