package dev.sluice.cli.reference;

import dev.sluice.Column;
import dev.sluice.builtin.Builtins;
import dev.sluice.functions;
import dev.sluice.plan.analysis.Forms;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.function.HigherOrderFunction;
import dev.sluice.spi.function.ScalarFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/reference/functions.md}: every built-in function by family. */
final class FunctionsPage {
    private static final Column LEFT = functions.col("left");

    private FunctionsPage() {}

    static String text() {
        Markdown page =
                new Markdown("Functions", "the declarations in dev.sluice.builtin and dev.sluice.plan.analysis.Forms");
        page.paragraph(
                "A function with a method of its own in `dev.sluice.functions` or `dev.sluice.Column` is called by it;"
                        + " any one by `call_function(name, columns...)`. Names are compared without case.");
        page.paragraph(
                "In signatures NUMERIC is any one of INT, BIGINT and DOUBLE, INTEGRAL one of INT and BIGINT, ATOMIC any"
                        + " type but a struct, and ANY any type; in one signature such a word stands for the same type everywhere."
                        + " TINYINT and SMALLINT are taken where INTEGRAL stands, and with FLOAT and DECIMAL where NUMERIC does;"
                        + " the result then is of that type or of a wider one."
                        + " Values of other types are first cast where that loses nothing: a number to a wider one, a text to"
                        + " what is needed. A word in single quotes is a text literal; what stands in brackets may be left out;"
                        + " `...` says that more of the kind may follow; `(x, y) -> TYPE` is a lambda over columns that gives"
                        + " this type. Unless said otherwise the result is null if an argument"
                        + " is.");
        new TreeMap<>(declared()
                        .sorted(Comparator.comparing(FunctionDocumentation::name))
                        .collect(Collectors.groupingBy(FunctionDocumentation::family)))
                .forEach((family, members) -> {
                    page.heading(Character.toUpperCase(family.charAt(0)) + family.substring(1));
                    page.table(
                            List.of("function", "in Java", "signature", "what it gives", "example"),
                            members.stream().map(FunctionsPage::row).toList());
                });
        return page.toString();
    }

    private static Stream<FunctionDocumentation> declared() {
        FunctionRegistry registry = Builtins.registry();
        Stream<FunctionDocumentation> functions = registry.names().stream()
                .flatMap(name -> Stream.of(
                                registry.scalar(name).map(ScalarFunction::documentation),
                                registry.aggregate(name).map(AggregateFunction::documentation),
                                registry.higherOrder(name).map(HigherOrderFunction::documentation))
                        .flatMap(Optional::stream));
        return Stream.concat(functions, Forms.all().stream()).distinct();
    }

    private static List<String> row(FunctionDocumentation function) {
        return List.of(
                Markdown.code(function.names().toArray(String[]::new)),
                javaName(function).map(Markdown::code).orElse(""),
                function.signatures().stream().map(Markdown::code).collect(Collectors.joining("<br>")),
                function.usage(),
                Markdown.code(function.exampleCall()) + " gives " + Markdown.code(function.exampleResult()));
    }

    /** The method that makes the call: one of this name, or the one of Column that makes the operator. */
    private static Optional<String> javaName(FunctionDocumentation function) {
        return function.names().stream()
                .flatMap(name -> Stream.concat(
                        methods(functions.class, method -> method.getName().equals(name)),
                        methods(Column.class, method -> method.getName().equals(name) || makesOperator(method, name))
                                .map(method -> "Column." + method)))
                .findFirst();
    }

    /** The names of the public methods of a class that give a column. */
    private static Stream<String> methods(Class<?> owner, Predicate<Method> wanted) {
        return Arrays.stream(owner.getMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Column.class)
                .filter(wanted)
                .map(Method::getName)
                .sorted();
    }

    private static boolean makesOperator(Method method, String operator) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != 1 || !parameters[0].isAssignableFrom(Column.class)) {
            return false;
        }
        try {
            String made = String.valueOf(method.invoke(LEFT, functions.col("right")));
            return made.equalsIgnoreCase("(left " + operator + " right)");
        } catch (ReflectiveOperationException refused) {
            // otherwise() wants a when() before it; it makes no operator.
            return false;
        }
    }
}
