package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bit of a file changes while no process runs. */
enum Damage {
    /** Of the newest entry of the commit log: the batch is finished again. */
    COMMIT,
    /** Of the plan of a batch that is committed: it is written anew. */
    PLAN,
    /** Of a file of the state that stands for others: those are read, if they are still there. */
    STATE;

    /** A file that was damaged, and what it was before. */
    record Damaged(Path file, byte[] sound) {
        void mend(FaultyDisk disk) {
            try {
                disk.put(file, sound);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    /** Does it; null if there is no such file. */
    @Nullable
    Damaged in(FaultyDisk disk) {
        Path file = switch (this) {
            case COMMIT -> newest(disk, Places.COMMITS);
            case PLAN -> committedPlan(disk);
            case STATE -> spare(disk);
        };
        byte[] sound = file == null ? null : disk.get(file);
        if (file == null || sound == null) {
            return null;
        }
        try {
            disk.damage(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Damaged(file, sound);
    }

    private static @Nullable Path newest(FaultyDisk disk, Path log) {
        long newest = Places.newest(disk, log);
        return newest < 0 ? null : log.resolve(Long.toString(newest));
    }

    private static @Nullable Path committedPlan(FaultyDisk disk) {
        long planned = Places.newest(disk, Places.OFFSETS);
        return planned < 0 || planned > Places.newest(disk, Places.COMMITS)
                ? null
                : Places.OFFSETS.resolve(Long.toString(planned));
    }

    private static @Nullable Path spare(FaultyDisk disk) {
        for (String operator : disk.names(Places.STATE)) {
            Path folder = Places.STATE.resolve(operator);
            List<String> spares = disk.names(folder).stream()
                    .filter(name -> !name.startsWith(".") && !name.endsWith(".delta"))
                    .toList();
            if (!spares.isEmpty()) {
                return folder.resolve(spares.getLast());
            }
        }
        return null;
    }
}
