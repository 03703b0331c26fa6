package dev.sluice.oracle.random;

import dev.sluice.oracle.random.DeclaredFunctions.Function;
import dev.sluice.oracle.random.DeclaredFunctions.Parameter;
import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of declared functions. Where a parameter wants a word of its own, it mostly gets one. */
final class FunctionCalls {
    private static final int PERCENT_OF_FITTING_WORDS = 85;
    private static final int MOST_REPEATED = 3;

    private static final Map<String, List<String>> WORDS = Map.of(
            "regex", List.of("a", "[a-z]+", "(\\\\d+)", "x?", "^A|c$", "(a)(b)?", "", "."),
            "pattern", List.of("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "HH:mm", "a%", "%b_", "#,##0.00", "%"),
            "zone", List.of("UTC", "Europe/Berlin", "America/New_York", "+05:30", "Asia/Kolkata"),
            "charset", List.of("UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII", "UTF-16LE"),
            "unit", List.of("year", "MM", "week", "quarter", "mon", "day"),
            "day", List.of("MON", "tu", "Sunday", "Fri"),
            "format", List.of("%s", "%s-%s", "x", "%5s|"),
            "digits", List.of("1f", "101", "zz", "-7", "00ff", "616263"),
            "delimiter", List.of(",", "a", "-", "", " "),
            "separator", List.of(",", "", "--"));

    /** Numbers of these names say how much is made. */
    private static final Set<String> SMALL = Set.of(
            "count",
            "length",
            "places",
            "bits",
            "from",
            "to",
            "by",
            "index",
            "position",
            "start",
            "place",
            "limit",
            "most",
            "group",
            "days",
            "exponent");

    private final Rng rng;
    private final DeclaredFunctions functions;

    /** Makes an expression of a type. */
    interface ArgumentMaker {
        Expression of(Type type);
    }

    FunctionCalls(Rng rng, DeclaredFunctions functions) {
        this.rng = rng;
        this.functions = functions;
    }

    /**
     * A call that gives the type, if a function does.
     *
     * @param values makes an argument of a type where nothing special is wanted
     */
    Optional<Expression> giving(Type type, ArgumentMaker values) {
        List<Function> fitting = functions.giving(type);
        return fitting.isEmpty() ? Optional.empty() : Optional.of(call(rng.oneOf(fitting), type, values));
    }

    private Expression call(Function function, Type type, ArgumentMaker values) {
        TypeWords words = new TypeWords(function.hasMaps());
        words.bind(function.result(), type);
        List<Expression> arguments = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            int count = parameter.isRepeated() ? rng.between(1, MOST_REPEATED) : 1;
            for (int index = 0; index < count; index++) {
                Type wanted = words.type(parameter.type(), rng);
                arguments.add(special(wanted, parameter).orElseGet(() -> values.of(wanted)));
            }
        }
        return arguments.isEmpty()
                ? new Call("call_function(\"" + function.name() + "\")")
                : new Call("call_function(\"" + function.name() + "\", {*})", arguments);
    }

    private Optional<Expression> special(Type type, Parameter parameter) {
        List<String> words = WORDS.get(parameter.name());
        if (type.equals(Type.STRING) && words != null && rng.percent(PERCENT_OF_FITTING_WORDS)) {
            return Optional.of(new Literal('"' + rng.oneOf(words) + '"'));
        }
        if (SMALL.contains(parameter.name()) && (type.equals(Type.INT) || type.equals(Type.BIGINT))) {
            return Optional.of(new Literal(rng.between(-3, 12) + (type.equals(Type.INT) ? "" : "L")));
        }
        return Optional.empty();
    }
}
