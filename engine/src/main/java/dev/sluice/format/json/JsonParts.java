package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.config.Options;
import dev.sluice.format.ByteArray;
import java.util.Arrays;
import java.util.Map;

/**
 * Takes parts out of JSON texts, without a schema: {@link #open} a text, then ask for its parts. They are written as JSON
 * without blanks, and a text alone without quotes. Used by one thread.
 */
public final class JsonParts {
    private static final Options OPTIONS = Options.validated(
            "parts of JSON",
            new JsonFormat().readOptions(),
            Map.of("allowUnquotedControlChars", "true", "allowNonNumericNumbers", "false"));

    private final JsonScanner scanner = new JsonScanner(OPTIONS, true);
    private byte[] buffer = new byte[256];
    private int start;
    private int end;

    /** Behind the value that was read last. */
    private int position;

    private byte[] decoded = new byte[64];
    private int decodedLength;

    /** How Spark writes what a path leads to. */
    private enum Style {
        /** A text alone stands without quotes. */
        RAW,
        QUOTED,
        /** The elements of an array stand in the array around it. */
        FLATTEN
    }

    /** Where values are written, with commas between them if they are elements. */
    private static final class Target {
        private final ByteArray bytes;
        private final boolean isArray;
        private boolean hasValues;

        Target(ByteArray bytes, boolean isArray) {
            this.bytes = bytes;
            this.isArray = isArray;
        }

        void next() {
            if (isArray && hasValues) {
                bytes.add((byte) ',');
            }
            hasValues = true;
        }
    }

    /** Looks at a text, and says whether it begins with a JSON value; nothing else is asked where it does not. */
    public boolean open(byte[] data, int from, int length) {
        if (buffer.length <= length) {
            buffer = new byte[Math.max(length + 1, buffer.length * 2)];
        }
        System.arraycopy(data, from, buffer, 0, length);
        // Where a number ends is known by what follows it.
        buffer[length] = ' ';
        end = length + 1;
        start = scanner.skipBlanks(buffer, 0, end);
        int behind = start >= end ? JsonScanner.CUT : scanner.skipValue(buffer, start, end);
        boolean isNumber = start < end && (buffer[start] == '-' || Character.isDigit(buffer[start]));
        return behind >= 0 && (!isNumber || scanner.isBlank(buffer[behind]));
    }

    /** Appends what a path leads to; whether it leads to something. */
    public boolean find(JsonPath path, ByteArray out) {
        return find(path, 0, start, Style.RAW, new Target(out, false));
    }

    /** Appends the value of a field, the last of this name whose value is not null; whether there is one. */
    public boolean field(byte[] name, int nameStart, int nameLength, ByteArray out) {
        if (buffer[start] != '{') {
            return false;
        }
        int found = -1;
        int next = scanner.skipBlanks(buffer, start + 1, end);
        while (buffer[next] != '}') {
            int value = readName(next);
            boolean isWanted = Arrays.equals(decoded, 0, decodedLength, name, nameStart, nameStart + nameLength);
            found = isWanted && buffer[value] != 'n' ? value : found;
            next = behind(scanner.skipValue(buffer, value, end));
        }
        if (found >= 0) {
            take(found, Style.RAW, new Target(out, false));
        }
        return found >= 0;
    }

    /** How many elements the array has; -1 if it is no array. */
    public int elementCount() {
        if (buffer[start] != '[') {
            return -1;
        }
        int count = 0;
        int next = scanner.skipBlanks(buffer, start + 1, end);
        while (buffer[next] != ']') {
            count++;
            next = behind(scanner.skipValue(buffer, next, end));
        }
        return count;
    }

    /** Adds the names of the object as elements of a row that is being filled; whether it is an object. */
    public boolean names(ArrayBuilder names) {
        if (buffer[start] != '{') {
            return false;
        }
        BytesBuilder texts = (BytesBuilder) names.elements();
        int next = scanner.skipBlanks(buffer, start + 1, end);
        while (buffer[next] != '}') {
            int value = readName(next);
            texts.set(names.add(), decoded, 0, decodedLength);
            next = behind(scanner.skipValue(buffer, value, end));
        }
        return true;
    }

    private boolean find(JsonPath path, int step, int value, Style style, Target out) {
        if (step == path.steps().size()) {
            return take(value, style, out);
        }
        byte kind = buffer[value];
        return switch (path.steps().get(step)) {
            case JsonPath.Field field when kind == '{' -> findField(path, step, value, field, style, out);
            case JsonPath.Element(long place)
            when kind == '[' -> {
                boolean isBeforeAll = isEveryElement(path, step + 1);
                yield findElement(path, step, value, place, isBeforeAll ? Style.QUOTED : style, out);
            }
            case JsonPath.Every every
            when every == JsonPath.Every.ELEMENT && kind == '[' -> findElements(path, step, value, style, out);
            case JsonPath.Step ignored -> {
                position = scanner.skipValue(buffer, value, end);
                yield false;
            }
        };
    }

    private static boolean isEveryElement(JsonPath path, int step) {
        return step < path.steps().size() && path.steps().get(step) == JsonPath.Every.ELEMENT;
    }

    private boolean findField(JsonPath path, int step, int value, JsonPath.Field field, Style style, Target out) {
        boolean isFound = false;
        int next = scanner.skipBlanks(buffer, value + 1, end);
        while (buffer[next] != '}') {
            int part = readName(next);
            if (!isFound && field.is(decoded, 0, decodedLength) && buffer[part] != 'n') {
                isFound = find(path, step + 1, part, style, out);
            } else {
                position = scanner.skipValue(buffer, part, end);
            }
            next = behind(position);
        }
        position = next + 1;
        return isFound;
    }

    private boolean findElement(JsonPath path, int step, int value, long place, Style style, Target out) {
        boolean isFound = false;
        long index = 0;
        int next = scanner.skipBlanks(buffer, value + 1, end);
        while (buffer[next] != ']') {
            if (index++ == place) {
                isFound = find(path, step + 1, next, style, out);
            } else {
                position = scanner.skipValue(buffer, next, end);
            }
            next = behind(position);
        }
        position = next + 1;
        return isFound;
    }

    /** As in Hive: one element that leads to something stands alone, and two steps to all elements make one array. */
    private boolean findElements(JsonPath path, int step, int value, Style style, Target out) {
        boolean isFlat = isEveryElement(path, step + 1);
        if (isFlat || style == Style.QUOTED) {
            out.next();
            out.bytes.add((byte) '[');
            Target inner = new Target(out.bytes, true);
            int count = findEach(path, isFlat ? step + 2 : step + 1, value, isFlat ? Style.FLATTEN : style, inner);
            out.bytes.add((byte) ']');
            return count > 0;
        }
        ByteArray elements = new ByteArray(64);
        Style inner = style == Style.RAW ? Style.QUOTED : style;
        int count = findEach(path, step + 1, value, inner, new Target(elements, true));
        if (count > 0) {
            out.next();
            out.bytes.add(count > 1 ? "[" : "");
            out.bytes.add(elements.array(), 0, elements.length());
            out.bytes.add(count > 1 ? "]" : "");
        }
        return count > 0;
    }

    private int findEach(JsonPath path, int step, int value, Style style, Target out) {
        int count = 0;
        int next = scanner.skipBlanks(buffer, value + 1, end);
        while (buffer[next] != ']') {
            count += find(path, step, next, style, out) ? 1 : 0;
            next = behind(position);
        }
        position = next + 1;
        return count;
    }

    private boolean take(int value, Style style, Target out) {
        if (style == Style.RAW && scanner.isQuote(buffer[value])) {
            position = scanner.skipText(buffer, value, end);
            decode(value + 1, position - 1);
            out.bytes.add(decoded, 0, decodedLength);
            return true;
        }
        if (style == Style.FLATTEN && buffer[value] == '[') {
            boolean isFound = false;
            int next = scanner.skipBlanks(buffer, value + 1, end);
            while (buffer[next] != ']') {
                isFound |= take(next, style, out);
                next = behind(position);
            }
            position = next + 1;
            return isFound;
        }
        out.next();
        copy(value, out.bytes);
        return true;
    }

    private void copy(int value, ByteArray out) {
        byte kind = buffer[value];
        if (kind == '{' || kind == '[') {
            copyParts(value, kind == '{', out);
            return;
        }
        position = scanner.skipValue(buffer, value, end);
        if (scanner.isQuote(kind)) {
            decode(value + 1, position - 1);
            writeText(out);
        } else if (kind == '-' || (kind >= '0' && kind <= '9')) {
            writeNumber(value, position, out);
        } else {
            out.add(buffer, value, position - value);
        }
    }

    private void copyParts(int value, boolean isObject, ByteArray out) {
        byte close = (byte) (isObject ? '}' : ']');
        out.add(buffer[value]);
        int next = scanner.skipBlanks(buffer, value + 1, end);
        boolean isFirst = true;
        while (buffer[next] != close) {
            if (!isFirst) {
                out.add((byte) ',');
            }
            isFirst = false;
            int part = next;
            if (isObject) {
                part = readName(next);
                writeText(out);
                out.add((byte) ':');
            }
            copy(part, out);
            next = behind(position);
        }
        out.add(close);
        position = next + 1;
    }

    /** As Jackson writes what it has read: whole numbers as they are, others as doubles. */
    private void writeNumber(int from, int to, ByteArray out) {
        String text = new String(buffer, from, to - from, US_ASCII);
        if (text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            out.add(text.equals("-0") ? "0" : text);
            return;
        }
        double number = Double.parseDouble(text);
        out.add(Double.isInfinite(number) ? "\"" + number + "\"" : Double.toString(number));
    }

    private void writeText(ByteArray out) {
        byte[] target = out.reserve(decodedLength * JsonText.MAX_GROWTH + 2 + JsonText.SLACK);
        out.length(JsonText.write(decoded, 0, decodedLength, target, out.length()));
    }

    private void decode(int from, int to) {
        if (decoded.length < to - from) {
            decoded = new byte[Math.max(to - from, decoded.length * 2)];
        }
        decodedLength = Escapes.decode(buffer, from, to, decoded, 0);
    }

    /** Decodes the name of a field and returns where its value begins. */
    private int readName(int name) {
        int nameEnd = scanner.skipName(buffer, name, end);
        decode(name + 1, nameEnd - 1);
        int colon = scanner.skipBlanks(buffer, nameEnd, end);
        return scanner.skipBlanks(buffer, colon + 1, end);
    }

    /** The next name or value behind one, or the closing bracket. */
    private int behind(int valueEnd) {
        int next = scanner.skipBlanks(buffer, valueEnd, end);
        return buffer[next] == ',' ? scanner.skipBlanks(buffer, next + 1, end) : next;
    }
}
