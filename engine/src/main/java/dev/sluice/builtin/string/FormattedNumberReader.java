package dev.sluice.builtin.string;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads numbers that are written in a {@link NumberFormat}; blanks among digits do not count. For one thread. */
final class FormattedNumberReader {
    private final NumberFormat format;
    private final StringBuilder whole = new StringBuilder();
    private final StringBuilder fraction = new StringBuilder();
    private String text = "";
    private int position;
    private boolean isBehindPoint;
    private boolean isNegative;
    private boolean isOpen;

    FormattedNumberReader(NumberFormat format) {
        this.format = format;
    }

    /** The number, or null if the text is not of the format. */
    @Nullable
    BigDecimal read(String number) {
        text = number;
        position = 0;
        whole.setLength(0);
        fraction.setLength(0);
        isBehindPoint = false;
        isNegative = false;
        isOpen = false;
        for (NumberFormat.Token token : format.tokens()) {
            if (!take(token)) {
                return null;
            }
        }
        if (position < text.length() || isOpen || (whole.isEmpty() && fraction.isEmpty())) {
            return null;
        }
        BigDecimal value = new BigDecimal(whole + "." + fraction + "0").setScale(format.fractionDigits());
        return isNegative ? value.negate() : value;
    }

    /** Goes behind what the token stands for; false if it is not there and has to be. */
    private boolean take(NumberFormat.Token token) {
        switch (token) {
            case NumberFormat.Digits digits -> {
                return takeDigits(digits.runs());
            }
            case NumberFormat.Point ignored -> isBehindPoint |= accept('.');
            case NumberFormat.Dollar ignored -> {
                // It may be left out only where the text ends.
                return accept('$') || position == text.length();
            }
            case NumberFormat.Sign ignored -> isNegative ^= !accept('+') && accept('-');
            case NumberFormat.Minus ignored -> isNegative ^= accept('-');
            case NumberFormat.Opening ignored -> isOpen = accept('<');
            case NumberFormat.Closing ignored -> {
                if (accept('>')) {
                    if (!isOpen) {
                        return false;
                    }
                    isOpen = false;
                    isNegative = !isNegative;
                }
            }
            default -> throw new IllegalStateException("no part of a format: " + token);
        }
        return true;
    }

    private boolean accept(char character) {
        boolean isThere = position < text.length() && text.charAt(position) == character;
        position += isThere ? 1 : 0;
        return isThere;
    }

    /** Runs are counted from the last one, as the first ones may be missing. */
    private boolean takeDigits(List<NumberFormat.Run> runs) {
        int[] counts = new int[runs.size() + 1];
        int separators = 0;
        while (position < text.length()) {
            char next = text.charAt(position);
            if (next == ',') {
                separators++;
                if (separators >= runs.size()) {
                    return false;
                }
            } else if (Character.isDigit(next)) {
                counts[separators]++;
                (isBehindPoint ? fraction : whole).append(next);
            } else if (!Character.isWhitespace(next)) {
                break;
            }
            position++;
        }
        int missing = runs.size() - separators - 1;
        for (int index = 0; index < runs.size(); index++) {
            int count = index < missing ? 0 : counts[index - missing];
            NumberFormat.Run run = runs.get(index);
            if (run.isExact() ? count != run.count() : count > run.count()) {
                return false;
            }
        }
        return true;
    }
}
