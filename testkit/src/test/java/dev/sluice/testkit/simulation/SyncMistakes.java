package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Ways in which what is thought durable is not. */
final class SyncMistakes {
    private SyncMistakes() {}

    static CheckpointFs skipping(CheckpointFs files, Predicate<Path> directories, Predicate<Path> outputs) {
        return new ForwardingFs(files) {
            @Override
            public void syncDirectory(Path directory) throws IOException {
                if (!directories.test(directory)) {
                    super.syncDirectory(directory);
                }
            }

            @Override
            public Output create(Path file) throws IOException {
                Output output = super.create(file);
                return outputs.test(file) ? unsynced(output) : output;
            }
        };
    }

    private static CheckpointFs.Output unsynced(CheckpointFs.Output output) {
        return new ForwardingOutput(output) {
            @Override
            public void sync() {}
        };
    }

    /** Another descriptor has nothing to sync: it covers what was written through it. */
    static CheckpointFs onAnotherDescriptor(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                return new ForwardingOutput(super.create(file)) {
                    @Override
                    public void sync() throws IOException {
                        files.open(file).close();
                    }
                };
            }
        };
    }

    /** What an earlier process left is thought durable. */
    static CheckpointFs notAtFirst(CheckpointFs files) {
        Set<Path> takenOver = new HashSet<>();
        return new ForwardingFs(files) {
            @Override
            public void syncDirectory(Path directory) throws IOException {
                if (!takenOver.add(directory)) {
                    super.syncDirectory(directory);
                }
            }
        };
    }

    /** The system forgets the bytes of a sync that failed, so that the next one says that all is well. */
    static CheckpointFs ignoringFailures(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                return new ForwardingOutput(super.create(file)) {
                    @Override
                    public void sync() throws IOException {
                        try {
                            super.sync();
                        } catch (IOException failed) {
                            super.sync();
                        }
                    }
                };
            }
        };
    }
}
