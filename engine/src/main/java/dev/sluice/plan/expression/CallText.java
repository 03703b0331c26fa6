package dev.sluice.plan.expression;

import java.util.List;
import java.util.Locale;

/** Calls as Spark shows them: operators between or before their operands, everything else as {@code name(arguments)}. */
final class CallText {
    private CallText() {}

    static String of(String name, List<String> arguments) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.equals("[]") && arguments.size() == 2) {
            return arguments.get(0) + "[" + arguments.get(1) + "]";
        }
        boolean isLogical = lower.equals("and") || lower.equals("or");
        boolean isSymbol = !name.isEmpty() && !Character.isLetter(name.charAt(0));
        boolean isOperator = isSymbol || isLogical || lower.equals("div");
        if (isOperator && arguments.size() == 2) {
            String symbol = isLogical ? lower.toUpperCase(Locale.ROOT) : lower;
            return "(" + arguments.get(0) + " " + symbol + " " + arguments.get(1) + ")";
        }
        if (lower.equals("in") && !arguments.isEmpty()) {
            String values = String.join(", ", arguments.subList(1, arguments.size()));
            return "(" + arguments.getFirst() + " IN (" + values + "))";
        }
        if (arguments.size() == 1) {
            String argument = arguments.getFirst();
            if (isOperator) {
                return name.equals("~") ? name + argument : "(" + name + " " + argument + ")";
            }
            return switch (lower) {
                case "not" -> "(NOT " + argument + ")";
                case "isnull" -> "(" + argument + " IS NULL)";
                case "isnotnull" -> "(" + argument + " IS NOT NULL)";
                default -> CallNames.of(name, arguments);
            };
        }
        return CallNames.of(name, arguments);
    }
}
