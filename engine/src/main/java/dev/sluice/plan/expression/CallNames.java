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
            "spark_partition_id",
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
            Map.entry("listagg 1", "NULL"),
            Map.entry("locate 2", "1"),
            Map.entry("lpad 2", " "),
            Map.entry("months_between 2", "true"),
            Map.entry("overlay 3", "-1"),
            Map.entry("percentile 2", "1"),
            Map.entry("percentile_approx 2", "10000"),
            Map.entry("approx_percentile 2", "10000"),
            Map.entry("position 2", "1"),
            Map.entry("regexp_extract 2", "1"),
            Map.entry("regexp_extract_all 2", "1"),
            Map.entry("regexp_instr 2", "0"),
            Map.entry("regexp_replace 3", "1"),
            Map.entry("replace 2", ""),
            Map.entry("round 1", "0"),
            Map.entry("rpad 2", " "),
            Map.entry("sort_array 1", "true"),
            Map.entry("split 2", "-1"),
            Map.entry("str_to_map 1", ",, :"),
            Map.entry("str_to_map 2", ":"),
            Map.entry("string_agg 1", "NULL"),
            Map.entry("sentences 1", ", "),
            Map.entry("sentences 2", ""),
            Map.entry("substr 2", "2147483647"),
            Map.entry("substring 2", "2147483647"),
            Map.entry("to_unix_timestamp 1", "yyyy-MM-dd HH:mm:ss"),
            Map.entry("unix_timestamp 1", "yyyy-MM-dd HH:mm:ss"));

    /** Aggregates that let equal values count once, and those that they make so. */
    private static final Map<String, String> DISTINCT = Map.of("count_distinct", "count", "sum_distinct", "sum");

    private static final List<String> MASKS_BY_PLACE = List.of("", "X", "x", "n", "NULL");

    private CallNames() {}

    static String of(String name, List<String> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> shown = new ArrayList<>(arguments);
        if (DISTINCT.containsKey(lower)) {
            return DISTINCT.get(lower) + "(DISTINCT " + String.join(", ", arguments) + ")";
        }
        String defaultText = DEFAULTS.get(lower + " " + arguments.size());
        if (defaultText != null) {
            shown.add(defaultText);
        }
        return switch (lower + " " + arguments.size()) {
            case "array_agg 1" -> call("collect_list", shown);
            case "trim 2" -> trim("BOTH", arguments);
            case "ltrim 2" -> trim("LEADING", arguments);
            case "rtrim 2" -> trim("TRAILING", arguments);
            case "ceil 2", "floor 2" -> call(lower, arguments);
            case "log 1" -> "LOG(E(), " + arguments.getFirst() + ")";
            case "datepart 2", "extract 2" -> name + "(" + arguments.get(0) + " FROM " + arguments.get(1) + ")";
            case "if 3" -> "(IF(" + String.join(", ", arguments) + "))";
            case "mask 1", "mask 2", "mask 3", "mask 4" -> call(name, mask(arguments));
            case "mode 2" ->
                arguments.getLast().equals("true")
                        ? "mode() WITHIN GROUP (ORDER BY " + arguments.getFirst() + " DESC)"
                        : call(name, arguments.subList(0, 1));
            case "random 0", "random 1" -> call("rand", arguments);
            case "convert_timezone 2" ->
                call(name, List.of("current_timezone()", arguments.getFirst(), arguments.getLast()));
            case "try_make_timestamp 7" -> call(name, arguments.subList(0, 6));
            case "time + 2", "time - 2" ->
                arguments.getFirst() + name.substring(name.indexOf(' ')) + " " + arguments.getLast();
            case "make_dt_interval 0", "make_dt_interval 1", "make_dt_interval 2", "make_dt_interval 3" ->
                call(name, filled(arguments, List.of("0", "0", "0", "0.000000")));
            case "make_ym_interval 0", "make_ym_interval 1" -> call(name, filled(arguments, List.of("0", "0")));
            case "shuffle 2" -> call(name, arguments.subList(0, 1));
            case "dateadd 2" -> call("date_add", arguments);
            case "curdate 0" -> "current_date()";
            case "current_database 0" -> "current_schema()";
            case "unix_timestamp 0" -> "unix_timestamp(current_timestamp(), yyyy-MM-dd HH:mm:ss)";
            case "assert_true 1" ->
                call(name, List.of(arguments.getFirst(), "'" + arguments.getFirst() + "' is not true!"));
            case "raise_error 1" ->
                call(name, List.of("USER_RAISED_EXCEPTION", "map(errorMessage, " + arguments.getFirst() + ")"));
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

    private static List<String> mask(List<String> arguments) {
        return filled(arguments, MASKS_BY_PLACE);
    }

    /** The arguments, and behind them what stands for those that were left out. */
    private static List<String> filled(List<String> arguments, List<String> defaults) {
        List<String> shown = new ArrayList<>(arguments);
        shown.addAll(defaults.subList(arguments.size(), defaults.size()));
        return shown;
    }

    private static String trim(String where, List<String> arguments) {
        return "TRIM(" + where + " " + arguments.get(0) + " FROM " + arguments.get(1) + ")";
    }
}
