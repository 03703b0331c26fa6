package dev.sluice;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.AtomicType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code Column.toString} shows: the expression in Spark's notation. */
final class ColumnText {
    private ColumnText() {}

    static String of(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Name name -> String.join(".", name.parts());
            case UnresolvedExpression.Star star -> "*";
            case UnresolvedExpression.Value value -> literal(value);
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
        boolean isOperator = !Character.isLetter(name.charAt(0)) || name.equals("and") || name.equals("or");
        if (isOperator && arguments.size() == 2) {
            return "(" + of(arguments.get(0)) + " " + name.toUpperCase(Locale.ROOT) + " " + of(arguments.get(1)) + ")";
        }
        if (arguments.size() == 1) {
            String argument = of(arguments.getFirst());
            return switch (name) {
                case "not" -> "(NOT " + argument + ")";
                case "isnull" -> "(" + argument + " IS NULL)";
                case "isnotnull" -> "(" + argument + " IS NOT NULL)";
                case "negative" -> "(- " + argument + ")";
                default -> name + "(" + argument + ")";
            };
        }
        return name + arguments.stream().map(ColumnText::of).collect(Collectors.joining(", ", "(", ")"));
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

    private static String literal(UnresolvedExpression.Value literal) {
        @Nullable Object value = literal.value();
        if (value == null) {
            return "NULL";
        }
        if (literal.type() == AtomicType.DATE && value instanceof Integer days) {
            return "DATE '" + LocalDate.ofEpochDay(days) + "'";
        }
        if (literal.type() == AtomicType.TIMESTAMP && value instanceof Long micros) {
            return "TIMESTAMP '" + Values.instant(micros) + "'";
        }
        return value.toString();
    }
}
