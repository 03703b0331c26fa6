package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.simulation.Plans.Plan;
import dev.sluice.testkit.simulation.Scenario.Start;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something rare that a simulation has to come to, or it would prove nothing of it. */
enum Situation {
    K1_CRASH_IN_NOTES_OF_A_SOURCE,
    K2_NOTES_OF_A_SOURCE_WITHOUT_A_PLAN,
    K3_CRASH_IN_A_PLAN,
    K4_PLAN_WITHOUT_STATE,
    K5_STATE_WITHOUT_COMMIT,
    K6_CRASH_WHILE_THE_SINK_PREPARES,
    K7_CRASH_WHILE_THE_SINK_COMMITS,
    K8_VISIBLE_AND_NOT_COMMITTED,
    K8_LEFT_OUT_ROWS_OF_AN_UNFINISHED_BATCH,
    K9_LEFT_OUT_ROWS_OF_A_COMMITTED_BATCH,
    K9_CRASH_IN_THE_CLEAN_UP_OF_A_SOURCE,
    K10_CRASH_IN_A_PURGE,
    K10_CRASH_IN_A_PURGE_OF_STATE,
    K10_CRASH_IN_A_SNAPSHOT,
    K10_CRASH_IN_A_FOLD,
    K10_CRASH_IN_A_COMPACTION_OF_NOTES,
    K10_CRASH_IN_A_COMPACTION_OF_A_MANIFEST,
    K11_CRASH_IN_A_RECOVERY,
    K12_CHECKPOINT_WITHOUT_IDENTITY,
    K13_BATCH_WITHOUT_DATA_UNFINISHED,
    K14_STOPPED_WITH_A_BATCH_UNFINISHED,
    C1_DAMAGED_COMMIT,
    C1_CUT_COMMIT,
    C2_DAMAGED_PLAN,
    C3_DAMAGED_PLAN_OF_AN_UNFINISHED_BATCH,
    C5_FILES_IN_EACH_OTHERS_PLACE,
    C6_DAMAGED_SPARE_STATE,
    C7_DAMAGED_DELTA_BELOW_A_SNAPSHOT,
    C8_DAMAGED_DELTA,
    C10_DAMAGED_NOTES_OF_A_SOURCE,
    C11_DAMAGED_MANIFEST,
    C11_LOST_MANIFEST,
    C13_DAMAGED_IDENTITY,
    C15_OLDER_CHECKPOINT,
    D7_FAILED_SYNC_OF_A_FILE,
    D7_FAILED_SYNC_OF_A_DIRECTORY,
    E1_NO_ROOM_FOR_STATE,
    E1_NO_ROOM_FOR_OUTPUT,
    E2_ERROR_IN_A_COMMIT,
    E2_SHORT_WRITE,
    E3_FAILED_READ,
    E4_READ_ONLY,
    E6_LINK_THAT_SAYS_IT_FAILED,
    E7_SLOW_OPERATIONS,
    F2_SECOND_START,
    F4_A_RUN_THAT_LOST_THE_CHECKPOINT,
    ST7_STATE_OF_A_FOLD,
    EPOCH_OF_TURNS_IS_LOST,
    EPOCH_IS_PLANNED_AND_NOT_VISIBLE,
    EPOCH_IS_VISIBLE_AND_NOT_COMMITTED,
    EPOCH_IS_SEEN_AND_LOST,
    BATCHES_ARE_SEEN_AND_NOT_RECORDED,
    BATCH_IS_RECORDED_BEFORE_ITS_PLAN,
    R_OTHER_TRIGGER_OVER_A_CHECKPOINT,
    R_OTHER_PARTITIONS_OVER_STATE,
    T5_LATE_ROWS,
    T5_LATE_ROWS_THAT_ARE_KEPT,
    P1_UNREADABLE_ROWS,
    P1_UNREADABLE_ROWS_THAT_ARE_KEPT;

    /** What a start is an instance of, by what the one before it has left. */
    static Set<Situation> ofChange(Start before, Start next, FaultyDisk disk) {
        Set<Situation> found = EnumSet.noneOf(Situation.class);
        add(
                found,
                R_OTHER_PARTITIONS_OVER_STATE,
                before.partitions() != next.partitions()
                        && !disk.names(Places.STATE).isEmpty());
        add(
                found,
                R_OTHER_TRIGGER_OVER_A_CHECKPOINT,
                before.isContinuous() != next.isContinuous()
                        && !disk.names(Places.OFFSETS).isEmpty());
        return found;
    }

    /** What a crash is an instance of. */
    static Set<Situation> of(Moments.Image image) {
        Set<Situation> found = EnumSet.noneOf(Situation.class);
        addPlace(found, image.what(), image.file());
        addStanding(found, image.world());
        return found;
    }

    private static void addPlace(Set<Situation> found, String what, Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isDeletion = what.equals("delete");
        boolean isLogged = file.startsWith(Places.OFFSETS) || file.startsWith(Places.COMMITS);
        add(found, K1_CRASH_IN_NOTES_OF_A_SOURCE, file.startsWith(Places.SOURCES) && !isDeletion);
        add(found, K3_CRASH_IN_A_PLAN, file.startsWith(Places.OFFSETS) && !isDeletion);
        add(found, K6_CRASH_WHILE_THE_SINK_PREPARES, file.startsWith(Places.STAGING) && !isDeletion);
        add(
                found,
                K7_CRASH_WHILE_THE_SINK_COMMITS,
                file.startsWith(Places.MANIFEST) && !file.startsWith(Places.STAGING) && !isDeletion);
        add(found, K9_CRASH_IN_THE_CLEAN_UP_OF_A_SOURCE, file.toString().contains("input-"));
        add(
                found,
                K10_CRASH_IN_A_PURGE,
                isDeletion && isLogged && Places.number(file).isPresent());
        add(found, K10_CRASH_IN_A_PURGE_OF_STATE, isDeletion && file.startsWith(Places.STATE) && !name.startsWith("."));
        add(found, K10_CRASH_IN_A_SNAPSHOT, name.contains(".snapshot"));
        add(found, K10_CRASH_IN_A_FOLD, file.startsWith(Places.STATE) && name.contains(".fold"));
        add(
                found,
                K10_CRASH_IN_A_COMPACTION_OF_NOTES,
                file.startsWith(Places.SOURCES) && name.contains(".compact") && !isDeletion);
        add(
                found,
                K10_CRASH_IN_A_COMPACTION_OF_A_MANIFEST,
                file.startsWith(Places.MANIFEST) && name.contains(".compact") && !isDeletion);
    }

    private static void addStanding(Set<Situation> found, World world) {
        FaultyDisk disk = world.disk;
        long planned = Places.newest(disk, Places.OFFSETS);
        long committed = Places.newest(disk, Places.COMMITS);
        add(found, K12_CHECKPOINT_WITHOUT_IDENTITY, disk.get(Places.CHECKPOINT.resolve("metadata")) == null);
        add(found, ST7_STATE_OF_A_FOLD, hasStateFile(disk, name -> name.contains(".fold") && !name.startsWith(".")));
        for (String name : disk.names(Places.KEPT)) {
            long batch = name.startsWith(".") ? -1 : Long.parseLong(name.substring(0, name.indexOf('.')));
            add(found, K8_LEFT_OUT_ROWS_OF_AN_UNFINISHED_BATCH, batch > committed);
            add(found, K9_LEFT_OUT_ROWS_OF_A_COMMITTED_BATCH, batch >= 0 && batch == committed);
        }
        Plan plan = world.plans.get(planned);
        add(found, EPOCH_OF_TURNS_IS_LOST, world.wasContinuous() && world.looks.turns() > 1);
        if (world.table instanceof SimulatedShow show) {
            add(
                    found,
                    EPOCH_IS_SEEN_AND_LOST,
                    world.wasContinuous() && show.hasRowsAfter(Math.max(planned, committed)));
            add(found, BATCHES_ARE_SEEN_AND_NOT_RECORDED, world.wasAsynchronous() && show.hasRowsAfter(committed + 1));
        }
        add(found, BATCH_IS_RECORDED_BEFORE_ITS_PLAN, world.wasAsynchronous() && committed > planned);
        for (int source = 0; source < world.scenario.sourceCount(); source++) {
            long notes = Places.newest(disk, Places.SOURCES.resolve(Integer.toString(source)));
            add(
                    found,
                    K2_NOTES_OF_A_SOURCE_WITHOUT_A_PLAN,
                    notes >= 0 && notes > (plan == null ? -1 : plan.ends().get(source)));
        }
        if (planned > committed) {
            boolean isVisible = Visible.in(world).containsKey(planned);
            boolean hasState = hasState(disk, planned + 1);
            add(found, K4_PLAN_WITHOUT_STATE, !hasState);
            add(found, K5_STATE_WITHOUT_COMMIT, hasState && !isVisible);
            add(found, K8_VISIBLE_AND_NOT_COMMITTED, isVisible);
            boolean isEpoch = plan != null && plan.isEpoch();
            add(found, EPOCH_IS_PLANNED_AND_NOT_VISIBLE, isEpoch && !isVisible);
            add(found, EPOCH_IS_VISIBLE_AND_NOT_COMMITTED, isEpoch && isVisible);
            Plan before = world.plans.get(planned - 1);
            add(
                    found,
                    K13_BATCH_WITHOUT_DATA_UNFINISHED,
                    plan != null && before != null && plan.ends().equals(before.ends()));
        }
    }

    private static boolean hasState(FaultyDisk disk, long version) {
        return hasStateFile(disk, name -> name.startsWith(version + ".") && name.endsWith(".delta"));
    }

    private static boolean hasStateFile(FaultyDisk disk, Predicate<String> isWanted) {
        return disk.names(Places.STATE).stream()
                .flatMap(operator -> disk.names(Places.STATE.resolve(operator)).stream())
                .anyMatch(isWanted);
    }

    /** What a failed operation is an instance of. */
    static Set<Situation> ofFailure(Fault.Kind kind, @Nullable String failedIn) {
        Set<Situation> found = EnumSet.noneOf(Situation.class);
        add(found, E7_SLOW_OPERATIONS, kind == Fault.Kind.SLOW);
        if (failedIn == null) {
            return found;
        }
        boolean isFull = kind == Fault.Kind.FULL || kind == Fault.Kind.FULL_FOR_A_MOMENT;
        boolean isDevice = kind == Fault.Kind.DEVICE;
        add(found, D7_FAILED_SYNC_OF_A_FILE, isDevice && failedIn.startsWith("sync /"));
        add(found, D7_FAILED_SYNC_OF_A_DIRECTORY, isDevice && failedIn.startsWith("sync directory"));
        add(found, E1_NO_ROOM_FOR_STATE, isFull && failedIn.contains("/state/"));
        add(found, E1_NO_ROOM_FOR_OUTPUT, isFull && failedIn.contains("/output/"));
        add(found, E2_ERROR_IN_A_COMMIT, isDevice && failedIn.contains("/commits/"));
        add(found, E3_FAILED_READ, kind == Fault.Kind.READ || kind == Fault.Kind.FILE_READ);
        add(found, E2_SHORT_WRITE, kind == Fault.Kind.SHORT_WRITE && failedIn.startsWith("write"));
        add(found, E4_READ_ONLY, kind == Fault.Kind.READ_ONLY);
        add(found, E6_LINK_THAT_SAYS_IT_FAILED, kind == Fault.Kind.UNTRUE_FAILURE && failedIn.startsWith("link"));
        return found;
    }

    private static void add(Set<Situation> found, Situation situation, boolean isSo) {
        if (isSo) {
            found.add(situation);
        }
    }
}
