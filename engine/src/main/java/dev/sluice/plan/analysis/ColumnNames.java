package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import java.time.ZoneId;
import java.util.Locale;

/** The names that Spark gives to columns nobody named. */
final class ColumnNames {
    private ColumnNames() {}

    /** @param zone in which literals of TIMESTAMP are shown */
    static String of(UnresolvedExpression expression, ZoneId zone) {
        return switch (expression) {
            case UnresolvedExpression.Alias alias -> alias.name();
            case UnresolvedExpression.Name name -> name.parts().getLast();
            // A cast that a user writes does not show in the name of a plain column; it does in that of a field.
            case UnresolvedExpression.Cast cast
            when cast.child() instanceof UnresolvedExpression.Name name
                    && name.parts().size() == 1 -> of(name, zone);
            // The field of what is a column by then.
            case UnresolvedExpression.FieldAccess access
            when isWindow(access.child()) -> of(access.child(), zone) + "." + access.field();
            case UnresolvedExpression.Function function
            when isWindow(function) -> function.name().toLowerCase(Locale.ROOT);
            case UnresolvedExpression other -> UnresolvedText.of(other, zone);
        };
    }

    static boolean isWindow(UnresolvedExpression expression) {
        return expression instanceof UnresolvedExpression.Function function
                && function.name().equalsIgnoreCase("window");
    }

    static boolean isWindowTime(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.Alias alias -> isWindowTime(alias.child());
            case UnresolvedExpression.Function function -> function.name().equalsIgnoreCase("window_time");
            case UnresolvedExpression other -> false;
        };
    }
}
