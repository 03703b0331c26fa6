package dev.sluice.plan.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How Spark shows functions that it does not show as they were called. */
final class CallNames {
    /** Shown in capitals. */
    private static final Set<String> CAPITALS = Set.of(
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atan2",
            "atanh",
            "cbrt",
            "ceil",
            "cos",
            "cosh",
            "cot",
            "csc",
            "degrees",
            "e",
            "exp",
            "expm1",
            "floor",
            "hypot",
            "log",
            "log10",
            "log1p",
            "log2",
            "pi",
            "power",
            "radians",
            "regexp",
            "regexp_like",
            "rlike",
            "sec",
            "signum",
            "sin",
            "sinh",
            "sqrt",
            "tan",
            "tanh");

    /** The comparison that {@code array_sort} has where none is given. */
    private static final String NULLS_LAST =
            "lambdafunction((IF(((namedlambdavariable() IS NULL) AND (namedlambdavariable() IS NULL)), 0, "
                    + "(IF((namedlambdavariable() IS NULL), 1, (IF((namedlambdavariable() IS NULL), -1, "
                    + "(IF((namedlambdavariable() < namedlambdavariable()), -1, "
                    + "(IF((namedlambdavariable() > namedlambdavariable()), 1, 0)))))))))), "
                    + "namedlambdavariable(), namedlambdavariable())";

    /** What is shown in the place of arguments that were left out, by the name and how many were given. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("array_sort 1", NULLS_LAST),
            Map.entry("bround 1", "0"),
            Map.entry("from_unixtime 1", "yyyy-MM-dd HH:mm:ss"),
            Map.entry("locate 2", "1"),
            Map.entry("lpad 2", " "),
            Map.entry("months_between 2", "true"),
            Map.entry("overlay 3", "-1"),
            Map.entry("position 2", "1"),
            Map.entry("regexp_extract 2", "1"),
            Map.entry("regexp_instr 2", "0"),
            Map.entry("regexp_replace 3", "1"),
            Map.entry("replace 2", ""),
            Map.entry("round 1", "0"),
            Map.entry("rpad 2", " "),
            Map.entry("sort_array 1", "true"),
            Map.entry("split 2", "-1"),
            Map.entry("str_to_map 1", ",, :"),
            Map.entry("str_to_map 2", ":"),
            Map.entry("substr 2", "2147483647"),
            Map.entry("substring 2", "2147483647"),
            Map.entry("to_unix_timestamp 1", "yyyy-MM-dd HH:mm:ss"),
            Map.entry("unix_timestamp 1", "yyyy-MM-dd HH:mm:ss"));

    private CallNames() {}

    static String of(String name, List<String> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> shown = new ArrayList<>(arguments);
        String defaultText = DEFAULTS.get(lower + " " + arguments.size());
        if (defaultText != null) {
            shown.add(defaultText);
        }
        return switch (lower + " " + arguments.size()) {
            case "array_agg 1" -> call("collect_list", shown);
            case "trim 2" -> trim("BOTH", arguments);
            case "ltrim 2" -> trim("LEADING", arguments);
            case "rtrim 2" -> trim("TRAILING", arguments);
            case "log 1" -> "LOG(E(), " + arguments.getFirst() + ")";
            case "datepart 2", "extract 2" -> name + "(" + arguments.get(0) + " FROM " + arguments.get(1) + ")";
            case "if 3" -> "(IF(" + String.join(", ", arguments) + "))";
            case "positive 1" -> "(+ " + arguments.getFirst() + ")";
            case "like 2" -> arguments.get(0) + " LIKE " + arguments.get(1);
            case "like 3" -> arguments.get(0) + " LIKE " + arguments.get(1) + " ESCAPE '" + arguments.get(2) + "'";
            case "ilike 3" -> call(name, arguments.subList(0, 2));
            default -> call(CAPITALS.contains(lower) ? lower.toUpperCase(Locale.ROOT) : name, shown);
        };
    }

    private static String call(String name, List<String> arguments) {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    private static String trim(String where, List<String> arguments) {
        return "TRIM(" + where + " " + arguments.get(0) + " FROM " + arguments.get(1) + ")";
    }
}
