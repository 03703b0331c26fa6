package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.source.Offset;
import dev.sluice.testkit.simulation.Scenario.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A mistake of the engine that the simulation has to find, or it is not good enough: made by doing other operations than it
 * asked for, or the same ones in another order.
 */
enum PlantedMistake implements Mistake {
    DIRECTORIES_ARE_NOT_SYNCED(files -> SyncMistakes.skipping(files, directory -> true, file -> false)),
    FILES_ARE_NOT_SYNCED(files -> SyncMistakes.skipping(files, directory -> false, file -> true)),
    OUTPUT_IS_NOT_SYNCED(
            files -> SyncMistakes.skipping(files, directory -> false, file -> file.startsWith(Places.STAGING))),
    STATE_IS_NOT_SYNCED(
            files -> SyncMistakes.skipping(files, directory -> false, file -> file.startsWith(Places.STATE))),
    NOTES_OF_SOURCES_ARE_NOT_SYNCED(
            files -> SyncMistakes.skipping(files, directory -> directory.startsWith(Places.SOURCES), file -> false)),
    WHAT_IS_TAKEN_OVER_IS_NOT_SYNCED(SyncMistakes::notAtFirst),
    A_FAILED_SYNC_IS_TRIED_AGAIN(SyncMistakes::ignoringFailures),
    A_FAILED_WRITE_IS_IGNORED(ErrorMistakes::ignoringWrites),
    A_FAILED_LINK_IS_IGNORED(ErrorMistakes::ignoringLinks),
    A_FAILED_LISTING_IS_EMPTY(ErrorMistakes::emptyListings),
    THE_LOCK_IS_GIVEN_TWICE(ErrorMistakes::sharedLocks),
    FILES_ARE_SYNCED_ON_ANOTHER_DESCRIPTOR(SyncMistakes::onAnotherDescriptor),
    OUTPUT_IS_SYNCED_AFTER_THE_MANIFEST(OrderMistakes::outputSyncedAfterManifest),
    FILES_ARE_RENAMED_OVER_OTHERS(ErrorMistakes::renaming),
    A_FAILED_READ_IS_AN_ABSENT_FILE(ErrorMistakes::absentForUnreadable),
    AN_ABSENT_FILE_IS_EMPTY(ErrorMistakes::emptyForAbsent),
    THE_OWNER_IS_NOT_ASKED(ErrorMistakes::forgottenOwners),
    A_SINK_THAT_IS_AHEAD_IS_NOT_REFUSED(ErrorMistakes::manifestAheadHidden),
    COMMITS_COME_BEFORE_OUTPUT(OrderMistakes::commitsBeforeOutput),
    /** Whatever is done once a batch counts is done before it does: its state is not poisoned until its commit entry is there. */
    COMMITS_COME_WITH_THE_NEXT_PLAN(OrderMistakes::commitsWithTheNextPlan),
    INPUT_IS_CLEANED_UP_BEFORE_THE_COMMIT(OrderMistakes::inputGoneBeforeCommit),
    AN_UNFINISHED_PLAN_IS_MADE_ANEW(OrderMistakes::unfinishedPlansForgotten),
    STATE_IS_PURGED_TOO_FAR(OrderMistakes::stateOfTheNextVersionGone),
    LOGS_ARE_PURGED_TOO_FAR(OrderMistakes::nextEntryGone),
    THE_MANIFEST_IS_WRITTEN_IN_PLACE(OrderMistakes::manifestInPlace),
    FILES_ARE_LISTED_TWICE(ContentMistakes::filesListedTwice),
    A_COMPACTED_MANIFEST_FORGETS_A_FILE(ContentMistakes::manifestForgets),
    COMPACTED_NOTES_FORGET_A_FILE(ContentMistakes::notesForget),
    CHECKSUMS_ARE_NOT_LOOKED_AT(ContentMistakes::checksumsMended),
    A_BATCH_THAT_RUNS_AGAIN_HAS_ANOTHER_TIME(ContentMistakes::timeOfTheAttempt),
    EMPTY_DELTAS_ARE_NOT_WRITTEN(ContentMistakes::noEmptyDeltas),
    SNAPSHOTS_ARE_TRUSTED_BEFORE_THEY_ARE_READ(ContentMistakes::snapshotsNotReadBack),
    FILES_ARE_CLEANED_UP_BY_HOW_THEIR_NAMES_BEGIN(OrderMistakes::cleanedUpByPrefix),
    WATERMARKS_ARE_NOT_RECORDED(ContentMistakes::noWatermarks),
    LEFT_OUT_ROWS_ARE_NOT_SYNCED(files -> SyncMistakes.skipping(
            files, directory -> directory.equals(Places.KEPT), file -> file.startsWith(Places.KEPT))),
    LATE_ROWS_ARE_LET_GO_BEFORE_THEY_ARE_SHOWN(files -> OrderMistakes.keptGoneBeforeShown(files, Places.LATE)),
    BAD_RECORDS_ARE_LET_GO_BEFORE_THEY_ARE_SHOWN(files -> OrderMistakes.keptGoneBeforeShown(files, Places.BAD)),
    LEFT_OUT_ROWS_ARE_FORGOTTEN_AT_A_RESTART(ContentMistakes::noKeptRows),
    UNCOMMITTED_STATE_IS_READ(ContentMistakes::newestState),
    EVERY_ATTEMPT_IS_KEPT(files -> files) {
        @Override
        public SimulatedTable table(SimulatedTable table) {
            return table instanceof SimulatedShow ? table : new ForgetfulTable(table);
        }
    },
    EPOCHS_ARE_COMMITTED_BEFORE_THEIR_OUTPUT(OrderMistakes::commitsBeforeOutput, Start::isContinuous),
    STATE_OF_AN_UNFINISHED_EPOCH_IS_KEPT(ContentMistakes::stateWithoutPlan, Start::isContinuous),
    /** Each begins where its epoch did. */
    THE_POSITION_OF_A_TURN_IS_LOST(files -> files, Start::isContinuous) {
        @Override
        public @Nullable Offset startOfTurn(@Nullable Offset start, @Nullable Offset committed) {
            return committed;
        }
    },
    /** A turn, a batch or an epoch counts while its last rows are under way. */
    ROWS_UNDER_WAY_ARE_NOT_WAITED_FOR(files -> files) {
        @Override
        public SimulatedTable table(SimulatedTable table) {
            return table instanceof SimulatedShow show ? new ShowBehind(show) : table;
        }
    },
    A_PLAN_BEHIND_A_GAP_COMES_FIRST(OrderMistakes::plansBehindGapsFirst, Start::isAsynchronous);

    @SuppressWarnings("ImmutableEnumChecker") // Functions without anything of their own.
    private final UnaryOperator<CheckpointFs> mistake;

    @SuppressWarnings("ImmutableEnumChecker") // As above.
    private final Predicate<Start> starts;

    PlantedMistake(UnaryOperator<CheckpointFs> mistake) {
        this(mistake, start -> true);
    }

    /** @param starts those at which it is made */
    PlantedMistake(UnaryOperator<CheckpointFs> mistake, Predicate<Start> starts) {
        this.mistake = mistake;
        this.starts = starts;
    }

    @Override
    public boolean isMadeAt(Start start) {
        return starts.test(start);
    }

    @Override
    public CheckpointFs files(CheckpointFs files) {
        return mistake.apply(files);
    }

    /** A table that does not know what it holds. */
    private static final class ForgetfulTable extends SimulatedTable {
        private final SimulatedTable table;

        private ForgetfulTable(SimulatedTable table) {
            this.table = table;
        }

        @Override
        @Nullable
        Held get(long batchId) {
            return null;
        }

        @Override
        void put(long batchId, Held held) {
            Held before = table.get(batchId);
            List<String> rows = new ArrayList<>(before == null ? List.of() : before.rows());
            rows.addAll(held.rows());
            table.put(batchId, new Held(held.attempt(), rows));
        }

        @Override
        long latest() {
            return table.latest();
        }
    }
}
