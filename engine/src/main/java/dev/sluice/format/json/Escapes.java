package dev.sluice.format.json;

/** The escapes of texts in JSON. */
final class Escapes {
    private static final int UNICODE_LENGTH = 6;

    private Escapes() {}

    /** Where the escape ends that begins at {@code start} with a backslash, or {@link JsonScanner#CUT} or {@link JsonScanner#BAD}. */
    static int end(byte[] buffer, int start, int end, boolean allowsSingleQuotes, boolean allowsAny) {
        if (start + 1 >= end) {
            return JsonScanner.CUT;
        }
        return switch (buffer[start + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2;
            case '\'' -> allowsSingleQuotes || allowsAny ? start + 2 : JsonScanner.BAD;
            case 'u' -> unicodeEnd(buffer, start + 2, end);
            default -> allowsAny ? start + 2 : JsonScanner.BAD;
        };
    }

    private static int unicodeEnd(byte[] buffer, int start, int end) {
        int digitsEnd = start + UNICODE_LENGTH - 2;
        for (int index = start; index < digitsEnd; index++) {
            if (index >= end) {
                return JsonScanner.CUT;
            }
            if (Character.digit(buffer[index], 16) < 0) {
                return JsonScanner.BAD;
            }
        }
        return digitsEnd;
    }

    /**
     * Decodes the text {@code source[start, end)}, whose escapes are known to be right. The result is never longer, so the
     * target may be the source.
     *
     * @return the end of the result
     */
    static int decode(byte[] source, int start, int end, byte[] target, int targetStart) {
        int position = start;
        int next = targetStart;
        while (position < end) {
            byte value = source[position];
            if (value != '\\') {
                target[next++] = value;
                position++;
                continue;
            }
            byte escaped = source[position + 1];
            if (escaped == 'u') {
                int unit = unit(source, position);
                position += UNICODE_LENGTH;
                int codePoint = unit;
                if (Character.isHighSurrogate((char) unit)
                        && position + UNICODE_LENGTH <= end
                        && source[position] == '\\'
                        && source[position + 1] == 'u'
                        && Character.isLowSurrogate((char) unit(source, position))) {
                    codePoint = Character.toCodePoint((char) unit, (char) unit(source, position));
                    position += UNICODE_LENGTH;
                }
                next = encode(codePoint, target, next);
            } else {
                target[next++] = plain(escaped);
                position += 2;
            }
        }
        return next;
    }

    private static int unit(byte[] source, int start) {
        int unit = 0;
        for (int index = start + 2; index < start + UNICODE_LENGTH; index++) {
            unit = unit << 4 | Character.digit(source[index], 16);
        }
        return unit;
    }

    private static byte plain(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }

    /** Half a surrogate pair has no encoding and becomes a question mark, as in Java. */
    private static int encode(int codePoint, byte[] target, int start) {
        int next = start;
        if (codePoint < 0x80) {
            target[next++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[next++] = (byte) (0xC0 | (codePoint >> 6));
            target[next++] = continuation(codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            target[next++] = '?';
        } else if (codePoint < 0x10000) {
            target[next++] = (byte) (0xE0 | (codePoint >> 12));
            target[next++] = continuation(codePoint >> 6);
            target[next++] = continuation(codePoint);
        } else {
            target[next++] = (byte) (0xF0 | (codePoint >> 18));
            target[next++] = continuation(codePoint >> 12);
            target[next++] = continuation(codePoint >> 6);
            target[next++] = continuation(codePoint);
        }
        return next;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
