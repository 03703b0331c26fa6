package dev.sluice.oracle.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions of the reference page, by their signatures: one that is declared is asked by chance from then on. Those are
 * left out whose result is of chance or of the moment, that make rows, that want a constant of their own, or that Spark keeps
 * in a package apart.
 */
public final class DeclaredFunctions {
    static final DeclaredFunctions NONE = new DeclaredFunctions(List.of());

    private static final Set<String> LEFT_OUT_SECTIONS = Set.of("Aggregate", "Generator", "Random");
    private static final Set<String> LEFT_OUT = Set.of(
            "current_catalog",
            "current_database",
            "current_date",
            "current_timestamp",
            "current_timezone",
            "current_user",
            "from_avro",
            "localtimestamp",
            "now",
            "sequence",
            "session_window",
            "to_avro");

    private static final Pattern SIGNATURE = Pattern.compile("([a-z_][a-z_0-9]*)\\((.*)\\): ([A-Z_]+(?: [A-Z]+)*)");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+) ([A-Z_]+(?: [A-Z]+)*)(\\.\\.\\.)?");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\[\\]]*]");

    private final List<Function> functions;

    private DeclaredFunctions(List<Function> functions) {
        this.functions = List.copyOf(functions);
    }

    /** @param result the word for its type, as those of the parameters */
    record Function(String name, List<Parameter> parameters, String result) {
        Function {
            parameters = List.copyOf(parameters);
        }

        boolean hasMaps() {
            return result.equals("MAP")
                    || parameters.stream().anyMatch(one -> one.type().equals("MAP"));
        }
    }

    record Parameter(String name, String type, boolean isRepeated) {}

    /** @param page of the reference, whose tables have the signatures in their third column */
    public static DeclaredFunctions of(List<String> page) {
        List<Function> functions = new ArrayList<>();
        String section = "";
        for (String line : page) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.startsWith("| `") && !LEFT_OUT_SECTIONS.contains(section)) {
                // A bar within a cell is written with a backslash.
                Matcher code = CODE.matcher(line.split("(?<!\\\\)\\|", -1)[3]);
                while (code.find()) {
                    add(code.group(1), functions);
                }
            }
        }
        return new DeclaredFunctions(functions);
    }

    private static void add(String signature, List<Function> functions) {
        add(SIGNATURE.matcher(signature.replace("[", "").replace("]", "")), functions);
        String shortest = signature;
        while (OPTIONAL.matcher(shortest).find()) {
            shortest = OPTIONAL.matcher(shortest).replaceAll("");
        }
        if (!shortest.equals(signature)) {
            add(SIGNATURE.matcher(shortest), functions);
        }
    }

    private static void add(Matcher signature, List<Function> functions) {
        if (!signature.matches() || LEFT_OUT.contains(signature.group(1)) || !TypeWords.isKnown(signature.group(3))) {
            return;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String text : signature.group(2).isEmpty()
                ? new String[0]
                : signature.group(2).split(", ")) {
            Matcher parameter = PARAMETER.matcher(text);
            if (!parameter.matches() || !TypeWords.isKnown(parameter.group(2))) {
                return;
            }
            parameters.add(new Parameter(parameter.group(1), parameter.group(2), parameter.group(3) != null));
        }
        functions.add(new Function(signature.group(1), parameters, signature.group(3)));
    }

    List<Function> all() {
        return functions;
    }

    /** Those that give the type. */
    List<Function> giving(Type type) {
        return functions.stream()
                .filter(function -> new TypeWords(function.hasMaps()).bind(function.result(), type))
                .toList();
    }
}
