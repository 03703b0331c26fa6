package dev.sluice.plan.expression;

import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Unresolved expressions in Spark's notation; the automatic names of columns are made of it too. */
public final class UnresolvedText {
    /** Functions that Spark shows with their first argument alone: the others say how it is read. */
    private static final Set<String> SHOWN_BY_FIRST_ARGUMENT = Set.of(
            "approx_count_distinct",
            "from_json",
            "to_json",
            "schema_of_json",
            "from_csv",
            "to_csv",
            "schema_of_csv",
            "from_avro",
            "to_avro",
            "first",
            "first_value",
            "any_value",
            "last",
            "last_value");

    /** Null where the text is no name. */
    private final @Nullable ZoneId zone;

    /** What is shown in place of something else. */
    private final Map<UnresolvedExpression, UnresolvedExpression> shownAs;

    private UnresolvedText(@Nullable ZoneId zone, Map<UnresolvedExpression, UnresolvedExpression> shownAs) {
        this.zone = zone;
        this.shownAs = shownAs;
    }

    public static String of(List<? extends UnresolvedExpression> expressions) {
        return expressions.stream().map(UnresolvedText::of).collect(Collectors.joining(", "));
    }

    /** With literals of TIMESTAMP in UTC, which they say. */
    public static String of(UnresolvedExpression expression) {
        return new UnresolvedText(null, Map.of()).text(expression);
    }

    /**
     * The automatic name of a column: literals of TIMESTAMP are as a clock in {@code zone} shows them, and a window is shown
     * as the column that it is by then.
     *
     * @param shownAs calls that are shown in place of others
     */
    public static String ofName(
            UnresolvedExpression expression, ZoneId zone, Map<UnresolvedExpression, UnresolvedExpression> shownAs) {
        return new UnresolvedText(zone, shownAs).text(expression);
    }

    private String text(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Name name -> String.join(".", name.parts());
            case UnresolvedExpression.Star star -> star.toString();
            case UnresolvedExpression.Value value -> LiteralText.of(value.value(), value.type(), zone);
            case UnresolvedExpression.Function function
            when zone != null && function.isWindow() -> function.name().toLowerCase(Locale.ROOT);
            case UnresolvedExpression.Function function when function.isUpdate() -> update(function);
            case UnresolvedExpression.Function function -> {
                UnresolvedExpression shown = shownAs.getOrDefault(function, function);
                yield shown instanceof UnresolvedExpression.Function call
                        ? function(call.name(), call.arguments())
                        : text(shown);
            }
            case UnresolvedExpression.UserCall call ->
                call.name() + call.arguments().stream().map(this::text).collect(Collectors.joining(", ", "(", ")"));
            // Spark's names do not say that a value is cast to a type that has parts.
            case UnresolvedExpression.Cast cast
            when zone != null && !(cast.type() instanceof ScalarType) -> text(cast.child());
            case UnresolvedExpression.Cast cast ->
                (cast.isTrying() ? "TRY_CAST(" : "CAST(") + text(cast.child()) + " AS "
                        + cast.type().sql() + ")";
            case UnresolvedExpression.Alias alias ->
                text(alias.child()) + " AS " + StructField.quoteIfNeeded(alias.name());
            case UnresolvedExpression.Lambda lambda ->
                "lambdafunction(" + text(lambda.body())
                        + ", namedlambdavariable()".repeat(lambda.variables().size()) + ")";
            case UnresolvedExpression.Variable ignored -> "namedlambdavariable()";
            case UnresolvedExpression.Aliases aliases ->
                text(aliases.child()) + " AS (" + String.join(", ", aliases.names()) + ")";
            case UnresolvedExpression.FieldAccess access -> {
                UnresolvedExpression shown = shownAs.get(access);
                yield shown == null ? text(access.child()) + "." + access.field() : text(shown);
            }
            case UnresolvedExpression.CaseWhen caseWhen -> caseWhen(caseWhen);
            case UnresolvedExpression.SortKey key ->
                text(key.child())
                        + (key.ascending() ? " ASC" : " DESC")
                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
        };
    }

    private String function(String name, List<UnresolvedExpression> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (arguments.size() == 1
                && arguments.getFirst() instanceof UnresolvedExpression.Star
                && lower.equals("count")) {
            return "count(1)";
        }
        if (lower.equals("from_json")
                && arguments.size() > 1
                && arguments.get(1) instanceof UnresolvedExpression.Value(Object schema, DataType ignored)
                && schema instanceof String ddl
                && ddl.strip().toLowerCase(Locale.ROOT).startsWith("map<")) {
            return "entries";
        }
        boolean isShownByFirst = SHOWN_BY_FIRST_ARGUMENT.contains(lower) && !arguments.isEmpty();
        List<UnresolvedExpression> shown = isShownByFirst ? arguments.subList(0, 1) : arguments;
        return CallText.of(name, shown.stream().map(this::text).toList());
    }

    /** A struct and what is done to its fields, one after the other. */
    private String update(UnresolvedExpression.Function update) {
        StringBuilder changes = new StringBuilder();
        UnresolvedExpression struct = update;
        while (struct instanceof UnresolvedExpression.Function function && function.isUpdate()) {
            struct = function.arguments().getFirst();
            changes.insert(0, changes(function));
        }
        return "update_fields(" + text(struct) + changes + ")";
    }

    private String changes(UnresolvedExpression.Function update) {
        List<UnresolvedExpression> arguments = update.arguments();
        boolean isAdded = update.name().equals(UnresolvedExpression.Function.WITH_FIELD);
        String change = isAdded ? "WithField(" + text(arguments.getLast()) + ")" : "dropfield()";
        StringBuilder changes = new StringBuilder();
        for (UnresolvedExpression path : isAdded ? arguments.subList(1, 2) : arguments.subList(1, arguments.size())) {
            changes.append(", ").append(within(text(arguments.getFirst()), text(path), change));
        }
        return changes.toString();
    }

    /** A change of a field of fields. */
    private static String within(String struct, String path, String change) {
        int end = path.indexOf(UnresolvedExpression.Function.PATH_SEPARATOR);
        if (end < 0) {
            return change;
        }
        String field = struct + "." + path.substring(0, end);
        return "WithField(update_fields(" + field + ", " + within(field, path.substring(end + 1), change) + "))";
    }

    private String caseWhen(UnresolvedExpression.CaseWhen caseWhen) {
        StringBuilder text = new StringBuilder("CASE");
        for (int branch = 0; branch < caseWhen.conditions().size(); branch++) {
            text.append(" WHEN ").append(text(caseWhen.conditions().get(branch)));
            text.append(" THEN ").append(text(caseWhen.values().get(branch)));
        }
        UnresolvedExpression otherwise = caseWhen.otherwise();
        if (otherwise != null) {
            text.append(" ELSE ").append(text(otherwise));
        }
        return text.append(" END").toString();
    }
}
