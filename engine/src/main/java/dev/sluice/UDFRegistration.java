package dev.sluice;

import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.function.HigherOrderFunction;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The user functions of a session by name, as {@link Session#udf} gives them. Names are compared without case. */
public final class UDFRegistration {
    private final Map<String, ScalarFunction> registered = new ConcurrentHashMap<>();

    UDFRegistration() {}

    /** Makes a function callable by {@link functions#call_udf} and {@link functions#call_function}. */
    public UserDefinedFunction register(String name, UserDefinedFunction function) {
        UserDefinedFunction named =
                Given.value(function, "the function").withName(Given.value(name, "the name of a user function"));
        registered.put(name.toLowerCase(Locale.ROOT), named.declaration());
        return named;
    }

    public void register(String name, UDF1<?, ?> function, DataType returnType) {
        register(name, functions.udf(function, returnType));
    }

    public void register(String name, UDF2<?, ?, ?> function, DataType returnType) {
        register(name, functions.udf(function, returnType));
    }

    public void register(String name, UDF3<?, ?, ?, ?> function, DataType returnType) {
        register(name, functions.udf(function, returnType));
    }

    public void register(String name, UDF4<?, ?, ?, ?, ?> function, DataType returnType) {
        register(name, functions.udf(function, returnType));
    }

    public void register(String name, UDF5<?, ?, ?, ?, ?, ?> function, DataType returnType) {
        register(name, functions.udf(function, returnType));
    }

    /** What is registered, before what is built in. */
    FunctionRegistry over(FunctionRegistry builtins) {
        return new FunctionRegistry() {
            @Override
            public Optional<ScalarFunction> scalar(String name) {
                return Optional.ofNullable(registered.get(name.toLowerCase(Locale.ROOT)))
                        .or(() -> builtins.scalar(name));
            }

            @Override
            public Optional<AggregateFunction> aggregate(String name) {
                return registered.containsKey(name.toLowerCase(Locale.ROOT))
                        ? Optional.empty()
                        : builtins.aggregate(name);
            }

            @Override
            public Optional<HigherOrderFunction> higherOrder(String name) {
                return builtins.higherOrder(name);
            }

            @Override
            public Optional<BoundScalar> cast(DataType from, DataType to, boolean nullable, FunctionContext context) {
                return builtins.cast(from, to, nullable, context);
            }

            @Override
            public List<String> names() {
                TreeSet<String> names = new TreeSet<>(builtins.names());
                names.addAll(registered.keySet());
                return List.copyOf(names);
            }
        };
    }
}
