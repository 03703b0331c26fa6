package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Forms that make a struct of another one or of names and values. */
final class StructForms {
    static final Set<String> NAMES =
            Set.of("named_struct", UnresolvedExpression.Function.WITH_FIELD, UnresolvedExpression.Function.DROP_FIELDS);

    static final List<FunctionDocumentation> DOCUMENTATION = List.of(
            FunctionDocumentation.of(
                    "named_struct",
                    "struct",
                    "named_struct('name', value ANY): STRUCT",
                    "A struct of fields, for each its name, a literal, and its value; never null.",
                    "named_struct('a', 1, 'b', 'x') -> {1, x}"),
            FunctionDocumentation.of(
                    UnresolvedExpression.Function.WITH_FIELD,
                    "struct",
                    "with_field(struct STRUCT, 'name', value ANY): STRUCT",
                    "The struct with another value in the fields of this name, or one more field; null if it is: in Java"
                            + " `struct.withField(name, value)`, where dots lead into structs.",
                    "with_field(struct(1), 'b', 'x') -> {1, x}"),
            FunctionDocumentation.of(
                    UnresolvedExpression.Function.DROP_FIELDS,
                    "struct",
                    "drop_fields(struct STRUCT, 'name'): STRUCT",
                    "The struct without the fields of these names; those that it does not have do not matter: in Java"
                            + " `struct.dropFields(names)`, where dots lead into structs.",
                    "drop_fields(struct(1, 'x'), 'col1') -> {x}"));

    /** A struct beside a test that it is there. */
    private record Present(DataType resultType) implements BoundScalar {
        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public boolean canFail() {
            return false;
        }

        @Override
        public ScalarKernel kernel() {
            return (arguments, rowCount) -> arguments[0];
        }
    }

    private final Scope scope;
    private final Types types;
    private final UnresolvedExpression.Function function;

    /** Calls a function of the registry. */
    private final BiFunction<String, List<Expression>, Expression> call;

    StructForms(
            Scope scope,
            Types types,
            UnresolvedExpression.Function function,
            BiFunction<String, List<Expression>, Expression> call) {
        this.scope = scope;
        this.types = types;
        this.function = function;
        this.call = call;
    }

    Expression resolve(List<Expression> arguments) {
        return switch (function.name()) {
            case UnresolvedExpression.Function.WITH_FIELD -> {
                requireCount(arguments.size() == 3, "3");
                yield withField(requireStruct(arguments.get(0)), path(arguments.get(1)), arguments.get(2));
            }
            case UnresolvedExpression.Function.DROP_FIELDS -> {
                requireCount(arguments.size() >= 2, "2 or more");
                Expression struct = requireStruct(arguments.getFirst());
                for (Expression name : arguments.subList(1, arguments.size())) {
                    struct = withoutField(struct, path(name));
                }
                yield struct;
            }
            default -> named(arguments);
        };
    }

    private void requireCount(boolean holds, String expected) {
        if (!holds) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "`" + function.name() + "` takes " + expected + " arguments")
                    .found(function.arguments().size() + " in " + UnresolvedText.of(function))
                    .build();
        }
    }

    private Expression named(List<Expression> arguments) {
        requireCount(arguments.size() % 2 == 0, "names and values in turn, an even number of");
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index += 2) {
            names.add(literalName(arguments.get(index)));
            values.add(arguments.get(index + 1));
        }
        return new Expression.MakeStruct(names, values);
    }

    private String literalName(Expression name) {
        if (name instanceof Expression.Literal literal && literal.value() instanceof String text) {
            return text;
        }
        throw SluiceException.analysis(
                        ErrorCondition.STRUCT_WITHOUT_LITERAL_NAME,
                        "Cannot resolve \"" + UnresolvedText.of(function)
                                + "\": only text literals can be names of fields")
                .found(name.sql())
                .mend("write the name as a text literal")
                .build();
    }

    /** The names that lead to a field. */
    private List<String> path(Expression name) {
        return List.of(literalName(name).split(UnresolvedExpression.Function.PATH_SEPARATOR, -1));
    }

    private Expression requireStruct(Expression struct) {
        if (struct.type() instanceof StructType) {
            return struct;
        }
        throw SluiceException.analysis(
                        ErrorCondition.DATATYPE_MISMATCH,
                        "Cannot resolve \"" + UnresolvedText.of(function) + "\": only a struct has fields")
                .found(struct.type().sql() + " of " + struct.sql())
                .expected("STRUCT")
                .mend("name a column that is a struct")
                .build();
    }

    private Expression withField(Expression struct, List<String> path, Expression value) {
        Expression present = present(struct);
        StructType type = (StructType) struct.type();
        String name = path.getFirst();
        Expression changed = path.size() == 1
                ? value
                : withField(requireStruct(scope.field(present, name)), path.subList(1, path.size()), value);
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        boolean isFound = false;
        for (int field = 0; field < type.size(); field++) {
            boolean isThis = scope.isSame(type.field(field).name(), name);
            names.add(isThis ? name : type.field(field).name());
            values.add(isThis ? changed : new Expression.GetField(present, field));
            isFound |= isThis;
        }
        if (!isFound) {
            names.add(name);
            values.add(changed);
        }
        return wherePresent(struct, new Expression.MakeStruct(names, values));
    }

    private Expression withoutField(Expression struct, List<String> path) {
        Expression present = present(struct);
        StructType type = (StructType) struct.type();
        String name = path.getFirst();
        if (path.size() > 1) {
            Expression inner = withoutField(requireStruct(scope.field(present, name)), path.subList(1, path.size()));
            return withField(struct, List.of(name), inner);
        }
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int field = 0; field < type.size(); field++) {
            if (!scope.isSame(type.field(field).name(), name)) {
                names.add(type.field(field).name());
                values.add(new Expression.GetField(present, field));
            }
        }
        if (names.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.CANNOT_DROP_ALL_FIELDS,
                            "Cannot resolve \"" + UnresolvedText.of(function) + "\": a struct keeps one field at least")
                    .mend("leave out the whole struct")
                    .build();
        }
        return names.size() == type.size() ? struct : wherePresent(struct, new Expression.MakeStruct(names, values));
    }

    private static Expression present(Expression struct) {
        return struct.isNullable()
                ? new Expression.Call("present", new Present(struct.type()), List.of(struct))
                : struct;
    }

    private Expression wherePresent(Expression struct, Expression made) {
        if (!struct.isNullable()) {
            return made;
        }
        return new Expression.CaseWhen(
                List.of(call.apply("isnull", List.of(struct))),
                List.of(types.cast(new Expression.Literal(null, AtomicType.STRING, true), made.type())),
                made,
                made.type());
    }
}
