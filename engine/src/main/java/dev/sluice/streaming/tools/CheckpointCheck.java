package dev.sluice.streaming.tools;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.state.StateFileName;
import dev.sluice.streaming.kept.KeptRowsLog;
import dev.sluice.streaming.log.CheckpointErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads every file of a checkpoint and checks every checksum. Only reads, and takes no lock.
 *
 * @param lines what was checked, what is damaged and what belongs to no checkpoint
 * @param damagedCount files that are damaged, stand in the wrong place or are missing, and logs with gaps
 */
public record CheckpointCheck(List<String> lines, int damagedCount) {
    private static final int LOOKS = 10;
    private static final Set<String> KNOWN =
            Set.of("metadata", "owner", "sources", "offsets", "commits", "state", "kept", ".lock");

    public CheckpointCheck {
        lines = List.copyOf(lines);
    }

    /** @throws SluiceException if there is no checkpoint */
    public static CheckpointCheck of(Path directory) {
        return new Walk(CheckpointFiles.open(directory)).check();
    }

    private static final class Walk {
        private final CheckpointFiles checkpoint;
        private final List<String> lines = new ArrayList<>();
        private int damaged;
        private int sound;

        private Walk(CheckpointFiles checkpoint) {
            this.checkpoint = checkpoint;
        }

        private CheckpointCheck check() {
            Path root = checkpoint.directory();
            sound = 1;
            for (String name : checkpoint.names(root)) {
                if (!KNOWN.contains(name)) {
                    note(root.resolve(name));
                }
            }
            end("metadata");
            numbered(root.resolve("owner"), "owner");
            numbered(root.resolve("offsets"), "offsets");
            numbered(root.resolve("commits"), "commits");
            isFine(() -> checkpoint.offsets().ids(checkpoint.commits().keptFrom()));
            isFine(() -> checkpoint.commits().ids(checkpoint.commits().keptFrom()));
            for (String source : checkpoint.names(root.resolve("sources"))) {
                numbered(root.resolve("sources").resolve(source), "sources");
            }
            checkpoint.operators().forEach(this::state);
            isFine(this::requireState);
            isFine(this::requireStart);
            kept(KeptRowsLog.directory(root));
            lines.add(
                    damaged == 0
                            ? "Everything is as it was written."
                            : String.format(Locale.ROOT, "%d damaged.", damaged));
            return new CheckpointCheck(lines, damaged);
        }

        /** Rows that a batch has left out, and a restart brings to their folder. */
        private void kept(Path folder) {
            List<String> names = checkpoint.names(folder);
            KeptRowsLog log = new KeptRowsLog(
                    checkpoint.files(), checkpoint.publisher(), checkpoint.directory(), checkpoint.id());
            for (String name : names) {
                if (!KeptRowsLog.isName(name)) {
                    note(folder.resolve(name));
                } else if (isFine(folder.resolve(name), () -> log.verify(name))) {
                    sound++;
                }
            }
            if (!names.isEmpty()) {
                end("kept");
            }
        }

        private void note(Path file) {
            lines.add("not part of a checkpoint: " + file);
        }

        private void end(String what) {
            lines.add(String.format(Locale.ROOT, "%s: %d %s sound", what, sound, sound == 1 ? "file" : "files"));
            sound = 0;
        }

        /** What is wrong stays so; a query that runs removes files between one look and the next. */
        private boolean isFine(Runnable check) {
            for (int look = 1; ; look++) {
                try {
                    check.run();
                    return true;
                } catch (SluiceException found) {
                    if (look < LOOKS) {
                        continue;
                    }
                    String line = "damaged: " + found.getMessage();
                    if (!lines.contains(line)) {
                        damaged++;
                        lines.add(line);
                    }
                    return false;
                }
            }
        }

        /** As {@link #isFine(Runnable)}, for a file that is listed: one that is gone by now was needed no more. */
        private boolean isFine(Path file, Runnable check) {
            return isFine(() -> {
                if (exists(file)) {
                    check.run();
                }
            });
        }

        private boolean exists(Path file) {
            try {
                return checkpoint.files().stat(file) != null;
            } catch (IOException failed) {
                throw CheckpointErrors.failed(file, "look at a file of the checkpoint", failed);
            }
        }

        private void numbered(Path folder, String kind) {
            for (String name : checkpoint.names(folder)) {
                String digits = NumberedFiles.isCompact(name) ? name.substring(0, name.lastIndexOf('.')) : name;
                Path file = folder.resolve(name);
                if (!digits.matches("0|[1-9][0-9]{0,17}")) {
                    note(file);
                } else if (isFine(file, () -> decode(file, kind, Long.parseLong(digits)))) {
                    sound++;
                }
            }
            end(checkpoint.directory().relativize(folder).toString());
        }

        private void decode(Path file, String kind, long number) {
            try {
                CheckpointText.read(checkpoint.files(), file, kind, checkpoint.id(), number);
            } catch (IOException failed) {
                throw CheckpointErrors.failed(file, "read an entry", failed);
            }
        }

        /** A file that is not there has no checksum, and a start may need it all the same. */
        private void requireState() {
            SluiceException damage = Standing.of(checkpoint).damage();
            if (damage != null) {
                throw damage;
            }
        }

        /** Each file may be whole, and one be missing that a start needs. */
        private void requireStart() {
            SluiceException refusal = Standing.of(checkpoint).refusal();
            if (refusal != null) {
                throw refusal;
            }
        }

        private void state(int operator) {
            Path folder = checkpoint.directory().resolve("state").resolve(Integer.toString(operator));
            List<StateFileName> known = checkpoint.state().names(operator);
            for (StateFileName name : known) {
                if (isFine(
                        folder.resolve(name.toString()),
                        () -> checkpoint.state().verify(operator, name))) {
                    sound++;
                }
            }
            List<String> names = known.stream().map(StateFileName::toString).toList();
            for (String name : checkpoint.names(folder)) {
                if (!names.contains(name)) {
                    note(folder.resolve(name));
                }
            }
            end("state of operator " + operator);
        }
    }
}
