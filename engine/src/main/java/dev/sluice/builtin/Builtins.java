package dev.sluice.builtin;

import dev.sluice.builtin.aggregate.AggregateFunctions;
import dev.sluice.builtin.avro.AvroFunctions;
import dev.sluice.builtin.cast.Casts;
import dev.sluice.builtin.collection.CollectionFunctions;
import dev.sluice.builtin.collection.HigherOrderFunctions;
import dev.sluice.builtin.comparison.ComparisonFunctions;
import dev.sluice.builtin.csv.CsvFunctions;
import dev.sluice.builtin.datetime.DateTimeFunctions;
import dev.sluice.builtin.hash.HashFunctions;
import dev.sluice.builtin.json.JsonFunctions;
import dev.sluice.builtin.math.MathFunctions;
import dev.sluice.builtin.misc.MiscFunctions;
import dev.sluice.builtin.random.RandomFunctions;
import dev.sluice.builtin.string.StringFunctions;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All built-in functions by name. */
public final class Builtins implements FunctionRegistry {
    private final Map<String, ScalarFunction> scalars = new TreeMap<>();
    private final Map<String, ScalarFunction> unnamed = new TreeMap<>();
    private final Map<String, HigherOrderFunction> higherOrder = new TreeMap<>();
    private final Map<String, AggregateFunction> aggregates = new TreeMap<>();

    private Builtins() {
        List.of(
                        MathFunctions.all(),
                        ComparisonFunctions.all(),
                        StringFunctions.all(),
                        DateTimeFunctions.all(),
                        HashFunctions.all(),
                        JsonFunctions.all(),
                        CsvFunctions.all(),
                        AvroFunctions.all(),
                        MiscFunctions.all(),
                        RandomFunctions.all(),
                        CollectionFunctions.all())
                .forEach(family -> family.forEach(function ->
                        function.documentation().names().forEach(name -> scalars.put(key(name), function))));
        HigherOrderFunctions.all()
                .forEach(function ->
                        function.documentation().names().forEach(name -> higherOrder.put(key(name), function)));
        Stream.concat(CollectionFunctions.unnamed().stream(), JsonFunctions.unnamed().stream())
                .forEach(function -> unnamed.put(function.documentation().name(), function));
        AggregateFunctions.all()
                .forEach(function ->
                        function.documentation().names().forEach(name -> aggregates.put(key(name), function)));
    }

    /** All of them, made with the first call. */
    public static FunctionRegistry registry() {
        return Holder.ALL;
    }

    private static final class Holder {
        private static final FunctionRegistry ALL = new Builtins();
    }

    @Override
    public Optional<ScalarFunction> scalar(String name) {
        ScalarFunction found = scalars.get(key(name));
        return Optional.ofNullable(found == null ? unnamed.get(name) : found);
    }

    @Override
    public Optional<HigherOrderFunction> higherOrder(String name) {
        return Optional.ofNullable(higherOrder.get(key(name)));
    }

    @Override
    public Optional<AggregateFunction> aggregate(String name) {
        return Optional.ofNullable(aggregates.get(key(name)));
    }

    @Override
    public Optional<BoundScalar> cast(DataType from, DataType to, boolean nullable, FunctionContext context) {
        return Casts.cast(from, to, nullable, context);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(scalars.keySet());
        names.addAll(aggregates.keySet());
        names.addAll(higherOrder.keySet());
        return List.copyOf(names);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
