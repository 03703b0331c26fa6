package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path into JSON as Hive has it: {@code $}, then names ({@code .name} or {@code ['name']}) and places ({@code [0]} or {@code [*]}). */
public final class JsonPath {
    private final List<Step> steps;

    /** One step from a value to a part of it. */
    sealed interface Step {}

    /** The element at this place. */
    record Element(long place) implements Step {}

    enum Every implements Step {
        /** Every element. */
        ELEMENT,
        /** Every field, which Spark reads and never finds. */
        FIELD
    }

    /** The field of this name. */
    static final class Field implements Step {
        private final byte[] name;

        private Field(String name) {
            this.name = name.getBytes(UTF_8);
        }

        boolean is(byte[] data, int start, int end) {
            return Arrays.equals(data, start, end, name, 0, name.length);
        }
    }

    private JsonPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** Null if the text is no path. */
    public static @Nullable JsonPath parse(String text) {
        return new Parser(text).path();
    }

    /** Blanks may stand before names and places, and before what is more than a character, as in Spark. */
    private static final class Parser {
        private final String text;
        private int position;

        private Parser(String text) {
            this.text = text;
        }

        private @Nullable JsonPath path() {
            if (!accept('$')) {
                return null;
            }
            List<Step> steps = new ArrayList<>();
            while (!isAtEnd()) {
                Step step = step();
                if (step == null) {
                    return null;
                }
                steps.add(step);
            }
            return new JsonPath(steps);
        }

        private @Nullable Step step() {
            if (accept(".*") || accept("['*']")) {
                return Every.FIELD;
            }
            if (accept('.')) {
                return name(".[");
            }
            if (accept("['")) {
                Step field = name("'");
                return field != null && accept("']") ? field : null;
            }
            if (!accept('[')) {
                return null;
            }
            Step place = accept('*') ? Every.ELEMENT : place();
            return place != null && accept(']') ? place : null;
        }

        /** All up to one of these characters, which must be something. */
        private @Nullable Step name(String ends) {
            skipBlanks();
            int start = position;
            while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
                position++;
            }
            return position == start ? null : new Field(text.substring(start, position));
        }

        private @Nullable Step place() {
            skipBlanks();
            int start = position;
            while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
                position++;
            }
            try {
                return new Element(Long.parseLong(text.substring(start, position)));
            } catch (NumberFormatException noPlace) {
                return null;
            }
        }

        private boolean isAtEnd() {
            return text.substring(position).isBlank();
        }

        private boolean accept(char part) {
            boolean isThere = position < text.length() && text.charAt(position) == part;
            position += isThere ? 1 : 0;
            return isThere;
        }

        private boolean accept(String part) {
            int before = position;
            skipBlanks();
            boolean isThere = text.startsWith(part, position);
            position = isThere ? position + part.length() : before;
            return isThere;
        }

        private void skipBlanks() {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
        }
    }
}
