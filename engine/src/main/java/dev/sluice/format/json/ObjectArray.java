package dev.sluice.format.json;

/** An array of objects, each of which is a record. */
final class ObjectArray {
    private final ObjectReader objects;
    private final JsonScanner scanner;
    private int count;

    ObjectArray(ObjectReader objects, JsonScanner scanner) {
        this.objects = objects;
        this.scanner = scanner;
    }

    /** How many objects the array has that was checked last. */
    int count() {
        return count;
    }

    /**
     * Reads all objects into one row, which says whether they are JSON and fit their fields.
     *
     * @param start of the bracket
     * @return the position behind the array, or {@link JsonScanner#CUT} or {@link JsonScanner#BAD}
     */
    int check(byte[] buffer, int start, int end, int row) {
        count = 0;
        int position = scanner.skipBlanks(buffer, start + 1, end);
        if (position < end && buffer[position] == ']') {
            return position + 1;
        }
        while (position < end && buffer[position] == '{') {
            position = objects.read(buffer, position + 1, end, row);
            if (position < 0) {
                return position;
            }
            count++;
            position = scanner.skipBlanks(buffer, position, end);
            if (position < end && buffer[position] == ']') {
                return position + 1;
            }
            if (position < end && buffer[position] != ',') {
                return JsonScanner.BAD;
            }
            position = scanner.skipBlanks(buffer, position + 1, end);
        }
        return position < end ? JsonScanner.BAD : JsonScanner.CUT;
    }
}
