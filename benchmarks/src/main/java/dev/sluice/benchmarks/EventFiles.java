package dev.sluice.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The events of W1 and W2 as lines, the same bytes on every machine: event times 1 ms apart with 30 s of jitter, one
 * row in a thousand three hours late.
 */
final class EventFiles {
    static final int DEVICES = 1_000;
    static final long START_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final int JITTER_MILLIS = 30_000;
    private static final long LATE_MILLIS = 3 * 3_600_000L;
    private static final int BUFFER_BYTES = 1 << 20;

    private EventFiles() {}

    /** What a line looks like. */
    enum Form {
        JSON("{\"device\":\"", "\",\"time\":\"", "\",\"value\":", ",\"status\":\"", "\"}\n"),
        CSV("", ",", ",", ",", "\n");

        private final String beforeDevice;
        private final String beforeTime;
        private final String beforeValue;
        private final String beforeStatus;
        private final String end;

        Form(String beforeDevice, String beforeTime, String beforeValue, String beforeStatus, String end) {
            this.beforeDevice = beforeDevice;
            this.beforeTime = beforeTime;
            this.beforeValue = beforeValue;
            this.beforeStatus = beforeStatus;
            this.end = end;
        }
    }

    /** Writes {@code files} files of {@code rowsPerFile} rows each, unless they are there. */
    static void generate(Path directory, Form form, int files, int rowsPerFile) throws IOException {
        Files.createDirectories(directory);
        for (int file = 0; file < files; file++) {
            Path target = directory.resolve(String.format(
                    Locale.ROOT, "events-%03d.%s", file, form.name().toLowerCase(Locale.ROOT)));
            if (Files.exists(target)) {
                continue;
            }
            Path temporary = directory.resolve(".writing");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER_BYTES)) {
                lines(form, file, (long) file * rowsPerFile, rowsPerFile, out::write);
            }
            // Sources take files in the order of their times, so that batches are the same in every run.
            Files.setLastModifiedTime(temporary, FileTime.fromMillis(START_MILLIS + file * 1_000L));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Takes one line after the other. */
    @FunctionalInterface
    interface LineTaker {
        void accept(byte[] line) throws IOException;
    }

    /** The rows {@code [firstRow, firstRow + rows)}, each with its end of line. */
    static void lines(Form form, int seed, long firstRow, int rows, LineTaker taker) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder line = new StringBuilder();
        for (long row = firstRow; row < firstRow + rows; row++) {
            int device = random.nextInt(DEVICES);
            long time = START_MILLIS + row + random.nextInt(JITTER_MILLIS);
            if (random.nextInt(1_000) == 0) {
                time -= LATE_MILLIS;
            }
            int quarters = random.nextInt(400);
            String status = random.nextInt(10) == 0 ? "failed" : "ok";
            line.setLength(0);
            line.append(form.beforeDevice)
                    .append("dev-")
                    .append(padded(device, 5))
                    .append(form.beforeTime);
            appendTime(line, time);
            line.append(form.beforeValue).append(quarters / 4.0).append(form.beforeStatus);
            line.append(status).append(form.end);
            taker.accept(line.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void appendTime(StringBuilder line, long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        // Instant leaves out a fraction of zero.
        line.append(text.length() == 20 ? text.substring(0, 19) + ".000Z" : text);
    }
}
