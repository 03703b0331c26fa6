package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Ways in which entries of logs say something else than they should; their checksums are right. */
final class ContentMistakes {
    private static final String CHECKSUM = "\"crc32c\":\"";
    private static final String ZEROS = "00000000";
    private static final long DAY_MILLIS = 86_400_000;
    private static final int FOOTER_BYTES = 21;

    private ContentMistakes() {}

    private static CheckpointText decode(byte[] bytes) {
        // Kind and number have to be known beforehand; here they are taken from the text itself.
        String text = new String(bytes, UTF_8);
        String object =
                text.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
        Map<?, ?> identity =
                (Map<?, ?>) Objects.requireNonNull(Json.parseObject(object).get("sluice"));
        long number = ((Number) Objects.requireNonNull(identity.get("id"))).longValue();
        return CheckpointText.decode(bytes, Path.of("mistake"), String.valueOf(identity.get("kind")), null, number);
    }

    private static CheckpointFs written(
            CheckpointFs files, Predicate<Path> which, UnaryOperator<CheckpointText> other) {
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                Output output = super.create(file);
                return which.test(file) ? changed(output, other) : output;
            }
        };
    }

    private static CheckpointFs.Output changed(CheckpointFs.Output output, UnaryOperator<CheckpointText> other) {
        return new ForwardingOutput(output) {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                byte[] changed = other.apply(decode(Arrays.copyOfRange(bytes, start, start + length)))
                        .encode();
                super.write(changed, 0, changed.length);
            }
        };
    }

    private static boolean isTemporaryEntry(Path file, Path log) {
        return file.startsWith(log) && file.toString().matches(".*/\\.[0-9]+(\\.compact)?\\.[^./]+\\.tmp");
    }

    private static boolean isCompaction(Path file, Path log) {
        return isTemporaryEntry(file, log) && file.toString().contains(".compact.");
    }

    static CheckpointFs filesListedTwice(CheckpointFs files) {
        return written(files, file -> isTemporaryEntry(file, Places.MANIFEST), text -> {
            List<String> lines = new ArrayList<>(text.lines());
            lines.add(lines.getLast());
            return new CheckpointText(lines, text.identity());
        });
    }

    static CheckpointFs manifestForgets(CheckpointFs files) {
        return written(files, file -> isCompaction(file, Places.MANIFEST), ContentMistakes::withoutLast);
    }

    static CheckpointFs notesForget(CheckpointFs files) {
        return written(files, file -> isCompaction(file, Places.SOURCES), ContentMistakes::withoutOldest);
    }

    private static CheckpointText withoutLast(CheckpointText text) {
        List<String> lines = new ArrayList<>(text.lines());
        if (lines.size() > 2) {
            lines.removeLast();
        }
        return new CheckpointText(lines, text.identity());
    }

    private static CheckpointText withoutOldest(CheckpointText text) {
        List<String> lines = new ArrayList<>(text.lines());
        if (lines.size() > 2) {
            lines.remove(1);
        }
        return new CheckpointText(lines, text.identity());
    }

    static CheckpointFs noWatermarks(CheckpointFs files) {
        return written(files, file -> isTemporaryEntry(file, Places.COMMITS), text -> {
            List<String> lines = new ArrayList<>(text.lines());
            lines.set(1, Json.write(Map.of("nextBatchWatermarkMs", 0L)));
            return new CheckpointText(lines, text.identity()).with("watermarks", Map.of());
        });
    }

    /** Whatever a text says is believed: its checksum is made to fit. */
    static CheckpointFs checksumsMended(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                byte[] bytes = super.read(file);
                // Byte by byte, since damage may have left no text.
                String text = new String(bytes, ISO_8859_1);
                int digits = text.indexOf(CHECKSUM) + CHECKSUM.length();
                if (digits < CHECKSUM.length() || digits + ZEROS.length() > bytes.length) {
                    return bytes;
                }
                byte[] zeros = ZEROS.getBytes(ISO_8859_1);
                System.arraycopy(zeros, 0, bytes, digits, zeros.length);
                CRC32C sum = new CRC32C();
                sum.update(bytes);
                byte[] mended = HexFormat.of().toHexDigits((int) sum.getValue()).getBytes(ISO_8859_1);
                System.arraycopy(mended, 0, bytes, digits, mended.length);
                return bytes;
            }
        };
    }

    /** The plan of a batch that was not committed says the next day when it is read again. */
    static CheckpointFs timeOfTheAttempt(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                byte[] bytes = super.read(file);
                if (!Places.OFFSETS.equals(file.getParent())
                        || super.stat(Places.COMMITS.resolve(file.getFileName())) != null) {
                    return bytes;
                }
                CheckpointText text = decode(bytes);
                List<String> lines = new ArrayList<>(text.lines());
                Map<String, @Nullable Object> facts = new LinkedHashMap<>(Json.parseObject(lines.get(1)));
                facts.computeIfPresent("batchTimestampMs", (name, time) -> ((Number) time).longValue() + DAY_MILLIS);
                lines.set(1, Json.write(facts));
                return new CheckpointText(lines, text.identity()).encode();
            }
        };
    }

    static CheckpointFs noEmptyDeltas(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void link(Path existing, Path name) throws IOException {
                boolean isDelta =
                        name.startsWith(Places.STATE) && name.toString().endsWith(".delta");
                if (!isDelta || rowCount(super.read(existing)) > 0) {
                    super.link(existing, name);
                }
            }
        };
    }

    /** In the footer of a state file. */
    private static long rowCount(byte[] file) {
        return ByteBuffer.wrap(file).getLong(file.length - FOOTER_BYTES + 1);
    }

    /** A snapshot is not what was written, which nobody finds out before what it stands for is gone. */
    static CheckpointFs snapshotsNotReadBack(CheckpointFs files) {
        return new ForwardingFs(files) {
            private final Set<Path> written = new HashSet<>();

            @Override
            public Output create(Path file) throws IOException {
                Output output = super.create(file);
                return file.startsWith(Places.STATE) && file.toString().contains(".snapshot.")
                        ? withOtherStart(output)
                        : output;
            }

            @Override
            public void link(Path existing, Path name) throws IOException {
                super.link(existing, name);
                if (name.toString().endsWith(".snapshot")) {
                    written.add(name);
                }
            }

            @Override
            public Input open(Path file) throws IOException {
                Input input = super.open(file);
                return written.contains(file) ? withOtherStart(input) : input;
            }
        };
    }

    private static CheckpointFs.Output withOtherStart(CheckpointFs.Output output) {
        return new ForwardingOutput(output) {
            private boolean hasStarted;

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                byte[] other = Arrays.copyOfRange(bytes, start, start + length);
                if (!hasStarted && length > 0) {
                    other[0] ^= 1;
                    hasStarted = true;
                }
                super.write(other, 0, length);
            }
        };
    }

    private static CheckpointFs.Input withOtherStart(CheckpointFs.Input input) {
        return new CheckpointFs.Input() {
            @Override
            public long length() throws IOException {
                return input.length();
            }

            @Override
            public int read(long position, byte[] target, int start, int length) throws IOException {
                int read = input.read(position, target, start, length);
                if (position == 0 && read > 0) {
                    target[start] ^= 1;
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                input.close();
            }
        };
    }

    /** What an earlier process kept in the checkpoint is not looked for. */
    static CheckpointFs noKeptRows(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public List<String> list(Path directory) throws IOException {
                return directory.equals(Places.KEPT) ? List.of() : super.list(directory);
            }
        };
    }

    /** The newest state that lies there is taken for that of the last commit. */
    static CheckpointFs newestState(CheckpointFs files) {
        return otherState(files, version -> true);
    }

    /** So it is if its batch is not planned, as only an epoch leaves it. */
    static CheckpointFs stateWithoutPlan(CheckpointFs files) {
        return otherState(files, version -> files.stat(Places.OFFSETS.resolve(Long.toString(version - 1))) == null);
    }

    private interface Versions {
        boolean isTaken(long version) throws IOException;
    }

    private static CheckpointFs otherState(CheckpointFs files, Versions versions) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                byte[] bytes = super.read(file);
                if (!Places.COMMITS.equals(file.getParent())) {
                    return bytes;
                }
                CheckpointText text = decode(bytes);
                Map<String, Object> newest = new LinkedHashMap<>();
                if (text.identity().get("stateFiles") instanceof Map<?, ?> committed) {
                    for (Map.Entry<?, ?> operator : committed.entrySet()) {
                        String name = String.valueOf(operator.getKey());
                        newest.put(name, newest(super.list(Places.STATE.resolve(name)), operator.getValue(), versions));
                    }
                }
                return text.with("stateFiles", newest).encode();
            }
        };
    }

    private static String newest(List<String> names, @Nullable Object committed, Versions versions) throws IOException {
        String newest = String.valueOf(committed);
        for (String name : names) {
            if (name.endsWith(".delta")
                    && !name.startsWith(".")
                    && version(name) > version(newest)
                    && versions.isTaken(version(name))) {
                newest = name.substring(0, name.length() - ".delta".length());
            }
        }
        return newest;
    }

    private static long version(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
