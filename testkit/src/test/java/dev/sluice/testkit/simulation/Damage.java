package dev.sluice.testkit.simulation;

import dev.sluice.error.ErrorCondition;
import dev.sluice.testkit.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What becomes of files while no process runs. */
enum Damage {
    /** A bit of the newest entry of the commit log changes: the batch is finished again. */
    COMMIT(Situation.C1_DAMAGED_COMMIT),
    /** One of the plan of a batch that is committed: it is written anew. */
    PLAN(Situation.C2_DAMAGED_PLAN),
    /** One of a file of the state that stands for others: those are read, if they are still there. */
    STATE(Situation.C6_DAMAGED_SPARE_STATE),
    /** The newest entry of the commit log is cut. */
    CUT_COMMIT(Situation.C1_CUT_COMMIT),
    /** A bit changes of the plan of a batch that is not committed: it is planned anew, or nobody knows what the sink holds. */
    UNFINISHED_PLAN(Situation.C3_DAMAGED_PLAN_OF_AN_UNFINISHED_BATCH),
    /** One of a delta for which a snapshot stands. */
    SPARE_DELTA(Situation.C7_DAMAGED_DELTA_BELOW_A_SNAPSHOT),
    /** One of the newest delta. */
    DELTA(Situation.C8_DAMAGED_DELTA),
    /** One of the newest notes of a source. */
    NOTES(Situation.C10_DAMAGED_NOTES_OF_A_SOURCE),
    /** One of the newest entry of the manifest of the output. */
    MANIFEST(Situation.C11_DAMAGED_MANIFEST),
    /** One of what says whose checkpoint it is. */
    IDENTITY(Situation.C13_DAMAGED_IDENTITY),
    /** The two newest files of one kind have changed places. */
    SWAPPED(Situation.C5_FILES_IN_EACH_OTHERS_PLACE),
    /** Somebody deletes the manifest of the output of a query that has committed something. */
    LOST_MANIFEST(Situation.C11_LOST_MANIFEST),
    /** Somebody puts back a copy of the checkpoint. */
    OLDER_CHECKPOINT(Situation.C15_OLDER_CHECKPOINT);

    /** Those of which a crash draws at first. */
    static final List<Damage> FIRST = List.of(COMMIT, PLAN, STATE);

    /** Those that were thought of later: drawn apart, they leave what earlier seeds found as it was. */
    static final List<Damage> LATER = List.of(
            CUT_COMMIT,
            UNFINISHED_PLAN,
            UNFINISHED_PLAN,
            SPARE_DELTA,
            SPARE_DELTA,
            DELTA,
            NOTES,
            MANIFEST,
            IDENTITY,
            SWAPPED,
            SWAPPED,
            OLDER_CHECKPOINT,
            OLDER_CHECKPOINT,
            LOST_MANIFEST);

    private static final Path METADATA = Places.CHECKPOINT.resolve("metadata");

    private final Situation situation;

    Damage(Situation situation) {
        this.situation = situation;
    }

    /** What a query that goes on from it has met. */
    Situation situation() {
        return situation;
    }

    /** Whether nothing is lost by it, so that no query may fail of it. */
    private boolean isHarmless() {
        return this == PLAN || this == SPARE_DELTA;
    }

    /**
     * What was damaged.
     *
     * @param sound what these files, or all files of the checkpoint, were before
     * @param mayBeNeeded whether a query may need what was damaged
     */
    record Damaged(Damage kind, Map<Path, byte[]> sound, boolean mayBeNeeded) {
        /** After one more crash, which may have taken what it could be spared for. */
        Damaged afterAnotherCrash() {
            return new Damaged(kind, sound, true);
        }

        /**
         * Whether a query may fail with this message because of it.
         *
         * @throws Violation if it names what the query should have done without
         */
        boolean explains(String message) {
            if (kind == OLDER_CHECKPOINT) {
                return message.contains(ErrorCondition.SINK_AHEAD_OF_CHECKPOINT.code())
                        || message.contains(ErrorCondition.OUTPUT_IN_USE.code());
            }
            if (kind == LOST_MANIFEST) {
                return message.contains(ErrorCondition.SINK_MEMORY_LOST.code());
            }
            boolean isNamed = sound.keySet().stream().anyMatch(file -> message.contains(file.toString()));
            Violation.unless(!isNamed || mayBeNeeded, "C2, C7: the query fails of what it does not need: ", message);
            return isNamed;
        }

        /** Whether a reader of the output cannot read it for as long as it is like this. */
        boolean hidesOutput() {
            return kind != OLDER_CHECKPOINT
                    && sound.keySet().stream().anyMatch(file -> file.startsWith(Places.MANIFEST));
        }

        void mend(FaultyDisk disk) {
            try {
                if (kind == OLDER_CHECKPOINT) {
                    disk.replace(Places.CHECKPOINT, sound);
                } else {
                    for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
                        disk.put(file.getKey(), file.getValue());
                    }
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    /**
     * Does it; null if there is nothing to do it to.
     *
     * @param copy the files of the checkpoint at an earlier moment
     */
    @Nullable
    Damaged in(World world, Dice dice, Map<Path, byte[]> copy) {
        FaultyDisk disk = world.disk;
        if ((this == DELTA || this == SWAPPED) && isOfAnUnfinishedEpoch(world)) {
            return null;
        }
        List<Path> files = files(world, dice);
        Map<Path, byte[]> sound = new TreeMap<>();
        for (Path file : files) {
            byte[] content = disk.get(file);
            if (content != null) {
                sound.put(file, content);
            }
        }
        try {
            switch (this) {
                case OLDER_CHECKPOINT -> {
                    if (!copy.containsKey(METADATA) || !remembers(world.scenario.sink())) {
                        return null;
                    }
                    sound = disk.contents(Places.CHECKPOINT);
                    disk.replace(Places.CHECKPOINT, copy);
                }
                case LOST_MANIFEST -> {
                    if (committed(disk) < 0) {
                        return null;
                    }
                    sound = disk.contents(Places.MANIFEST);
                    disk.replace(Places.MANIFEST, Map.of());
                }
                case SWAPPED -> {
                    byte[] newer = files.isEmpty() ? null : sound.get(files.getFirst());
                    byte[] older = files.isEmpty() ? null : sound.get(files.getLast());
                    if (newer == null || older == null || files.size() < 2) {
                        return null;
                    }
                    disk.put(files.getFirst(), older);
                    disk.put(files.getLast(), newer);
                }
                case CUT_COMMIT -> {
                    for (Path file : sound.keySet()) {
                        disk.cut(file);
                    }
                }
                default -> {
                    for (Path file : sound.keySet()) {
                        disk.damage(file);
                    }
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sound.isEmpty() ? null : new Damaged(this, sound, !isHarmless());
    }

    /**
     * Whether what its turns have computed may be visible and have to be computed again, as one batch, for which fewer rows are
     * late: decision 0026 says why that is so.
     */
    private static boolean isOfAnUnfinishedEpoch(World world) {
        return world.wasContinuous()
                && Places.newest(world.disk, Places.OFFSETS) > Places.newest(world.disk, Places.COMMITS);
    }

    /** Whether a sink can tell which batches it holds. */
    private static boolean remembers(Scenario.SinkKind sink) {
        return sink == Scenario.SinkKind.FILES || sink == Scenario.SinkKind.TABLE;
    }

    private List<Path> files(World world, Dice dice) {
        FaultyDisk disk = world.disk;
        return switch (this) {
            case COMMIT, CUT_COMMIT -> newest(disk, Places.COMMITS, 1);
            case PLAN -> planned(disk) > committed(disk) ? List.of() : newest(disk, Places.OFFSETS, 1);
            case UNFINISHED_PLAN -> planned(disk) > committed(disk) ? newest(disk, Places.OFFSETS, 1) : List.of();
            case STATE -> last(ofState(disk, name -> !name.endsWith(".delta")));
            case SPARE_DELTA -> spareDeltas(disk);
            case DELTA -> last(ofState(disk, name -> name.endsWith(".delta")));
            case NOTES -> newest(disk, source(world, dice), 1);
            case MANIFEST -> newest(disk, Places.MANIFEST, 1);
            case IDENTITY -> List.of(METADATA);
            case SWAPPED ->
                newest(disk, dice.one(Places.COMMITS, Places.OFFSETS, Places.MANIFEST, source(world, dice)), 2);
            case LOST_MANIFEST, OLDER_CHECKPOINT -> List.of();
        };
    }

    private static Path source(World world, Dice dice) {
        return Places.SOURCES.resolve(Integer.toString(dice.between(0, world.scenario.sourceCount() - 1)));
    }

    private static long planned(FaultyDisk disk) {
        return Places.newest(disk, Places.OFFSETS);
    }

    private static long committed(FaultyDisk disk) {
        return Places.newest(disk, Places.COMMITS);
    }

    /** Up to so many of the newest entries of a log, the newest first. */
    private static List<Path> newest(FaultyDisk disk, Path log, int count) {
        long newest = Places.newest(disk, log);
        List<Path> found = new ArrayList<>();
        for (long number = newest; number >= 0 && number > newest - count; number--) {
            Path entry = log.resolve(Long.toString(number));
            found.add(disk.get(entry) == null ? log.resolve(number + ".compact") : entry);
        }
        return found;
    }

    /** Of the first operator that has any, by version. */
    private static List<Path> ofState(FaultyDisk disk, Predicate<String> which) {
        for (String operator : disk.names(Places.STATE)) {
            Path folder = Places.STATE.resolve(operator);
            List<Path> found = disk.names(folder).stream()
                    .filter(name -> !name.startsWith(".") && which.test(name))
                    .map(folder::resolve)
                    .sorted((left, right) -> Long.compare(version(left), version(right)))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Path> last(List<Path> files) {
        return files.isEmpty() ? List.of() : List.of(files.getLast());
    }

    /** A delta at or below the newest snapshot from which the next start loads its state. */
    private static List<Path> spareDeltas(FaultyDisk disk) {
        long loaded = committed(disk) + 1;
        long snapshot = ofState(disk, name -> name.endsWith(".snapshot")).stream()
                .mapToLong(Damage::version)
                .filter(version -> version <= loaded)
                .max()
                .orElse(-1);
        return last(ofState(disk, name -> name.endsWith(".delta")).stream()
                .filter(delta -> version(delta) <= snapshot)
                .toList());
    }

    private static long version(Path file) {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
