package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
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
