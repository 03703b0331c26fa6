package dev.sluice.builtin.support;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A call of a function, as a binder sees it: its arguments, and the errors that refuse them. */
public record Call(String name, List<Argument> arguments, FunctionContext context) {
    public int size() {
        return arguments.size();
    }

    public Argument argument(int index) {
        return arguments.get(index);
    }

    public DataType type(int index) {
        return arguments.get(index).type();
    }

    public List<DataType> types() {
        return arguments.stream().map(Argument::type).toList();
    }

    /** Whether an argument is null in every row. */
    public boolean isNull(int index) {
        return argument(index).isConstant() && argument(index).constant() == null;
    }

    /** Whether an argument may be null: then so may the result of most functions. */
    public boolean anyNullable() {
        return arguments.stream().anyMatch(Argument::nullable);
    }

    public String sql() {
        boolean isOperator = !Character.isLetter(name.charAt(0)) || name.equals("div");
        if (isOperator && size() == 2) {
            return "(" + argument(0).sql() + " " + name + " " + argument(1).sql() + ")";
        }
        return name + arguments.stream().map(Argument::sql).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Refuses another number of arguments. */
    public void requireCount(int least, int most) {
        if (size() < least || size() > most) {
            String expected = least == most
                    ? String.valueOf(least)
                    : most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS,
                            "The `" + name + "` requires " + expected + " parameters but the actual number is " + size()
                                    + ".")
                    .at("\"" + sql() + "\"")
                    .build();
        }
    }

    /** The type, which an argument is cast to without being asked; refused where Spark does not cast so. */
    public AtomicType implicitly(int index, AtomicType expected) {
        boolean isTaken =
                argument(index).isUntypedNull() || TypeRules.isImplicit(type(index), expected, context.ansi());
        if (!isTaken) {
            throw unexpectedType(index, expected.sql());
        }
        return expected;
    }

    /** STRING, which an argument must be as it is. */
    public AtomicType asText(int index) {
        if (type(index) != AtomicType.STRING && !argument(index).isUntypedNull()) {
            throw unexpectedType(index, AtomicType.STRING.sql());
        }
        return AtomicType.STRING;
    }

    /** The text of an argument that must be a constant, such as a unit. */
    public String requireText(int index, String what) {
        if (argument(index).constant() instanceof String text) {
            return text;
        }
        throw SluiceException.analysis(
                        ErrorCondition.DATATYPE_MISMATCH, "the " + what + " of `" + name + "` must be a constant text")
                .at("\"" + sql() + "\"")
                .found("\"" + argument(index).sql() + "\"")
                .expected("a constant of type STRING")
                .mend("write the " + what + " as a constant: it shapes the plan and cannot come from data")
                .build();
    }

    /** The number that an argument says which must be a constant, and not below {@code least}. */
    public int requireInt(int index, String what, int least) {
        int number = switch (argument(index).constant()) {
            case Integer value -> value;
            case Long value when value == value.intValue() -> value.intValue();
            case String text when text.matches("-?\\d{1,9}") -> Integer.parseInt(text);
            case null, default -> throw nonFoldable(ErrorCondition.NON_FOLDABLE_INPUT, index, what);
        };
        if (number < least) {
            throw SluiceException.analysis(
                            ErrorCondition.VALUE_OUT_OF_RANGE,
                            "Cannot resolve \"" + sql() + "\" due to data type mismatch: The " + what
                                    + " must be at least " + least + " (current value = " + number + ").")
                    .mend("give another " + what)
                    .build();
        }
        return number;
    }

    /** The text of an argument that is computed before anything runs. */
    public String requireConstantText(int index, String what) {
        if (argument(index).constant() instanceof String text) {
            return text;
        }
        throw nonFoldableArgument(index, what);
    }

    /** The text of an argument that shapes the plan, and that Spark refuses as a type mismatch where it is none. */
    public String requireFoldableText(int index, String what) {
        if (argument(index).constant() instanceof String text) {
            return text;
        }
        if (isNull(index)) {
            throw SluiceException.analysis(
                            ErrorCondition.UNEXPECTED_NULL,
                            "Cannot resolve \"" + sql() + "\" due to data type mismatch: The `" + what
                                    + "` must not be null.")
                    .mend("give the " + what)
                    .build();
        }
        throw nonFoldable(index, what);
    }

    /** That an argument shapes the plan and is no constant. */
    public SluiceException nonFoldable(int index, String what) {
        return nonFoldable(ErrorCondition.NON_FOLDABLE_INPUT, index, what);
    }

    /** As {@link #nonFoldable(int, String)}, for functions that Spark refuses before it looks at their types. */
    public SluiceException nonFoldableArgument(int index, String what) {
        return nonFoldable(ErrorCondition.NON_FOLDABLE_ARGUMENT, index, what);
    }

    private SluiceException nonFoldable(ErrorCondition condition, int index, String what) {
        return SluiceException.analysis(
                        condition,
                        "Cannot resolve \"" + sql() + "\" due to data type mismatch: the input `" + what
                                + "` should be a foldable expression; however, got \""
                                + argument(index).sql()
                                + "\".")
                .mend("write the " + what + " as a constant: it shapes the plan and cannot come from data")
                .build();
    }

    /** That an argument has a type which the function does not take. */
    public SluiceException unexpectedType(int index, String expected) {
        String[] ordinals = {"first", "second", "third", "fourth", "fifth"};
        String which = index < ordinals.length ? ordinals[index] : (index + 1) + "th";
        return SluiceException.analysis(
                        ErrorCondition.DATATYPE_MISMATCH,
                        "Cannot resolve \"" + sql() + "\" due to data type mismatch: The " + which
                                + " parameter requires the \"" + expected + "\" type, however \""
                                + argument(index).sql() + "\" has the type \""
                                + type(index).sql() + "\".")
                .mend("cast the argument to a type that the function takes")
                .build();
    }

    /** That values of a type have no order. */
    public SluiceException invalidOrderingType(int index) {
        return SluiceException.analysis(
                        ErrorCondition.INVALID_ORDERING_TYPE,
                        "Cannot resolve \"" + sql() + "\" due to data type mismatch: The `" + name
                                + "` does not support ordering on type \""
                                + type(index).sql() + "\".")
                .mend("compare the parts of the value, or its map_entries(...)")
                .build();
    }

    /** That an operator does not take the one type that both of its sides have, or takes only one of their types. */
    public SluiceException wrongOperands(String expected) {
        // Under ANSI rules a text is read as the type that it meets.
        boolean isOneText = context.ansi() && types().contains(AtomicType.STRING);
        if (!type(0).equals(type(1)) && !isOneText) {
            return differingTypes(0, 1);
        }
        return wrongOperand(expected, type(0) == AtomicType.STRING ? type(1) : type(0));
    }

    /** That an operator does not take the type in which its sides meet. */
    public SluiceException wrongOperand(String expected, DataType type) {
        return SluiceException.analysis(
                        ErrorCondition.BINARY_OP_WRONG_TYPE,
                        "Cannot resolve \"" + sql() + "\" due to data type mismatch: the binary operator requires the"
                                + " input type \"" + expected + "\", not \"" + type.sql() + "\".")
                .mend("cast both sides to a type that the operator takes")
                .build();
    }

    /** That values of which one is chosen have no common type. */
    public SluiceException noCommonType() {
        return SluiceException.analysis(
                        ErrorCondition.DATA_DIFF_TYPES,
                        "Cannot resolve \"" + sql() + "\" due to data type mismatch: Input to `" + name
                                + "` should all be the same type, but it's ("
                                + arguments.stream()
                                        .map(argument -> "\"" + argument.type().sql() + "\"")
                                        .collect(Collectors.joining(", "))
                                + ").")
                .mend("cast some of them to the type of the others")
                .build();
    }

    /** That the operands of an operator have no common type. */
    public SluiceException differingTypes(int left, int right) {
        return SluiceException.analysis(
                        ErrorCondition.BINARY_OP_DIFF_TYPES,
                        "Cannot resolve \"" + sql()
                                + "\" due to data type mismatch: the left and right operands of the operator have"
                                + " incompatible types (\"" + type(left).sql() + "\" and \""
                                + type(right).sql() + "\").")
                .mend("cast one side to the type of the other")
                .build();
    }
}
