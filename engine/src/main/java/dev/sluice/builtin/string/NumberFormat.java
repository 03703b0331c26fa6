package dev.sluice.builtin.string;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DecimalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A format of numbers as texts, taken apart:
 *
 * <pre>
 * format := [MI | S] [$] digits [point [digits]] [$] [MI | S | PR]
 * digits := run {separator run}    run := 0 or 9, once or more    separator := "," | "G"    point := "." | "D"
 * </pre>
 *
 * A run that begins with 0 and stands before the point is of exactly so many digits, any other of at most so many.
 */
final class NumberFormat {
    /** The order in which tokens may stand, each at most once. */
    private static final List<List<Class<? extends Token>>> ORDER = List.of(
            List.of(Opening.class),
            List.of(Minus.class, Sign.class),
            List.of(Dollar.class),
            List.of(Digits.class),
            List.of(Point.class),
            List.of(Digits.class),
            List.of(Dollar.class),
            List.of(Minus.class, Sign.class, Closing.class));

    private final String text;
    private final List<Token> tokens;

    /** What stands for a part of the number. */
    sealed interface Token {}

    /** Digits, from the first run to the last, with a separator between two runs. */
    record Digits(List<Run> runs) implements Token {
        int count() {
            return runs.stream().mapToInt(Run::count).sum();
        }
    }

    /** @param isExact whether there are neither more nor fewer digits */
    record Run(int count, boolean isExact) {}

    record Point() implements Token {}

    record Dollar() implements Token {}

    /** A plus or a minus. */
    record Sign() implements Token {}

    /** A minus, or nothing. */
    record Minus() implements Token {}

    /** What opens around a negative number. */
    record Opening() implements Token {}

    /** What closes around a negative number. */
    record Closing() implements Token {}

    private record Unknown(String character) implements Token {}

    /** Runs and separators that are not one between two runs. */
    private record Misplaced(Digits digits) implements Token {}

    private NumberFormat(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** @throws SluiceException if the text is no format */
    static NumberFormat of(String format) {
        NumberFormat parsed = new Parser(format.toUpperCase(Locale.ROOT)).parse();
        parsed.check();
        return parsed;
    }

    String text() {
        return text;
    }

    List<Token> tokens() {
        return Collections.unmodifiableList(tokens);
    }

    /** How many digits the format has before its point. */
    int wholeDigits() {
        return count(0, point());
    }

    /** How many digits the format has behind its point. */
    int fractionDigits() {
        return count(point(), tokens.size());
    }

    DecimalType type() {
        return new DecimalType(wholeDigits() + fractionDigits(), fractionDigits());
    }

    private int point() {
        int index = tokens.indexOf(new Point());
        return index < 0 ? tokens.size() : index;
    }

    private int count(int from, int to) {
        int count = 0;
        for (Token token : tokens.subList(from, to)) {
            count += token instanceof Digits digits ? digits.count() : 0;
        }
        return count;
    }

    private void check() {
        if (text.isEmpty()) {
            throw invalid(ErrorCondition.NUMBER_FORMAT_EMPTY, "it is empty");
        }
        int digits = firstDigits();
        if (digits < 0) {
            throw invalid(ErrorCondition.NUMBER_FORMAT_WRONG_NUM_DIGIT, "it has no digit");
        }
        int dollar = tokens.indexOf(new Dollar());
        if (digits < dollar) {
            throw invalid(ErrorCondition.NUMBER_FORMAT_CUR_MUST_BEFORE_DIGIT, "the $ must stand before all digits");
        }
        if (point() < dollar) {
            throw invalid(ErrorCondition.NUMBER_FORMAT_CUR_MUST_BEFORE_DEC, "the $ must stand before the point");
        }
        if (tokens.subList(0, point()).stream().anyMatch(Misplaced.class::isInstance)) {
            throw invalid(
                    ErrorCondition.NUMBER_FORMAT_CONT_THOUSANDS_SEPS, "a separator must stand between two digits");
        }
        boolean hasLateSeparator = tokens.subList(point(), tokens.size()).stream()
                .anyMatch(token -> token instanceof Misplaced
                        || (token instanceof Digits late && late.runs().size() > 1));
        if (hasLateSeparator) {
            throw invalid(
                    ErrorCondition.NUMBER_FORMAT_THOUSANDS_SEPS_MUST_BEFORE_DEC,
                    "separators must stand before the point");
        }
        for (Token once : List.of(new Point(), new Sign(), new Minus(), new Dollar(), new Closing())) {
            if (Collections.frequency(tokens, once) > 1) {
                throw invalid(
                        ErrorCondition.NUMBER_FORMAT_WRONG_NUM_TOKEN,
                        "there is more than one " + once.getClass().getSimpleName());
            }
        }
        checkOrder();
    }

    private int firstDigits() {
        int index = 0;
        while (index < tokens.size()
                && !(tokens.get(index) instanceof Digits || tokens.get(index) instanceof Misplaced)) {
            index++;
        }
        return index < tokens.size() ? index : -1;
    }

    private void checkOrder() {
        int index = 0;
        for (List<Class<? extends Token>> allowed : ORDER) {
            if (index < tokens.size() && allowed.contains(tokens.get(index).getClass())) {
                index++;
            }
        }
        if (index < tokens.size()) {
            throw invalid(
                    ErrorCondition.NUMBER_FORMAT_UNEXPECTED_TOKEN,
                    "what stands at place " + (index + 1) + " of its parts is not expected there");
        }
    }

    private SluiceException invalid(ErrorCondition condition, String why) {
        return SluiceException.analysis(condition, "the number format \"" + text + "\" is invalid: " + why)
                .expected("[MI | S] [$] digits [. digits] [MI | S | PR], the digits 0 or 9 with \",\" between them")
                .mend("correct the format")
                .build();
    }

    private static final class Parser {
        private final String text;
        private final List<Token> tokens = new ArrayList<>();
        private int position;
        private boolean isBehindPoint;

        Parser(String text) {
            this.text = text;
        }

        NumberFormat parse() {
            while (position < text.length()) {
                if (isDigit() || isSeparator()) {
                    tokens.add(digits());
                } else {
                    mark();
                }
            }
            return new NumberFormat(text, tokens);
        }

        private boolean isDigit() {
            return position < text.length() && (text.charAt(position) == '0' || text.charAt(position) == '9');
        }

        private boolean isSeparator() {
            return position < text.length() && (text.charAt(position) == ',' || text.charAt(position) == 'G');
        }

        private Token digits() {
            List<Run> runs = new ArrayList<>();
            boolean isMisplaced = isSeparator();
            while (isDigit() || isSeparator()) {
                if (isDigit()) {
                    runs.add(run());
                } else {
                    position++;
                    isMisplaced |= !isDigit();
                }
            }
            return isMisplaced ? new Misplaced(new Digits(runs)) : new Digits(runs);
        }

        private Run run() {
            int start = position;
            while (isDigit()) {
                position++;
            }
            return new Run(position - start, text.charAt(start) == '0' && !isBehindPoint);
        }

        private void mark() {
            if (text.startsWith("MI", position)) {
                tokens.add(new Minus());
                position += 2;
                return;
            }
            if (text.startsWith("PR", position)) {
                tokens.addFirst(new Opening());
                tokens.add(new Closing());
                position += 2;
                return;
            }
            char character = text.charAt(position++);
            isBehindPoint |= character == '.' || character == 'D';
            tokens.add(
                    switch (character) {
                        case '.', 'D' -> new Point();
                        case '$' -> new Dollar();
                        case 'S' -> new Sign();
                        default -> new Unknown(String.valueOf(character));
                    });
        }
    }
}
