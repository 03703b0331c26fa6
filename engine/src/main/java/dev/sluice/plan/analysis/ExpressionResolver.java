package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives names, functions and types to the expressions of one node. */
final class ExpressionResolver {
    /** The function that takes an element of an array or a value of a map. */
    private static final String ITEM = "[]";

    private final Scope scope;
    private final Types types;

    /** Told of every call of an aggregate; gives what stands for its result, or refuses. */
    private final AggregateHandler aggregates;

    /** Asked first, for what is already computed below, such as a key of a grouping; null if it is nothing special. */
    private final Known known;

    private final TimeArithmetic timeArithmetic;
    private final Lambdas lambdas;

    /** What is shown in place of what the program has said, in the names of columns. */
    private final Map<UnresolvedExpression, UnresolvedExpression> shown = new HashMap<>();

    @FunctionalInterface
    interface AggregateHandler {
        Expression resolve(UnresolvedExpression.Function call);
    }

    @FunctionalInterface
    interface Known {
        @Nullable
        Expression find(UnresolvedExpression expression);
    }

    ExpressionResolver(Scope scope, Types types, AggregateHandler aggregates, Known known) {
        this.scope = scope;
        this.types = types;
        this.aggregates = aggregates;
        this.known = known;
        this.lambdas = new Lambdas(types, this::resolve, this::callByName);
        this.timeArithmetic = new TimeArithmetic(types, this::call, shown);
    }

    /** For places where aggregates make no sense: {@code where} says which, {@code condition} names the error. */
    static ExpressionResolver withoutAggregates(Scope scope, Types types, ErrorCondition condition, String where) {
        return new ExpressionResolver(
                scope,
                types,
                call -> {
                    throw SluiceException.analysis(
                                    condition, "The aggregate " + UnresolvedText.of(call) + " cannot stand in " + where)
                            .mend("put it into groupBy(...).agg(...)")
                            .build();
                },
                expression -> null);
    }

    Expression resolve(UnresolvedExpression expression) {
        Expression below = known.find(expression);
        return below == null ? resolveNew(expression) : below;
    }

    private Expression resolveNew(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Name name -> scope.resolve(name, this::part);
            case UnresolvedExpression.Star ignored ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_USAGE_OF_STAR, "\"*\" cannot stand in an expression")
                        .mend("use it in select(...), alone, or as an argument of a function such as struct or count")
                        .build();
            case UnresolvedExpression.Value value -> Expression.Literal.written(value.value(), value.type());
            case UnresolvedExpression.UserCall call -> bound(call.name(), call.function(), resolve(call.arguments()));
            case UnresolvedExpression.Cast cast -> types.cast(resolve(cast.child()), cast.type(), cast.isTrying());
            case UnresolvedExpression.Alias alias -> resolve(alias.child());
            case UnresolvedExpression.Lambda lambda -> throw Lambdas.elsewhere(lambda);
            case UnresolvedExpression.Variable variable -> lambdas.variable(variable);
            case UnresolvedExpression.Aliases aliases -> resolve(aliases.child());
            case UnresolvedExpression.FieldAccess access -> {
                Expression whole = resolve(access.child());
                Expression part = part(whole, access.field());
                if (part instanceof Expression.Call item && item.name().equals(ITEM)) {
                    UnresolvedExpression key = new UnresolvedExpression.Value(access.field(), AtomicType.STRING);
                    shown.put(access, new UnresolvedExpression.Function(ITEM, List.of(access.child(), key)));
                }
                yield part;
            }
            case UnresolvedExpression.CaseWhen caseWhen -> caseWhen(caseWhen);
            case UnresolvedExpression.SortKey key -> resolve(key.child());
            case UnresolvedExpression.Function function -> function(function);
        };
    }

    /** A field of a struct, that field of each struct of an array, or the value of this key. */
    private Expression part(Expression whole, String name) {
        if (whole.type() instanceof MapType) {
            return call(
                    new UnresolvedExpression.Function(ITEM, List.of()),
                    List.of(whole, new Expression.Literal(name, AtomicType.STRING)));
        }
        if (whole.type() instanceof ArrayType array && array.elementType() instanceof StructType struct) {
            int field = scope.fieldOrdinal(whole, struct, name);
            return call(
                    new UnresolvedExpression.Function("[].", List.of()),
                    List.of(whole, new Expression.Literal(field, AtomicType.INT)));
        }
        if (whole.type() instanceof ArrayType) {
            return call(
                    new UnresolvedExpression.Function(ITEM, List.of()),
                    List.of(whole, new Expression.Literal(name, AtomicType.STRING)));
        }
        return scope.field(whole, name);
    }

    private List<Expression> resolve(List<UnresolvedExpression> expressions) {
        return expressions.stream().map(this::resolve).toList();
    }

    private Expression caseWhen(UnresolvedExpression.CaseWhen caseWhen) {
        // Every branch in turn, so that the first mistake in the order of the program is the one that is told.
        List<Expression> resolved = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int branch = 0; branch < caseWhen.conditions().size(); branch++) {
            resolved.add(resolve(caseWhen.conditions().get(branch)));
            values.add(resolve(caseWhen.values().get(branch)));
        }
        Expression otherwise = caseWhen.otherwise() == null ? null : resolve(caseWhen.otherwise());
        List<Expression> all = new ArrayList<>(values);
        if (otherwise != null) {
            all.add(otherwise);
        }
        DataType common = types.common(all, ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(caseWhen));
        List<Expression> conditions = resolved.stream()
                .map(condition ->
                        types.requireBoolean(condition, ErrorCondition.DATATYPE_MISMATCH, "what stands after WHEN"))
                .toList();
        List<Expression> brought = types.brought(all, common);
        return new Expression.CaseWhen(
                conditions, brought.subList(0, values.size()), otherwise == null ? null : brought.getLast(), common);
    }

    private Expression function(UnresolvedExpression.Function function) {
        String name = function.name().toLowerCase(Locale.ROOT);
        List<UnresolvedExpression> arguments = function.arguments();
        if (lambdas.isCall(function)) {
            return lambdas.call(function);
        }
        return switch (name) {
            case "and", "or" -> {
                requireCount(function, 2);
                List<Expression> sides =
                        types.conditions(resolve(arguments), "each side of " + UnresolvedText.of(function));
                yield name.equals("and")
                        ? new Expression.And(sides.getFirst(), sides.getLast())
                        : new Expression.Or(sides.getFirst(), sides.getLast());
            }
            case "+", "-" -> {
                requireCount(function, 2);
                yield timeArithmetic.resolve(function, resolve(arguments));
            }
            case "*" -> {
                requireCount(function, 2);
                List<Expression> operands = resolve(arguments);
                boolean isIntervalLast = operands.getLast().type() instanceof IntervalType
                        && !(operands.getFirst().type() instanceof IntervalType);
                if (isIntervalLast) {
                    shown.put(function, new UnresolvedExpression.Function("*", arguments.reversed()));
                }
                yield call(function, operands);
            }
            case "try_add", "try_subtract", "try_multiply", "try_divide", "try_mod" -> {
                requireCount(function, 2);
                yield new AttemptForms(timeArithmetic, this::call).operator(name, function, resolve(arguments));
            }
            case "try_to_binary" -> AttemptForms.attempt(call(function, resolve(arguments)));
            case "in" -> {
                List<Expression> values = resolve(arguments);
                DataType common = types.common(values, ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(function));
                List<Expression> cast =
                        values.stream().map(value -> types.cast(value, common)).toList();
                yield isAnyOf(cast.getFirst(), cast.subList(1, cast.size()));
            }
            case "coalesce" -> {
                if (arguments.isEmpty()) {
                    throw SluiceException.analysis(
                                    ErrorCondition.WRONG_NUM_ARGS, "`coalesce` takes one argument or more")
                            .found("none")
                            .build();
                }
                List<Expression> values = resolve(arguments);
                DataType common = types.common(values, ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(function));
                yield new Expression.Coalesce(types.brought(values, common), common);
            }
            case "to_char", "to_varchar" -> {
                List<Expression> operands = resolve(arguments);
                UnresolvedExpression.Function meant = CharForms.meant(function, operands);
                shown.put(function, CharForms.shown(function, meant));
                yield call(meant, operands.subList(0, meant.arguments().size()));
            }
            case "array" -> {
                List<Expression> elements = resolve(arguments);
                yield call(function, brought(elements, ErrorCondition.DATA_DIFF_TYPES, function));
            }
            case "map" -> map(function, resolve(arguments));
            case "elt" -> chosen(function, resolve(arguments));
            case "arrays_zip" -> zipped(function, resolve(arguments));
            case "struct" -> {
                List<String> names = new ArrayList<>();
                for (int index = 0; index < arguments.size(); index++) {
                    names.add(fieldName(arguments.get(index), "col" + (index + 1)));
                }
                yield new Expression.MakeStruct(names, resolve(arguments));
            }
            case "current_timestamp", "now" -> {
                requireCount(function, 0);
                yield new Expression.CurrentTimestamp();
            }
            case "current_date", "curdate" -> {
                requireCount(function, 0);
                yield types.cast(new Expression.CurrentTimestamp(), AtomicType.DATE);
            }
            case "localtimestamp" -> {
                requireCount(function, 0);
                yield types.cast(new Expression.CurrentTimestamp(), AtomicType.TIMESTAMP_NTZ);
            }
            case "window_time" -> {
                requireCount(function, 1);
                yield windowTime(resolve(arguments.getFirst()));
            }
            case "grouping", "grouping_id" ->
                throw SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_GROUPING_EXPRESSION,
                                UnresolvedText.of(function) + " cannot stand here")
                        .mend("use it in rollup(...).agg(...) or cube(...).agg(...)")
                        .build();
            case "window", "session_window" ->
                throw SluiceException.analysis(
                                ErrorCondition.NOT_YET_SUPPORTED,
                                name + "(...) cannot stand here: " + UnresolvedText.of(function))
                        .mend("use it in groupBy(...) or select(...)")
                        .build();
            default -> {
                if (Generators.NAMES.contains(name)) {
                    throw Generators.outsideSelect(function);
                }
                if (ConditionalForms.NAMES.contains(name)) {
                    yield ConditionalForms.resolve(name, types, function, resolve(arguments), this::callByName);
                }
                if (StructForms.NAMES.contains(name)) {
                    yield new StructForms(scope, types, function, this::callByName).resolve(resolve(arguments));
                }
                if (arguments.isEmpty() && name.equals("unix_timestamp")) {
                    yield call(function, List.of(new Expression.CurrentTimestamp()));
                }
                yield types.functions().aggregate(name).isPresent()
                        ? aggregates.resolve(function)
                        : call(function, resolve(arguments));
            }
        };
    }

    /** All in the type that they have in common. */
    private List<Expression> brought(
            List<Expression> values, ErrorCondition condition, UnresolvedExpression.Function function) {
        DataType common = types.common(values, condition, UnresolvedText.of(function));
        return values.stream().map(value -> types.cast(value, common)).toList();
    }

    private Expression map(UnresolvedExpression.Function function, List<Expression> arguments) {
        if (arguments.size() % 2 != 0) {
            throw SluiceException.analysis(ErrorCondition.WRONG_NUM_ARGS, "`map` takes a value for each key")
                    .found(arguments.size() + " arguments in " + UnresolvedText.of(function))
                    .build();
        }
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index += 2) {
            keys.add(arguments.get(index));
            values.add(arguments.get(index + 1));
        }
        keys = brought(keys, ErrorCondition.CREATE_MAP_KEY_DIFF_TYPES, function);
        values = brought(values, ErrorCondition.CREATE_MAP_VALUE_DIFF_TYPES, function);
        List<Expression> entries = new ArrayList<>();
        for (int entry = 0; entry < keys.size(); entry++) {
            entries.add(keys.get(entry));
            entries.add(values.get(entry));
        }
        return call(function, entries);
    }

    /** Of texts that may fail only the one that is asked for is computed. */
    private Expression chosen(UnresolvedExpression.Function function, List<Expression> arguments) {
        Expression all = call(function, arguments);
        List<Expression> texts =
                all instanceof Expression.Call call ? call.arguments().subList(1, arguments.size()) : List.of();
        if (texts.stream().noneMatch(Expressions::canFail) || !Expressions.isDeterministic(arguments.getFirst())) {
            return all;
        }
        Expression index = types.cast(arguments.getFirst(), AtomicType.INT);
        List<Expression> conditions = new ArrayList<>();
        List<Expression> nothing = new ArrayList<>(List.of(index));
        for (int place = 1; place <= texts.size(); place++) {
            conditions.add(call("=", List.of(index, new Expression.Literal(place, AtomicType.INT))));
            nothing.add(new Expression.Literal(null, AtomicType.STRING));
        }
        return new Expression.CaseWhen(conditions, texts, call(function, nothing), AtomicType.STRING);
    }

    /** The structs have the names of the arrays that have one, and the places of the others. */
    private Expression zipped(UnresolvedExpression.Function function, List<Expression> arrays) {
        Expression zipped = call(function, arrays);
        ArrayType type = (ArrayType) zipped.type();
        StructType struct = (StructType) type.elementType();
        StructType named = new StructType();
        for (int index = 0; index < struct.size(); index++) {
            String name = fieldName(function.arguments().get(index), Integer.toString(index));
            named = named.add(name, struct.type(index), struct.field(index).nullable());
        }
        return types.cast(zipped, new ArrayType(named, type.containsNull()));
    }

    private Expression callByName(String called, List<Expression> arguments) {
        return call(new UnresolvedExpression.Function(called, List.of()), arguments);
    }

    /** A balanced tree, so that a long list does not make a deep one. */
    private Expression isAnyOf(Expression value, List<Expression> candidates) {
        if (candidates.isEmpty()) {
            return new Expression.Literal(false, AtomicType.BOOLEAN);
        }
        if (candidates.size() == 1) {
            return call(new UnresolvedExpression.Function("=", List.of()), List.of(value, candidates.getFirst()));
        }
        int middle = candidates.size() / 2;
        return new Expression.Or(
                isAnyOf(value, candidates.subList(0, middle)),
                isAnyOf(value, candidates.subList(middle, candidates.size())));
    }

    /** What a field is called that is made of an expression: this name where that has none. */
    private static String fieldName(UnresolvedExpression field, String unnamed) {
        return switch (field) {
            case UnresolvedExpression.Alias alias -> alias.name();
            case UnresolvedExpression.Name column -> column.parts().getLast();
            case UnresolvedExpression.FieldAccess access -> access.field();
            case UnresolvedExpression.Function function when function.isWindow() -> Windows.columnOf(function);
            case UnresolvedExpression other -> unnamed;
        };
    }

    private static void requireCount(UnresolvedExpression.Function function, int count) {
        if (function.arguments().size() != count) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "`" + function.name() + "` takes " + count + " arguments")
                    .found(function.arguments().size() + " in " + UnresolvedText.of(function))
                    .build();
        }
    }

    /** The last microsecond of a window. */
    private Expression windowTime(Expression window) {
        boolean isWindow = window instanceof Expression.InputRef reference
                && reference.ordinal() < scope.columns().size()
                && scope.columns().get(reference.ordinal()).isWindow();
        if (!isWindow) {
            throw SluiceException.analysis(
                            window.type() instanceof StructType
                                    ? ErrorCondition.NOT_A_WINDOW_COLUMN
                                    : ErrorCondition.DATATYPE_MISMATCH,
                            "window_time(...) takes a column made by window(...)")
                    .found(window.sql() + " of type " + window.type().sql())
                    .mend("pass the window column itself, before anything is computed from it")
                    .build();
        }
        Expression end = new Expression.GetField(window, 1);
        if (end.type() == AtomicType.TIMESTAMP_NTZ) {
            return call(
                    new UnresolvedExpression.Function("timestampadd", List.of()),
                    List.of(
                            new Expression.Literal("MICROSECOND", AtomicType.STRING),
                            new Expression.Literal(-1L, AtomicType.BIGINT),
                            end));
        }
        Expression micros = call(new UnresolvedExpression.Function("unix_micros", List.of()), List.of(end));
        Expression before = call(
                new UnresolvedExpression.Function("-", List.of()),
                List.of(micros, new Expression.Literal(1L, AtomicType.BIGINT)));
        return call(new UnresolvedExpression.Function("timestamp_micros", List.of()), List.of(before));
    }

    Expression cast(Expression value, DataType type) {
        return types.cast(value, type);
    }

    Expression call(String function, List<Expression> arguments) {
        return call(new UnresolvedExpression.Function(function, List.of()), arguments);
    }

    Expression call(UnresolvedExpression.Function function, List<Expression> arguments) {
        ScalarFunction declared = types.functions()
                .scalar(function.name())
                .orElseThrow(() -> SluiceException.analysis(
                                ErrorCondition.UNRESOLVED_ROUTINE, "There is no function `" + function.name() + "`")
                        .found(UnresolvedText.of(function))
                        .mend(NearestName.of(function.name(), callableNames())
                                .map(nearest -> "did you mean \"" + nearest + "\"?")
                                .orElse("see the reference of functions"))
                        .build());
        String name = declared.documentation().name();
        if (declared.documentation().family().equals(FunctionDocumentation.USER) && !name.equals(function.name())) {
            // Shown as it was registered.
            shown().put(function, new UnresolvedExpression.Function(name, function.arguments()));
        }
        return bound(function.name(), declared, arguments);
    }

    private Expression bound(String name, ScalarFunction function, List<Expression> arguments) {
        ScalarFunction.Binding binding =
                function.bind(arguments.stream().map(FunctionArguments::of).toList(), types.context());
        List<Expression> cast = new ArrayList<>();
        for (int index = 0; index < binding.castTo().size(); index++) {
            cast.add(types.cast(arguments.get(index), binding.castTo().get(index)));
        }
        Object constant = binding.function().constant();
        return constant == null
                ? new Expression.Call(name, binding.function(), cast)
                : new Expression.Literal(constant, binding.function().resultType());
    }

    private List<String> callableNames() {
        List<String> names = new ArrayList<>(types.functions().names());
        names.addAll(Forms.names());
        return names;
    }

    /** What is shown in place of what the program has said, in the names of columns. */
    Map<UnresolvedExpression, UnresolvedExpression> shown() {
        return shown;
    }

    /** @see ColumnNames */
    String nameOf(UnresolvedExpression column) {
        return ColumnNames.of(column, types.context().timeZone(), shown());
    }

    Scope scope() {
        return scope;
    }

    /**
     * The attribute an expression becomes: a column handed on keeps its marks, and its identity unless it is given a name.
     *
     * @param column the expression as the program says it
     */
    Attribute attribute(Expression expression, UnresolvedExpression column, String name) {
        if (expression instanceof Expression.InputRef reference) {
            Attribute below = scope.columns().get(reference.ordinal()).withName(name);
            return column instanceof UnresolvedExpression.Alias ? below.withIdentity(Attribute.Identity.NONE) : below;
        }
        Attribute plain = Attribute.of(name, expression.type(), expression.isNullable());
        return ColumnNames.isWindowTime(column) ? plain.withEventTime(markBelow(expression)) : plain;
    }

    private Attribute.@Nullable EventTime markBelow(Expression expression) {
        if (expression instanceof Expression.InputRef reference) {
            return scope.columns().get(reference.ordinal()).eventTime();
        }
        for (Expression child : expression.children()) {
            Attribute.EventTime mark = markBelow(child);
            if (mark != null) {
                return mark;
            }
        }
        return null;
    }
}
