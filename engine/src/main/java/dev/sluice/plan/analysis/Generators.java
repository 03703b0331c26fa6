package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that make rows:
 *
 * <pre>
 * select a, explode(b) as c            Project [a, c]
 *    child                      =>        Generate b
 *                                            child
 * </pre>
 */
final class Generators {
    private static final String FAMILY = "generator";

    static final Set<String> NAMES = Set.of(
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "inline",
            "inline_outer",
            "stack",
            "json_tuple");

    static final List<FunctionDocumentation> DOCUMENTATION = List.of(
            new FunctionDocumentation(
                    List.of("explode"),
                    FAMILY,
                    List.of("explode(array ARRAY): ELEMENT", "explode(map MAP): KEY"),
                    "A row for each element of an array, or for each key and value of a map; none where there are none.",
                    "explode(array(1, 2)) -> 1; 2"),
            new FunctionDocumentation(
                    List.of("explode_outer"),
                    FAMILY,
                    List.of("explode_outer(array ARRAY): ELEMENT", "explode_outer(map MAP): KEY"),
                    "As explode, but a row of nulls where there are no elements.",
                    "explode_outer(map('a', 1)) -> a, 1"),
            new FunctionDocumentation(
                    List.of("posexplode"),
                    FAMILY,
                    List.of("posexplode(array ARRAY): INT", "posexplode(map MAP): INT"),
                    "As explode, with the place of the element, counted from 0, before it.",
                    "posexplode(array('a', 'b')) -> 0, a; 1, b"),
            new FunctionDocumentation(
                    List.of("posexplode_outer"),
                    FAMILY,
                    List.of("posexplode_outer(array ARRAY): INT", "posexplode_outer(map MAP): INT"),
                    "As posexplode, but a row of nulls where there are no elements.",
                    "posexplode_outer(array('a')) -> 0, a"),
            FunctionDocumentation.of(
                    "inline",
                    FAMILY,
                    "inline(structs ENTRIES): KEY",
                    "A row for each struct of an array, with a column for each of its fields.",
                    "inline(map_entries(map('a', 1))) -> a, 1"),
            FunctionDocumentation.of(
                    "inline_outer",
                    FAMILY,
                    "inline_outer(structs ENTRIES): KEY",
                    "As inline, but a row of nulls where there are no structs.",
                    "inline_outer(map_entries(map('a', 1))) -> a, 1"),
            FunctionDocumentation.of(
                    "stack",
                    FAMILY,
                    "stack('rows', value INT...): INT",
                    "So many rows of the values, one after the other in columns col0, col1 and so on; nulls where they end.",
                    "stack(2, 1, 2, 3) -> 1, 2; 3, NULL"),
            FunctionDocumentation.of(
                    "json_tuple",
                    FAMILY,
                    "json_tuple(text STRING, name STRING...): STRING",
                    "The fields of a JSON object by these names, as texts in columns c0, c1 and so on.",
                    "json_tuple('{\"a\":1,\"b\":\"x\"}', 'b', 'a') -> x, 1"));

    private final List<Generator> all;

    /** One of them. */
    private record Generator(
            UnresolvedExpression column,
            List<String> names,
            Expression collection,
            String call,
            boolean withPosition,
            boolean isOuter,
            boolean isInline) {}

    private Generators(List<Generator> all) {
        this.all = List.copyOf(all);
    }

    /** The generators among the columns of a select. */
    static Generators in(List<UnresolvedExpression> columns, Types types, ExpressionResolver resolver) {
        List<Generator> all = new ArrayList<>();
        for (UnresolvedExpression column : columns) {
            UnresolvedExpression.Function function = function(column);
            boolean isNested = function == null
                    ? hasGenerator(column)
                    : function.arguments().stream().anyMatch(Generators::hasGenerator);
            if (isNested) {
                throw refusal(
                        ErrorCondition.GENERATOR_NESTED, "stands within an expression: " + UnresolvedText.of(column));
            }
            if (function != null) {
                all.add(bind(column, function, types, resolver));
            }
        }
        return new Generators(all);
    }

    private static UnresolvedExpression.@Nullable Function function(UnresolvedExpression column) {
        UnresolvedExpression bare = switch (column) {
            case UnresolvedExpression.Alias alias -> alias.child();
            case UnresolvedExpression.Aliases aliases -> aliases.child();
            case UnresolvedExpression other -> other;
        };
        return bare instanceof UnresolvedExpression.Function call && isGenerator(call) ? call : null;
    }

    private static boolean isGenerator(UnresolvedExpression.Function call) {
        return NAMES.contains(call.name().toLowerCase(Locale.ROOT));
    }

    private static boolean hasGenerator(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Function call ->
                isGenerator(call) || call.arguments().stream().anyMatch(Generators::hasGenerator);
            case UnresolvedExpression.UserCall call -> call.arguments().stream().anyMatch(Generators::hasGenerator);
            case UnresolvedExpression.Cast cast -> hasGenerator(cast.child());
            case UnresolvedExpression.Alias alias -> hasGenerator(alias.child());
            case UnresolvedExpression.Aliases aliases -> hasGenerator(aliases.child());
            case UnresolvedExpression.FieldAccess access -> hasGenerator(access.child());
            case UnresolvedExpression.SortKey key -> hasGenerator(key.child());
            case UnresolvedExpression.CaseWhen caseWhen -> {
                UnresolvedExpression otherwise = caseWhen.otherwise();
                yield caseWhen.conditions().stream().anyMatch(Generators::hasGenerator)
                        || caseWhen.values().stream().anyMatch(Generators::hasGenerator)
                        || (otherwise != null && hasGenerator(otherwise));
            }
            case UnresolvedExpression.Lambda lambda -> hasGenerator(lambda.body());
            case UnresolvedExpression.Variable ignored -> false;
            case UnresolvedExpression.Name ignored -> false;
            case UnresolvedExpression.Star ignored -> false;
            case UnresolvedExpression.Value ignored -> false;
        };
    }

    private static SluiceException refusal(ErrorCondition condition, String why) {
        return SluiceException.analysis(condition, "The generator is not supported: it " + why)
                .mend("make the rows in a select(...) of their own, and go on with its result")
                .build();
    }

    static SluiceException outsideSelect(UnresolvedExpression.Function call) {
        return refusal(
                ErrorCondition.GENERATOR_OUTSIDE_SELECT, "stands outside of a select: " + UnresolvedText.of(call));
    }

    private static Generator bind(
            UnresolvedExpression column,
            UnresolvedExpression.Function function,
            Types types,
            ExpressionResolver resolver) {
        String name = function.name().toLowerCase(Locale.ROOT);
        boolean isStack = name.equals("stack");
        boolean isTuple = name.equals("json_tuple");
        boolean isInline = isStack || isTuple || name.startsWith("inline");
        if (!isStack && !isTuple && function.arguments().size() != 1) {
            ErrorCondition condition = function.arguments().isEmpty()
                    ? ErrorCondition.REQUIRED_PARAMETER_NOT_FOUND
                    : ErrorCondition.WRONG_NUM_ARGS;
            throw SluiceException.analysis(condition, "`" + name + "` takes 1 argument")
                    .found(function.arguments().size() + " in " + UnresolvedText.of(function))
                    .build();
        }
        List<Expression> arguments =
                function.arguments().stream().map(resolver::resolve).toList();
        Expression collection = isStack
                ? stacked(function, arguments, types, resolver)
                : isTuple ? tuple(arguments, resolver) : arguments.getFirst();
        boolean withPosition = name.startsWith("posexplode");
        List<String> made = new ArrayList<>();
        if (withPosition) {
            made.add("pos");
        }
        made.addAll(columns(function, collection, isInline));
        return new Generator(
                column,
                named(column, made),
                collection,
                UnresolvedText.of(function),
                withPosition,
                name.endsWith("_outer"),
                isInline);
    }

    private static List<String> columns(
            UnresolvedExpression.Function function, Expression collection, boolean isInline) {
        DataType type = collection.type();
        if (isInline && type instanceof ArrayType array && array.elementType() instanceof StructType struct) {
            return List.of(struct.fieldNames());
        }
        if (!isInline && type instanceof MapType) {
            return List.of("key", "value");
        }
        if (!isInline && type instanceof ArrayType) {
            return List.of("col");
        }
        throw SluiceException.analysis(
                        ErrorCondition.DATATYPE_MISMATCH,
                        "Cannot resolve \"" + UnresolvedText.of(function) + "\" due to data type mismatch")
                .found(type.sql())
                .expected(isInline ? "ARRAY<STRUCT<...>>" : "ARRAY or MAP")
                .mend("pass an array" + (isInline ? " of structs" : " or a map"))
                .build();
    }

    private static List<String> named(UnresolvedExpression column, List<String> made) {
        List<String> names = switch (column) {
            case UnresolvedExpression.Alias alias -> List.of(alias.name());
            case UnresolvedExpression.Aliases aliases -> aliases.names();
            case UnresolvedExpression other -> made;
        };
        if (names.size() != made.size()) {
            throw SluiceException.analysis(
                            ErrorCondition.GENERATOR_ALIASES,
                            "The number of aliases does not match the number of columns that are made")
                    .found(names.size() + " in " + UnresolvedText.of(column))
                    .expected(made.size() + ": " + String.join(", ", made))
                    .mend("name all of them: as(new String[] {...})")
                    .build();
        }
        return names;
    }

    /** An array of one struct. */
    private static Expression tuple(List<Expression> arguments, ExpressionResolver resolver) {
        return resolver.call("array", List.of(resolver.call("[json_tuple]", arguments)));
    }

    /** The rows as an array of structs. */
    private static Expression stacked(
            UnresolvedExpression.Function function,
            List<Expression> arguments,
            Types types,
            ExpressionResolver resolver) {
        int rows = arguments.size() > 1
                        && arguments.getFirst() instanceof Expression.Literal literal
                        && literal.value() instanceof Integer count
                ? count
                : 0;
        if (rows < 1) {
            throw SluiceException.analysis(
                            arguments.size() < 2 ? ErrorCondition.WRONG_NUM_ARGS : ErrorCondition.VALUE_OUT_OF_RANGE,
                            "`stack` takes a number of rows, which is a literal above 0, and values")
                    .found(UnresolvedText.of(function))
                    .build();
        }
        List<Expression> values = arguments.subList(1, arguments.size());
        int columns = (values.size() + rows - 1) / rows;
        List<List<Expression>> byRow = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            byRow.add(new ArrayList<>());
        }
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            names.add("col" + column);
            List<Expression> ofColumn = new ArrayList<>();
            for (int index = column; index < values.size(); index += columns) {
                ofColumn.add(values.get(index));
            }
            DataType type = types.common(ofColumn, ErrorCondition.STACK_COLUMN_DIFF_TYPES, UnresolvedText.of(function));
            for (Expression value : ofColumn) {
                boolean isNull = value instanceof Expression.Literal literal && literal.isUntyped();
                if (!isNull && !value.type().asNullable().equals(type.asNullable())) {
                    throw SluiceException.analysis(
                                    ErrorCondition.STACK_COLUMN_DIFF_TYPES,
                                    "The values of column " + column + " of `stack` have different types")
                            .found(value.type().sql() + " and " + type.sql() + " in " + UnresolvedText.of(function))
                            .mend("cast one of them")
                            .build();
                }
            }
            for (int row = 0; row < rows; row++) {
                byRow.get(row)
                        .add(
                                row < ofColumn.size()
                                        ? types.cast(ofColumn.get(row), type)
                                        : new Expression.Literal(null, type));
            }
        }
        List<Expression> structs = new ArrayList<>();
        byRow.forEach(row -> structs.add(new Expression.MakeStruct(names, row)));
        return resolver.call(new UnresolvedExpression.Function("array", List.of()), structs);
    }

    boolean isGenerator(UnresolvedExpression column) {
        return all.stream().anyMatch(generator -> generator.column().equals(column));
    }

    /** The names of the columns that a generator makes. */
    List<String> names(UnresolvedExpression column) {
        return all.stream()
                .filter(generator -> generator.column().equals(column))
                .findFirst()
                .orElseThrow()
                .names();
    }

    /** The child with the columns that are made: each generator makes its rows of those of the one before. */
    LogicalPlan plan(LogicalPlan child) {
        LogicalPlan plan = child;
        for (Generator generator : all) {
            plan = generate(plan, generator);
        }
        return plan;
    }

    private static LogicalPlan generate(LogicalPlan child, Generator generator) {
        List<Attribute> output = new ArrayList<>(child.output());
        if (generator.withPosition()) {
            output.add(attribute(generator, "pos", AtomicType.INT));
        }
        switch (generator.collection().type()) {
            case MapType map -> {
                output.add(attribute(generator, "key", map.keyType()));
                output.add(attribute(generator, "value", map.valueType()));
            }
            case ArrayType array
            when generator.isInline() && array.elementType() instanceof StructType struct -> {
                for (StructField field : struct) {
                    output.add(attribute(generator, field.name(), field.dataType()));
                }
            }
            case ArrayType array -> output.add(attribute(generator, "col", array.elementType()));
            case DataType other -> throw new IllegalStateException("no collection: " + other);
        }
        return new LogicalPlan.Generate(
                child,
                generator.collection(),
                generator.withPosition(),
                generator.isInline(),
                generator.isOuter(),
                output);
    }

    /** Under a name that no column of the program has. */
    private static Attribute attribute(Generator generator, String part, DataType type) {
        return Attribute.of(generator.call() + "#" + part, type, true);
    }
}
