package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import java.time.ZoneId;
import java.util.Map;

/** The names that Spark gives to columns nobody named. */
final class ColumnNames {
    private ColumnNames() {}

    /**
     * @param zone in which literals of TIMESTAMP are shown
     * @param shownAs calls that are shown in place of others
     */
    static String of(
            UnresolvedExpression expression, ZoneId zone, Map<UnresolvedExpression, UnresolvedExpression> shownAs) {
        return switch (expression) {
            case UnresolvedExpression.Alias alias -> alias.name();
            case UnresolvedExpression.Name name -> name.parts().getLast();
            // Casts that a user writes do not show in the name of a plain column; in that of a field the first one
            // does.
            case UnresolvedExpression.Cast cast
            when innermost(cast).child() instanceof UnresolvedExpression.Name name ->
                name.parts().size() == 1
                        ? of(name, zone, shownAs)
                        : UnresolvedText.ofName(innermost(cast), zone, shownAs);
            case UnresolvedExpression other -> UnresolvedText.ofName(other, zone, shownAs);
        };
    }

    private static UnresolvedExpression.Cast innermost(UnresolvedExpression.Cast cast) {
        return cast.child() instanceof UnresolvedExpression.Cast inner ? innermost(inner) : cast;
    }

    static boolean isWindowTime(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Alias alias -> isWindowTime(alias.child());
            case UnresolvedExpression.Function function -> function.name().equalsIgnoreCase("window_time");
            case UnresolvedExpression other -> false;
        };
    }
}
