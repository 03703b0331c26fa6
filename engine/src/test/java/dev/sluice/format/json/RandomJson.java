package dev.sluice.format.json;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes records that mostly fit a schema, in all the ways that JSON may be written. */
final class RandomJson {
    private static final String[] TEXTS = {
        "",
        "a",
        "device-00042",
        "quote \" and \\ and /",
        "tab\tfeed\f\b\r\n",
        "gr\u00fc\u00dfe \u20ac \ud83d\ude00",
        "\u0001\u001f\u007f",
        "exactly eight..",
        "a long text without anything that has to be escaped, of some sixty bytes",
        "NaN",
        "-INF",
        "12",
        "{\"a\":1}"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "17.25",
        "0.001",
        "-123456.789",
        "12345678",
        "123456789",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "1e10",
        "1.5E-7",
        "1e400",
        "-1e-400",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "9007199254740993",
        "9007199254740993e22",
        "1.0e+22",
        "4.9e-324",
        "1.7976931348623157e308",
        "99999999.99999999",
        "NaN",
        "Infinity",
        "-Infinity",
        "-INF"
    };
    private static final String[] TIMES = {
        "2026-01-01T00:00:00.123Z",
        "2026-01-01T00:00:00Z",
        "2025-12-31 23:59:59.999999",
        "2026-01-01",
        "2026",
        "2026-1-2 3:4:5",
        "2026-02-30T00:00:00.123Z",
        "1969-07-20T20:17:40+01:00",
        "2026-01-01T00:00:00.123456Z"
    };

    private static final Pattern PAIR = Pattern.compile("\\\\u[dD]83[dD]\\\\u[dD][eE]00");
    private static final Pattern HALF_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String object(StructType schema) {
        List<String> members = new ArrayList<>();
        for (StructField field : schema) {
            if (random.nextInt(8) != 0) {
                members.add(text(field.name()) + blanks() + ":" + blanks() + value(field.dataType()));
            }
        }
        while (random.nextInt(4) == 0) {
            members.add(text("other" + random.nextInt(3)) + blanks() + ":" + blanks() + any(0));
        }
        if (random.nextInt(10) == 0 && !members.isEmpty()) {
            members.add(members.get(random.nextInt(members.size())));
        }
        if (random.nextInt(5) == 0) {
            Collections.shuffle(members, random);
        }
        return "{" + blanks() + String.join(blanks() + "," + blanks(), members) + blanks() + "}";
    }

    private String blanks() {
        return random.nextInt(6) != 0 ? "" : " \t".repeat(random.nextInt(3)) + " ";
    }

    private String value(DataType type) {
        if (random.nextInt(12) == 0) {
            return any(0);
        }
        if (type instanceof StructType struct) {
            return object(struct);
        }
        return switch ((AtomicType) type) {
            case STRING -> text(pick(TEXTS));
            case BOOLEAN -> random.nextBoolean() ? "true" : "false";
            case INT, BIGINT -> Long.toString(random.nextLong() >> random.nextInt(64));
            case DOUBLE ->
                random.nextBoolean()
                        ? Double.toString(random.nextInt(100_000) / 1e3)
                        : Double.toString(Double.longBitsToDouble(random.nextLong()));
            case TINYINT, SMALLINT, FLOAT, BINARY, TIMESTAMP_NTZ ->
                throw new IllegalArgumentException("not made: " + type);
            case TIMESTAMP, DATE -> text(pick(TIMES));
        };
    }

    private String any(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> pick(NUMBERS);
            case 3 -> text(pick(TEXTS));
            case 4 -> text(pick(TIMES));
            case 5 -> {
                List<String> items = new ArrayList<>();
                while (random.nextInt(3) != 0) {
                    items.add(any(depth + 1));
                }
                yield "[" + blanks() + String.join(blanks() + "," + blanks(), items) + blanks() + "]";
            }
            default -> {
                List<String> members = new ArrayList<>();
                while (random.nextInt(3) != 0) {
                    members.add(text(pick(TEXTS)) + ":" + blanks() + any(depth + 1));
                }
                yield "{" + blanks() + String.join(blanks() + "," + blanks(), members) + blanks() + "}";
            }
        };
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String text(String text) {
        boolean isSingle = random.nextInt(20) == 0;
        StringBuilder quoted = new StringBuilder(isSingle ? "'" : "\"");
        text.codePoints().forEach(next -> {
            if (next == '"' || next == '\\') {
                quoted.append('\\').append((char) next);
            } else if (next < ' ' || random.nextInt(60) == 0) {
                String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
                for (char unit : Character.toChars(next)) {
                    quoted.append(String.format(form, (int) unit));
                }
            } else if (next == '/' && random.nextBoolean()) {
                quoted.append("\\/");
            } else {
                quoted.appendCodePoint(next);
            }
        });
        return quoted.append(isSingle ? "'" : "\"").toString();
    }

    /** The record with a few of its ASCII characters replaced, taken out or doubled. */
    String damaged(String record) {
        StringBuilder damaged = new StringBuilder(record);
        for (int count = 1 + random.nextInt(2); count > 0 && damaged.length() > 1; count--) {
            int index = random.nextInt(damaged.length());
            if (damaged.charAt(index) >= 0x80) {
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(index);
                case 1 -> damaged.setLength(index + 1);
                case 2 -> damaged.insert(index, damaged.charAt(index));
                default -> damaged.setCharAt(index, "{}[]\",:\\0129eE.+-tfnuN' x\u0001".charAt(random.nextInt(26)));
            }
        }
        // Halves of surrogate pairs, which Jackson refuses in names, are read here.
        boolean hasHalfPair =
                HALF_PAIR.matcher(PAIR.matcher(damaged).replaceAll("")).find();
        return hasHalfPair ? record : damaged.toString();
    }
}
