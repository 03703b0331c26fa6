package dev.sluice.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The limit of W2: keeps the lines with a value above 50 and status ok, and copies their first three fields. */
final class FilterLimit {
    private FilterLimit() {}

    static Measured run(Path input, Path output) throws Exception {
        Files.createDirectories(output);
        Path[] files = Lines.files(input);
        long start = System.nanoTime();
        long rows = 0;
        long kept = 0;
        try (Parallel parallel = new Parallel()) {
            List<Callable<long[]>> work = new ArrayList<>();
            for (Path file : files) {
                work.add(() -> filter(file, output.resolve(file.getFileName())));
            }
            for (long[] figures : parallel.all(work)) {
                rows += figures[0];
                kept += figures[1];
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, "kept=" + kept);
    }

    private static long[] filter(Path file, Path target) throws IOException {
        long[] figures = new long[2];
        byte[] out = new byte[1 << 21];
        try (OutputStream stream = Files.newOutputStream(target)) {
            Lines.read(file, (buffer, end) -> stream.write(out, 0, filter(buffer, end, out, figures)));
        }
        return figures;
    }

    private static int filter(byte[] buffer, int end, byte[] out, long[] figures) {
        int filled = 0;
        int position = 0;
        long rows = 0;
        long kept = 0;
        while (position < end) {
            int line = position;
            int device = Lines.afterName(buffer, line, Lines.DEVICE);
            int time = Lines.afterName(buffer, Lines.endOfText(buffer, device), Lines.TIME);
            int value = Lines.afterName(buffer, Lines.endOfText(buffer, time), Lines.VALUE);
            int valueEnd = Lines.endOfNumber(buffer, value);
            int status = Lines.afterName(buffer, valueEnd, Lines.STATUS);
            int statusEnd = Lines.endOfText(buffer, status);
            position = statusEnd + "\"}\n".length();
            boolean isOk = statusEnd - status == 2 && buffer[status] == 'o' && buffer[status + 1] == 'k';
            if (isOk && Lines.number(buffer, value, valueEnd) > 50) {
                System.arraycopy(buffer, line, out, filled, valueEnd - line);
                filled += valueEnd - line;
                out[filled++] = '}';
                out[filled++] = '\n';
                kept++;
            }
            rows++;
        }
        figures[0] += rows;
        figures[1] += kept;
        return filled;
    }
}
