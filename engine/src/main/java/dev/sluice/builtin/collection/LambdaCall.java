package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.BoundHigherOrder;
import dev.sluice.spi.function.HigherOrderFunction.Opened;
import dev.sluice.spi.function.HigherOrderFunction.Variable;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A call of a function with lambdas, as a binder sees it. */
record LambdaCall(Call call, List<Integer> variableCounts) {
    int lambdaCount() {
        return variableCounts.size();
    }

    boolean anyNullable() {
        return call.anyNullable();
    }

    private void requireArgument(int index) {
        if (index >= call.size() || variableCounts.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "`" + call.name() + "` is called with too few arguments")
                    .found(call.sql())
                    .build();
        }
    }

    DataType type(int index) {
        requireArgument(index);
        return call.type(index);
    }

    ArrayType array(int index) {
        requireArgument(index);
        if (call.type(index) instanceof ArrayType array) {
            return array;
        }
        throw call.unexpectedType(index, "ARRAY");
    }

    MapType map(int index) {
        requireArgument(index);
        if (call.type(index) instanceof MapType map) {
            return map;
        }
        throw call.unexpectedType(index, "MAP");
    }

    /** The first lambda may have the element, or the element and its place. */
    List<List<Variable>> withPlace(ArrayType array) {
        Variable element = new Variable(array.elementType(), array.containsNull());
        return List.of(hasPlace() ? List.of(element, new Variable(AtomicType.INT, false)) : variables(1, element));
    }

    /** Whether the first lambda has the place beside the element. */
    boolean hasPlace() {
        return variableCounts.getFirst() == 2;
    }

    /** These variables, of which the first lambda must have as many. */
    List<Variable> variables(int count, Variable... variables) {
        if (variableCounts.getFirst() != count) {
            throw SluiceException.analysis(
                            ErrorCondition.LAMBDA_ARGUMENTS,
                            "A lambda of `" + call.name() + "` has another number of arguments than it is called with")
                    .found(variableCounts.getFirst().toString())
                    .expected(Integer.toString(count))
                    .build();
        }
        return List.of(variables);
    }

    void requireCondition(Argument body) {
        requireType(body, AtomicType.BOOLEAN);
    }

    void requireType(Argument body, DataType expected) {
        requireType(body, expected, ErrorCondition.DATATYPE_MISMATCH);
    }

    void requireType(Argument body, DataType expected, ErrorCondition condition) {
        if (!body.type().asNullable().equals(expected.asNullable())) {
            throw SluiceException.analysis(
                            condition,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: the lambda has to give \""
                                    + expected.sql() + "\"")
                    .found(body.sql() + " of type " + body.type().sql())
                    .mend("cast what the lambda returns")
                    .build();
        }
    }

    SluiceException differentKeys() {
        return SluiceException.analysis(
                        ErrorCondition.MAP_ZIP_WITH_DIFF_TYPES,
                        "Cannot resolve \"" + call.sql()
                                + "\" due to data type mismatch: the maps have keys of types that never meet")
                .found(call.types().toString())
                .mend("cast the keys of one of them")
                .build();
    }

    Opened opened(
            List<DataType> types, List<List<Variable>> variables, Function<List<Argument>, BoundHigherOrder> binder) {
        List<List<Variable>> all = new ArrayList<>(variables);
        return new Opened() {
            @Override
            public List<DataType> castTo() {
                return types;
            }

            @Override
            public List<Variable> variables(int lambda) {
                return all.get(lambda);
            }

            @Override
            public BoundHigherOrder bind(List<Argument> bodies) {
                return binder.apply(bodies);
            }
        };
    }
}
