package dev.sluice.builtin.string;

import java.math.BigDecimal;

/** Writes numbers in a {@link NumberFormat}, all in as many characters. For one thread. */
final class FormattedNumber {
    private final NumberFormat format;
    private final StringBuilder text = new StringBuilder();

    /** The digits of the number: blanks in front of those before the point, zeros behind those behind it. */
    private String whole = "";

    private String fraction = "";
    private int wholeIndex;
    private int fractionIndex;

    FormattedNumber(NumberFormat format) {
        this.format = format;
    }

    /** The number in the format, with {@code #} for each digit if it has more of them. */
    String write(BigDecimal number) {
        boolean isNegative = number.signum() < 0;
        split(number);
        text.setLength(0);
        boolean isBehindPoint = false;
        for (NumberFormat.Token token : format.tokens()) {
            switch (token) {
                case NumberFormat.Digits digits -> {
                    if (isBehindPoint) {
                        text.append(fraction, fractionIndex, fractionIndex + digits.count());
                        fractionIndex += digits.count();
                    } else {
                        whole(digits);
                    }
                }
                case NumberFormat.Point ignored -> {
                    point();
                    isBehindPoint = true;
                }
                case NumberFormat.Dollar ignored -> text.append('$');
                case NumberFormat.Sign ignored -> {
                    dropLonePoint();
                    mark(isNegative ? '-' : '+');
                }
                case NumberFormat.Minus ignored -> {
                    if (isNegative) {
                        dropLonePoint();
                        mark('-');
                    } else {
                        text.append(' ');
                    }
                }
                case NumberFormat.Opening ignored -> text.append(isNegative ? "<" : "");
                case NumberFormat.Closing ignored -> {
                    dropLonePoint();
                    if (isNegative) {
                        mark('>');
                    } else {
                        text.append("  ");
                    }
                }
                default -> throw new IllegalStateException("no part of a format: " + token);
            }
        }
        dropLonePoint();
        String written = text.toString();
        return written.isEmpty() || written.equals("+") || written.equals("-") ? "0" : written;
    }

    private void split(BigDecimal number) {
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        String before = point < 0 ? plain : plain.substring(0, point);
        String behind = point < 0 ? "" : plain.substring(point + 1);
        int start = 0;
        while (start < before.length() && before.charAt(start) == '0') {
            start++;
        }
        int end = behind.length();
        while (end > 0 && behind.charAt(end - 1) == '0') {
            end--;
        }
        int wholeDigits = format.wholeDigits();
        int fractionDigits = format.fractionDigits();
        boolean isTooLong = before.length() - start > wholeDigits || end > fractionDigits;
        whole = isTooLong
                ? "#".repeat(wholeDigits)
                : " ".repeat(wholeDigits - before.length() + start) + before.substring(start);
        fraction = isTooLong ? "#".repeat(fractionDigits) : behind.substring(0, end) + "0".repeat(fractionDigits - end);
        wholeIndex = 0;
        fractionIndex = 0;
    }

    private void whole(NumberFormat.Digits digits) {
        for (int run = 0; run < digits.runs().size(); run++) {
            if (run > 0) {
                boolean isBehindDigit = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
                if (isBehindDigit) {
                    text.append(',');
                } else {
                    blank();
                }
            }
            for (int digit = 0; digit < digits.runs().get(run).count(); digit++) {
                char next = whole.charAt(wholeIndex++);
                if (next != ' ') {
                    text.append(next);
                } else if (digits.runs().get(run).isExact()) {
                    text.append('0');
                } else {
                    blank();
                }
            }
        }
    }

    /** A number without digits before its point has a zero there, in the place of a blank. */
    private void point() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setCharAt(text.length() - 1, '0');
        }
        text.append('.');
    }

    /** A blank, before a sign that is there already. */
    private void blank() {
        int place = text.length();
        while (place > 0 && isOpeningMark(text.charAt(place - 1))) {
            place--;
        }
        text.insert(place, ' ');
    }

    private static boolean isOpeningMark(char character) {
        return character == '+' || character == '-' || character == '<';
    }

    /** A sign, before the blanks that are there already. */
    private void mark(char mark) {
        int place = text.length();
        while (place > 0 && text.charAt(place - 1) == ' ') {
            place--;
        }
        text.insert(place, mark);
    }

    /** A point without a digit behind it is a blank. */
    private void dropLonePoint() {
        int point = text.indexOf(".");
        boolean isLone = point >= 0 && (point == text.length() - 1 || text.charAt(point + 1) == ' ');
        if (isLone) {
            text.setCharAt(point, ' ');
        }
    }
}
