package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointFs.Output;
import dev.sluice.seam.ForwardingFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways in which steps come too early or too late. */
final class OrderMistakes {
    private OrderMistakes() {}

    /** Publishes entries of one log later. */
    private static class Postponing extends ForwardingFs {
        private final Path log;
        private @Nullable Path temporary;
        private @Nullable Path name;

        private Postponing(CheckpointFs files, Path log) {
            super(files);
            this.log = log;
        }

        @Override
        public void link(Path existing, Path published) throws IOException {
            if (log.equals(published.getParent()) && isPostponed(published)) {
                temporary = existing;
                name = published;
            } else {
                super.link(existing, published);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            if (!file.equals(temporary)) {
                super.delete(file);
            }
        }

        boolean isPostponed(Path published) throws IOException {
            return Places.number(published).isPresent();
        }

        final void publish() throws IOException {
            Path existing = temporary;
            Path published = name;
            if (existing != null && published != null) {
                temporary = null;
                super.link(existing, published);
                super.syncDirectory(log);
                super.delete(existing);
            }
        }
    }

    static CheckpointFs commitsBeforeOutput(CheckpointFs files) {
        return new Postponing(files, Places.MANIFEST) {
            @Override
            public void syncDirectory(Path directory) throws IOException {
                super.syncDirectory(directory);
                if (directory.equals(Places.COMMITS)) {
                    publish();
                }
            }
        };
    }

    static CheckpointFs outputSyncedAfterManifest(CheckpointFs files) {
        List<Output> unsynced = new ArrayList<>();
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                Output output = super.create(file);
                if (!file.startsWith(Places.STAGING)) {
                    return output;
                }
                return new ForwardingOutput(output) {
                    @Override
                    public void sync() {
                        unsynced.add(output);
                    }
                };
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
                super.syncDirectory(directory);
                if (directory.equals(Places.MANIFEST) || directory.equals(Places.COMMITS)) {
                    for (Output output : unsynced) {
                        output.sync();
                    }
                    unsynced.clear();
                }
            }
        };
    }

    /** Whatever begins as the number of a file does goes with it: 1 takes 10 along. */
    static CheckpointFs cleanedUpByPrefix(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void delete(Path file) throws IOException {
                super.delete(file);
                String name = String.valueOf(file.getFileName());
                if (file.startsWith(Places.STATE) && !name.startsWith(".")) {
                    String number = name.substring(0, name.indexOf('.'));
                    for (String other : super.list(file.resolveSibling(""))) {
                        if (other.startsWith(number) && !other.startsWith(number + ".")) {
                            super.delete(file.resolveSibling(other));
                        }
                    }
                }
            }
        };
    }

    static CheckpointFs commitsWithTheNextPlan(CheckpointFs files) {
        return new Postponing(files, Places.COMMITS) {
            @Override
            public Output create(Path file) throws IOException {
                if (file.startsWith(Places.OFFSETS)) {
                    publish();
                }
                return super.create(file);
            }
        };
    }

    /** What is recorded without the batch before it is planned as everything else is. */
    static CheckpointFs plansBehindGapsFirst(CheckpointFs files) {
        return new Postponing(files, Places.COMMITS) {
            @Override
            boolean isPostponed(Path published) throws IOException {
                long batch = Places.number(published).orElse(0);
                return batch > 0
                        && super.stat(Places.COMMITS.resolve(Long.toString(batch - 1))) == null
                        && super.stat(Places.OFFSETS.resolve(Long.toString(batch))) == null;
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
                super.syncDirectory(directory);
                if (directory.equals(Places.OFFSETS)) {
                    publish();
                }
            }
        };
    }

    static CheckpointFs inputGoneBeforeCommit(CheckpointFs files) {
        Set<Path> noted = new HashSet<>();
        return new ForwardingFs(files) {
            @Override
            public void link(Path existing, Path name) throws IOException {
                super.link(existing, name);
                if (name.startsWith(Places.SOURCES)) {
                    Plans.paths(super.read(name)).forEach(noted::add);
                }
            }

            @Override
            public Output create(Path file) throws IOException {
                if (file.startsWith(Places.COMMITS)) {
                    for (Path input : noted) {
                        super.delete(input);
                    }
                    noted.clear();
                }
                return super.create(file);
            }
        };
    }

    /** What was kept in the checkpoint is gone before the folder of the user has it. */
    static CheckpointFs keptGoneBeforeShown(CheckpointFs files, Path folder) {
        return new ForwardingFs(files) {
            @Override
            public void link(Path existing, Path name) throws IOException {
                if (folder.equals(name.getParent())) {
                    for (String kept : super.list(Places.KEPT)) {
                        super.delete(Places.KEPT.resolve(kept));
                    }
                }
                super.link(existing, name);
            }
        };
    }

    static CheckpointFs unfinishedPlansForgotten(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public List<String> list(Path directory) throws IOException {
                List<String> names = super.list(directory);
                if (directory.equals(Places.OFFSETS) && super.stat(Places.COMMITS) != null) {
                    long planned = newest(names);
                    if (planned > newest(super.list(Places.COMMITS))) {
                        super.delete(directory.resolve(Long.toString(planned)));
                        return super.list(directory);
                    }
                }
                return names;
            }
        };
    }

    private static long newest(List<String> names) {
        return names.stream()
                .map(name -> Places.number(Path.of(name)))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElse(-1);
    }

    static CheckpointFs stateOfTheNextVersionGone(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void delete(Path file) throws IOException {
                super.delete(file);
                String name = String.valueOf(file.getFileName());
                if (file.startsWith(Places.STATE) && !name.startsWith(".")) {
                    long next = Long.parseLong(name.substring(0, name.indexOf('.'))) + 1;
                    for (String other : super.list(file.resolveSibling(""))) {
                        if (other.startsWith(next + ".")) {
                            super.delete(file.resolveSibling(other));
                        }
                    }
                }
            }
        };
    }

    static CheckpointFs nextEntryGone(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public void delete(Path file) throws IOException {
                super.delete(file);
                OptionalLong number = Places.number(file);
                if (file.startsWith(Places.COMMITS) && number.isPresent()) {
                    super.delete(file.resolveSibling(Long.toString(number.getAsLong() + 1)));
                }
            }
        };
    }

    /** An entry is there under its name before it is whole. */
    static CheckpointFs manifestInPlace(CheckpointFs files) {
        return new ForwardingFs(files) {
            private Path inPlace(Path file) {
                String name = String.valueOf(file.getFileName());
                boolean isTemporary = Places.MANIFEST.equals(file.getParent())
                        && name.matches("\\.[0-9]+(\\.compact)?\\.[^.]+\\.tmp");
                String withoutSuffix = name.substring(0, Math.max(0, name.length() - ".tmp".length()));
                return isTemporary
                        ? file.resolveSibling(withoutSuffix.substring(1, withoutSuffix.lastIndexOf('.')))
                        : file;
            }

            @Override
            public Output create(Path file) throws IOException {
                return super.create(inPlace(file));
            }

            @Override
            public void link(Path existing, Path name) throws IOException {
                if (!inPlace(existing).equals(name)) {
                    super.link(existing, name);
                }
            }
        };
    }
}
