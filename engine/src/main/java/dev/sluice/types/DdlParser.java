package dev.sluice.types;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads DDL schema strings by recursive descent.
 *
 * <pre>
 * schema := field {"," field}
 * field  := name [":"] type ["NOT" "NULL"] ["COMMENT" 'text']
 * type   := word | "DECIMAL" ["(" number ["," number] ")"] | "INTERVAL" unit ["TO" unit] | "STRUCT" "&lt;" [field {"," field}] "&gt;"
 *         | "ARRAY" "&lt;" type "&gt;" | "MAP" "&lt;" type "," type "&gt;"
 * name   := word | "`" any characters, "``" for one "`" "`"
 * </pre>
 */
final class DdlParser {
    private static final Map<String, DataType> ATOMIC = atomicTypes();

    private final String text;
    private int position;

    private DdlParser(@Nullable String text) {
        if (text == null) {
            throw SluiceException.analysis(ErrorCondition.PARSE_SYNTAX_ERROR, "the schema string is null")
                    .expected("for example \"station STRING, time TIMESTAMP\"")
                    .mend("pass a schema")
                    .build();
        }
        this.text = text;
    }

    static StructType parseSchema(String ddl) {
        DdlParser parser = new DdlParser(ddl);
        List<StructField> fields = parser.atEnd() ? List.of() : parser.fields();
        parser.requireEnd();
        return new StructType(fields);
    }

    static DataType parseType(String ddl) {
        DdlParser parser = new DdlParser(ddl);
        DataType type = parser.type();
        parser.requireEnd();
        return type;
    }

    static String quoteIfNeeded(String name) {
        boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0));
        for (int index = 0; index < name.length() && plain; index++) {
            plain = isWordCharacter(name.charAt(index));
        }
        return plain ? name : "`" + name.replace("`", "``") + "`";
    }

    private List<StructField> fields() {
        List<StructField> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (accept(','));
        return fields;
    }

    private StructField field() {
        String name = name();
        accept(':');
        DataType type = type();
        boolean nullable = true;
        if (acceptWord("NOT")) {
            if (!acceptWord("NULL")) {
                throw malformed("\"NULL\" after \"NOT\"");
            }
            nullable = false;
        }
        if (acceptWord("COMMENT")) {
            skipQuotedText();
        }
        return new StructField(name, type, nullable);
    }

    private DataType type() {
        int start = position;
        String word = word("a type").toUpperCase(Locale.ROOT);
        if (word.equals("STRUCT")) {
            require('<');
            List<StructField> fields = peek('>') ? List.of() : fields();
            require('>');
            return new StructType(fields);
        }
        if (word.equals("DECIMAL") || word.equals("DEC") || word.equals("NUMERIC")) {
            return decimal();
        }
        if (word.equals("INTERVAL")) {
            return interval();
        }
        if (word.equals("ARRAY")) {
            require('<');
            DataType elementType = type();
            require('>');
            return new ArrayType(elementType);
        }
        if (word.equals("MAP")) {
            require('<');
            DataType keyType = type();
            require(',');
            DataType valueType = type();
            require('>');
            return new MapType(keyType, valueType);
        }
        DataType type = ATOMIC.get(word);
        if (type == null) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_DATATYPE, "unsupported data type \"" + word + "\" in the schema")
                    .at("schema \"" + text + "\", character " + start)
                    .expected(String.join(", ", ATOMIC.keySet())
                            + ", DECIMAL(precision, scale), INTERVAL DAY TO SECOND, ARRAY<...>, MAP<...>, STRUCT<...>")
                    .mend(NearestName.suggestion(word, ATOMIC.keySet()))
                    .build();
        }
        return type;
    }

    private IntervalType interval() {
        IntervalType.Unit first = unit();
        IntervalType.Unit last = acceptWord("TO") ? unit() : first;
        try {
            return new IntervalType(first, last);
        } catch (IllegalArgumentException mixed) {
            throw malformed("units of one kind, the greater first, instead of \"" + first + " TO " + last + "\"");
        }
    }

    private IntervalType.Unit unit() {
        String word = word("a unit of an interval").toUpperCase(Locale.ROOT);
        for (IntervalType.Unit unit : IntervalType.Unit.values()) {
            if (unit.name().equals(word)) {
                return unit;
            }
        }
        throw malformed("YEAR, MONTH, DAY, HOUR, MINUTE or SECOND instead of \"" + word + "\"");
    }

    private DecimalType decimal() {
        if (!accept('(')) {
            return DecimalType.DEFAULT;
        }
        int precision = number();
        int scale = accept(',') ? number() : 0;
        require(')');
        return new DecimalType(precision, scale);
    }

    private int number() {
        String digits = word("a number");
        if (digits.length() > 4 || !digits.chars().allMatch(character -> character >= '0' && character <= '9')) {
            throw malformed("a small whole number instead of \"" + digits + "\"");
        }
        return Integer.parseInt(digits);
    }

    private String name() {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '`') {
            StringBuilder name = new StringBuilder();
            for (position++; position < text.length(); position++) {
                char next = text.charAt(position);
                if (next != '`') {
                    name.append(next);
                } else if (position + 1 < text.length() && text.charAt(position + 1) == '`') {
                    name.append('`');
                    position++;
                } else {
                    position++;
                    return name.toString();
                }
            }
            throw malformed("a closing \"`\"");
        }
        return word("a column name");
    }

    private String word(String what) {
        skipBlanks();
        int start = position;
        while (position < text.length() && isWordCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw malformed(what);
        }
        return text.substring(start, position);
    }

    private boolean acceptWord(String word) {
        skipBlanks();
        int end = position + word.length();
        boolean found = text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || !isWordCharacter(text.charAt(end)));
        if (found) {
            position = end;
        }
        return found;
    }

    private void skipQuotedText() {
        skipBlanks();
        char quote = position < text.length() ? text.charAt(position) : 0;
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, position + 1) : -1;
        if (end < 0) {
            throw malformed("a quoted comment");
        }
        position = end + 1;
    }

    private boolean accept(char wanted) {
        boolean found = peek(wanted);
        if (found) {
            position++;
        }
        return found;
    }

    private boolean peek(char wanted) {
        skipBlanks();
        return position < text.length() && text.charAt(position) == wanted;
    }

    private void require(char wanted) {
        if (!accept(wanted)) {
            throw malformed("\"" + wanted + "\"");
        }
    }

    private boolean atEnd() {
        skipBlanks();
        return position == text.length();
    }

    private void requireEnd() {
        if (!atEnd()) {
            throw malformed("\",\" or the end");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private SluiceException malformed(String expected) {
        String found = position == text.length() ? "the end" : "\"" + text.substring(position) + "\"";
        return SluiceException.analysis(ErrorCondition.PARSE_SYNTAX_ERROR, "the schema string cannot be read")
                .at("schema \"" + text + "\", character " + position)
                .found(found)
                .expected(expected)
                .mend("write it as \"name TYPE, name TYPE\", for example \"station STRING, time TIMESTAMP\"")
                .build();
    }

    private static boolean isWordCharacter(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private static Map<String, DataType> atomicTypes() {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (AtomicType type : AtomicType.values()) {
            types.put(type.sql(), type);
        }
        types.put("BYTE", AtomicType.TINYINT);
        types.put("SHORT", AtomicType.SMALLINT);
        types.put("INTEGER", AtomicType.INT);
        types.put("LONG", AtomicType.BIGINT);
        types.put("REAL", AtomicType.FLOAT);
        types.put("TIMESTAMP_LTZ", AtomicType.TIMESTAMP);
        return types;
    }
}
