package dev.sluice.plan.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Arguments of calls as plans and errors show them: of a map of options without the values of those that are secret. */
final class SecretOptions {
    private static final String HIDDEN = "***";

    /** What stands in the names of secrets. */
    private static final Set<String> MARKS =
            Set.of("password", "secret", "token", "credential", "jaas", "sasl.", ".auth.");

    private SecretOptions() {}

    static List<String> texts(String function, List<Expression> arguments) {
        List<String> texts = new ArrayList<>(arguments.size());
        boolean isMap = function.equalsIgnoreCase("map");
        for (int index = 0; index < arguments.size(); index++) {
            boolean isHidden = isMap && index % 2 == 1 && isSecret(arguments.get(index - 1));
            texts.add(isHidden ? HIDDEN : arguments.get(index).sql());
        }
        return texts;
    }

    private static boolean isSecret(Expression name) {
        if (!(name instanceof Expression.Literal literal && literal.value() instanceof String text)) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(lower::contains);
    }
}
