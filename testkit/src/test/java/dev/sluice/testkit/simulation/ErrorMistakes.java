package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.seam.Publisher;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ways in which an error of the system is taken for something else. */
final class ErrorMistakes {
    private ErrorMistakes() {}

    static CheckpointFs ignoringWrites(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                return new ForwardingOutput(super.create(file)) {
                    @Override
                    public void write(byte[] bytes, int start, int length) {
                        try {
                            super.write(bytes, start, length);
                        } catch (IOException ignored) {
                            // The mistake.
                        }
                    }
                };
            }
        };
    }

    static CheckpointFs ignoringLinks(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void link(Path existing, Path name) throws IOException {
                try {
                    super.link(existing, name);
                } catch (FileAlreadyExistsException taken) {
                    throw taken;
                } catch (IOException ignored) {
                    // The mistake.
                }
            }
        };
    }

    static CheckpointFs emptyListings(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public List<String> list(Path directory) {
                try {
                    return super.list(directory);
                } catch (IOException ignored) {
                    return List.of();
                }
            }
        };
    }

    /** A rename replaces what has the name already. */
    static CheckpointFs renaming(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void link(Path existing, Path name) throws IOException {
                // What a start tries would give it away.
                if (Publisher.isTemporary(String.valueOf(existing.getFileName()))) {
                    super.rename(existing, name);
                } else {
                    super.link(existing, name);
                }
            }
        };
    }

    static CheckpointFs absentForUnreadable(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                try {
                    return super.read(file);
                } catch (IOException failed) {
                    throw new NoSuchFileException(file.toString());
                }
            }
        };
    }

    static CheckpointFs emptyForAbsent(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                try {
                    return super.read(file);
                } catch (NoSuchFileException absent) {
                    return new byte[0];
                }
            }
        };
    }

    /** A run sees no owner that came after it. */
    static CheckpointFs forgottenOwners(CheckpointFs files) {
        return new ForwardingFs(files) {
            private long own = Long.MAX_VALUE;

            @Override
            public void link(Path existing, Path name) throws IOException {
                super.link(existing, name);
                if (Places.OWNER.equals(name.getParent())) {
                    own = Places.number(name).orElse(own);
                }
            }

            @Override
            public List<String> list(Path directory) throws IOException {
                List<String> names = super.list(directory);
                return directory.equals(Places.OWNER) ? upTo(own, names) : names;
            }
        };
    }

    /** Of what the sink holds, only that is seen of which the checkpoint knows. */
    static CheckpointFs manifestAheadHidden(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public List<String> list(Path directory) throws IOException {
                List<String> names = super.list(directory);
                return directory.equals(Places.MANIFEST) && super.stat(Places.OFFSETS) != null
                        ? upTo(newest(super.list(Places.OFFSETS)), names)
                        : names;
            }
        };
    }

    private static List<String> upTo(long last, List<String> names) {
        return names.stream()
                .filter(name -> Places.number(Path.of(name)).orElse(-1) <= last)
                .toList();
    }

    private static long newest(List<String> names) {
        return names.stream()
                .mapToLong(name -> Places.number(Path.of(name)).orElse(-1))
                .max()
                .orElse(-1);
    }

    static CheckpointFs sharedLocks(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public @Nullable Lock lock(Path file) throws IOException {
                Lock lock = super.lock(file);
                return lock == null ? () -> {} : lock;
            }
        };
    }
}
