package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedExpression.Function;
import dev.sluice.types.AtomicType;
import dev.sluice.types.TimeTypes;
import java.util.List;
import java.util.Locale;

/** {@code to_char}, which is another function of a time or of bytes than of a number. */
final class CharForms {
    private CharForms() {}

    /** The call that is meant, of as many of the first arguments as it takes. */
    static Function meant(Function function, List<Expression> operands) {
        List<UnresolvedExpression> arguments = function.arguments();
        if (operands.size() != 2) {
            return function;
        }
        Expression value = operands.getFirst();
        if (TimeTypes.isTime(value.type())) {
            return new Function("date_format", arguments);
        }
        return value.type() == AtomicType.BINARY
                ? ofBytes(function, operands.getLast())
                : new Function("to_char", arguments);
    }

    /** How the call is shown: as what is meant, but for the text of bytes. */
    static Function shown(Function function, Function meant) {
        return meant.name().equals("decode") ? function : meant;
    }

    private static Function ofBytes(Function function, Expression format) {
        if (!(format instanceof Expression.Literal literal) || !(literal.value() instanceof String text)) {
            throw SluiceException.analysis(
                            ErrorCondition.NON_FOLDABLE_ARGUMENT,
                            "the format of `" + function.name() + "` must be a text literal")
                    .found(format.sql())
                    .mend("write 'hex', 'utf-8' or 'base64'")
                    .build();
        }
        List<UnresolvedExpression> bytes = function.arguments().subList(0, 1);
        return switch (text.toLowerCase(Locale.ROOT).strip()) {
            case "base64" -> new Function("base64", bytes);
            case "hex" -> new Function("hex", bytes);
            case "utf-8" -> new Function("decode", function.arguments());
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.BINARY_FORMAT_UNKNOWN,
                                "`" + function.name() + "` knows no such format of bytes")
                        .found(text)
                        .expected("'hex', 'utf-8' or 'base64'")
                        .build();
        };
    }
}
