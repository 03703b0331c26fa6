package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.builtin.Builtins;
import dev.sluice.plan.analysis.Forms;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    /** What the analyzer knows itself. */
    private static final Set<String> FORMS =
            Forms.all().stream().flatMap(form -> form.names().stream()).collect(Collectors.toSet());

    private static final Set<String> REFUSED = Set.of("expr", "call_function", "call_udf", "callUDF");

    /** What only the results of a rollup or cube can say. */
    private static final Set<String> OF_GROUPING_SETS = Set.of("grouping", "grouping_id");

    @Test
    void everyMethodNamesAFunctionThatExists() throws ReflectiveOperationException {
        FunctionRegistry registry = Builtins.registry();
        List<String> missing = new ArrayList<>();
        for (Method method : functions.class.getMethods()) {
            boolean makesColumn = Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Column.class;
            if (!makesColumn || REFUSED.contains(method.getName())) {
                continue;
            }
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(FunctionsTest::argument)
                    .toArray();
            Column column = (Column) method.invoke(null, arguments);
            if (column.expression() instanceof UnresolvedExpression.Function function
                    && !FORMS.contains(function.name())
                    && !OF_GROUPING_SETS.contains(function.name())
                    && registry.scalar(function.name()).isEmpty()
                    && registry.aggregate(function.name()).isEmpty()
                    && registry.higherOrder(function.name()).isEmpty()) {
                missing.add(function.name());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Object argument(Class<?> type) {
        if (type == Column.class) {
            return functions.col("a");
        }
        if (type == Column[].class) {
            return new Column[] {functions.col("a")};
        }
        if (type == Function.class) {
            return (Function<Column, Column>) element -> element;
        }
        if (type == BiFunction.class) {
            return (BiFunction<Column, Column, Column>) (first, second) -> first;
        }
        if (type == ColumnFunction3.class) {
            return (ColumnFunction3) (first, second, third) -> first;
        }
        if (type == Map.class) {
            return Map.of("b", "c");
        }
        if (type == String[].class) {
            return new String[] {"b"};
        }
        if (type == StructType.class) {
            return StructType.fromDDL("a INT");
        }
        if (type == DataType.class) {
            return AtomicType.INT;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == double.class) {
            return 1.0;
        }
        if (type == long.class) {
            return 1L;
        }
        return type == int.class ? 1 : "a";
    }

    @Test
    void everyOperatorNamesAFunctionThatExists() {
        FunctionRegistry registry = Builtins.registry();

        for (String operator : List.of(
                "+", "-", "*", "/", "%", "=", "<=>", "<", "<=", ">", ">=", "not", "isnull", "isnotnull", "isnan")) {
            assertThat(registry.scalar(operator)).as(operator).isPresent();
        }
    }
}
