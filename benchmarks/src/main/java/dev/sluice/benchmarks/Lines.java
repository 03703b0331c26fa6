package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Lines as a hand-written program reads them: it knows the names of the fields and their order, not how long values
 * are, and it looks at every byte.
 */
final class Lines {
    // What stands before each field of an event.
    static final byte[] DEVICE = "{\"device\":\"".getBytes(US_ASCII);
    static final byte[] TIME = "\",\"time\":\"".getBytes(US_ASCII);
    static final byte[] VALUE = "\",\"value\":".getBytes(US_ASCII);
    static final byte[] STATUS = ",\"status\":\"".getBytes(US_ASCII);

    private static final int CHUNK_BYTES = 1 << 20;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final long QUOTES = 0x2222222222222222L;

    private Lines() {}

    /** Takes whole lines. */
    @FunctionalInterface
    interface Consumer {
        /** @param end just behind the last line break; eight more bytes may be read */
        void accept(byte[] buffer, int end) throws IOException;
    }

    static void read(Path file, Consumer consumer) throws IOException {
        byte[] buffer = new byte[CHUNK_BYTES + 8];
        int filled = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int count;
            while ((count = in.read(buffer, filled, CHUNK_BYTES - filled)) > 0) {
                filled += count;
                int end = filled;
                while (end > 0 && buffer[end - 1] != '\n') {
                    end--;
                }
                consumer.accept(buffer, end);
                System.arraycopy(buffer, end, buffer, 0, filled - end);
                filled -= end;
            }
        }
        if (filled > 0) {
            throw new IOException("no line break at the end of " + file);
        }
    }

    /** The position of the quote that ends the text beginning at {@code start}. */
    static int endOfText(byte[] buffer, int start) {
        return endOf(buffer, start, QUOTES);
    }

    /** The position of the next {@code mark} from {@code start} on. */
    static int endOfField(byte[] buffer, int start, char mark) {
        return endOf(buffer, start, mark * 0x0101010101010101L);
    }

    private static int endOf(byte[] buffer, int start, long marks) {
        int position = start;
        while (true) {
            long word = (long) LONGS.get(buffer, position) ^ marks;
            long found = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
            if (found != 0) {
                return position + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            position += 8;
        }
    }

    /** The position behind {@code name}, of 8 to 16 bytes, which has to stand at {@code at}. */
    static int afterName(byte[] buffer, int at, byte[] name) {
        int last = name.length - 8;
        boolean isSame = eightBytes(buffer, at) == eightBytes(name, 0)
                && eightBytes(buffer, at + last) == eightBytes(name, last);
        if (!isSame) {
            throw new IllegalStateException("unexpected bytes at " + at);
        }
        return at + name.length;
    }

    /** The next eight bytes. */
    static long eightBytes(byte[] buffer, int at) {
        return (long) LONGS.get(buffer, at);
    }

    /** Just behind the number that begins at {@code at}. */
    static int endOfNumber(byte[] buffer, int at) {
        int position = at;
        while (buffer[position] >= '-' && buffer[position] <= '9') {
            position++;
        }
        return position;
    }

    /** The value of a number of digits with at most one point. */
    static double number(byte[] buffer, int start, int end) {
        long digits = 0;
        int scale = 0;
        for (int position = start; position < end; position++) {
            if (buffer[position] == '.') {
                scale = end - position - 1;
            } else {
                digits = digits * 10 + buffer[position] - '0';
            }
        }
        return digits / POWERS_OF_TEN[scale];
    }

    /** Turns the days of one year and month into milliseconds, remembering the date of the line before. */
    static final class Times {
        private final byte[] date = new byte[10];
        private long dateMillis;

        /** Milliseconds since the epoch of a time such as {@code 2026-01-01T00:00:00.123Z}. */
        long millis(byte[] buffer, int at) {
            if ((long) LONGS.get(buffer, at) != (long) LONGS.get(date, 0)
                    || buffer[at + 8] != date[8]
                    || buffer[at + 9] != date[9]) {
                System.arraycopy(buffer, at, date, 0, 10);
                dateMillis = LocalDate.parse(new String(date, US_ASCII)).toEpochDay() * 86_400_000L;
            }
            int hour = two(buffer, at + 11);
            int minute = two(buffer, at + 14);
            int second = two(buffer, at + 17);
            int milli = buffer[at + 20] * 100 + two(buffer, at + 21) - '0' * 100;
            return dateMillis + ((hour * 60L + minute) * 60 + second) * 1_000 + milli;
        }

        private static int two(byte[] buffer, int at) {
            return buffer[at] * 10 + buffer[at + 1] - '0' * 11;
        }
    }

    /** The files of a directory in the order of their names. */
    static Path[] files(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            Path[] files = entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toArray(Path[]::new);
            Arrays.sort(files);
            return files;
        }
    }
}
