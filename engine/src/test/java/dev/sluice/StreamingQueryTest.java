package dev.sluice;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.error.AnalysisException;
import dev.sluice.error.ErrorCondition;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingQueryTest {
    private static final StructType SCHEMA = StructType.fromDDL("k STRING, n INT");

    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final MemoryInput input = new MemoryInput(SCHEMA);
    private final DataFrame stream =
            session.readStream().format("memory").attachment(input).load();

    @AfterEach
    void close() {
        session.close();
    }

    private void add(Row... rows) {
        Rows.toBatches(SCHEMA, List.of(rows)).forEach(input::addData);
    }

    @Test
    void rowsFlowIntoATableThatIsNamedAsTheQuery() {
        StreamingQuery query = stream.filter(col("n").gt(1))
                .writeStream()
                .format("memory")
                .queryName("kept")
                .start();
        add(Row.of("a", 1), Row.of("b", 2));
        query.processAllAvailable();
        add(Row.of("c", 3));
        query.processAllAvailable();

        assertThat(session.table("kept").collectAsList()).containsExactly(Row.of("b", 2), Row.of("c", 3));
        assertThat(query.isActive()).isTrue();
        assertThat(query.name()).isEqualTo("kept");
        assertThat(session.streams().active()).containsExactly(query);
        assertThat(session.streams().get(query.id())).isSameAs(query);
        assertThat(query.lastProgress()).isNotNull();

        query.stop();
        assertThat(query.isActive()).isFalse();
        assertThat(query.exception()).isEmpty();
        assertThat(session.streams().active()).isEmpty();
        assertThat(session.streams().get(query.id().toString())).isNull();
        query.stop();
        query.awaitTermination();
    }

    @Test
    void countsAreUpdatedInCompleteMode() {
        StreamingQuery query = stream.groupBy("k")
                .count()
                .writeStream()
                .outputMode("complete")
                .format("memory")
                .queryName("counts")
                .start();
        add(Row.of("a", 1), Row.of("b", 2));
        query.processAllAvailable();
        add(Row.of("a", 3));
        query.processAllAvailable();

        assertThat(session.table("counts").orderBy("k").collectAsList())
                .containsExactly(Row.of("a", 2L), Row.of("b", 1L));
    }

    @Test
    void foreachBatchIsGivenEveryBatchAsStaticData() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        add(Row.of("a", 1), Row.of("b", 2));
        StreamingQuery query = stream.writeStream()
                .foreachBatch((batch, id) -> seen.add(id + ": " + batch.count() + " " + batch.collectAsList()))
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();

        assertThat(seen).containsExactly("0: 2 [[a,1], [b,2]]");
        assertThat(session.streams().awaitAnyTermination(1)).isTrue();
    }

    @Test
    void U1_when_theFunctionFails_then_soDoesTheQueryWithItsException() {
        IllegalStateException thrown = new IllegalStateException("no connection");
        add(Row.of("a", 1));
        StreamingQuery query = stream.writeStream()
                .foreachBatch((batch, id) -> {
                    throw thrown;
                })
                .start();

        assertThatThrownBy(query::awaitTermination)
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("[STREAM_FAILED]")
                .hasMessageContaining(query.id().toString())
                .hasCause(thrown);
        assertThat(query.exception()).isPresent();
        assertThatThrownBy(() -> session.streams().awaitAnyTermination()).isInstanceOf(StreamingQueryException.class);
        session.streams().resetTerminated();
        assertThat(session.streams().awaitAnyTermination(1)).isFalse();
    }

    @Test
    void mistakesShowBeforeAnythingRuns() {
        assertRefused(
                stream.writeStream().format("memry"), ErrorCondition.DATA_SOURCE_NOT_FOUND, "did you mean \"memory\"?");
        assertRefused(stream.writeStream(), ErrorCondition.DATA_SOURCE_NOT_FOUND, "no format was named");
        assertRefused(stream.writeStream().format("memory"), ErrorCondition.INVALID_PARAMETER_VALUE, "queryName");
        assertRefused(
                stream.writeStream().format("noop").option("colour", "red"), ErrorCondition.UNKNOWN_OPTION, "colour");
        assertRefused(
                stream.groupBy("k").count().writeStream().format("noop"),
                ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_OPERATION,
                "watermark");
        assertRefused(
                stream.writeStream()
                        .format("json")
                        .option("path", folder.resolve("out").toString()),
                ErrorCondition.CHECKPOINT_LOCATION_REQUIRED,
                "checkpointLocation");
        assertRefused(
                stream.writeStream()
                        .format("json")
                        .outputMode("update")
                        .option("checkpointLocation", folder.toString())
                        .option("path", folder.resolve("out").toString()),
                ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_DATASOURCE,
                "append");
        assertThatThrownBy(stream::collectAsList).hasMessageContaining("writeStream.start()");
        assertThatThrownBy(stream::write).hasMessageContaining("CALL_ON_STREAMING_DATASET_UNSUPPORTED");
        assertThat(session.streams().active()).isEmpty();
    }

    private static void assertRefused(DataStreamWriter writer, ErrorCondition condition, String text) {
        assertThatThrownBy(writer::start)
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.condition()).isEqualTo(condition))
                .hasMessageContaining(text);
    }

    @Test
    void when_aNameIsTaken_then_theSecondStartIsRefused() {
        stream.writeStream().format("memory").queryName("q").start();

        assertRefused(stream.writeStream().format("memory").queryName("q"), ErrorCondition.QUERY_NAME_IN_USE, "\"q\"");
    }

    @Test
    void when_aNamedQueryHasEnded_then_itsNameIsFree() {
        stream.writeStream().format("memory").queryName("q").start().stop();
        StreamingQuery again =
                stream.writeStream().format("memory").queryName("q").start();

        assertThat(session.streams().active()).containsExactly(again);
    }

    @Test
    void when_aQueryWasStopped_then_anyTerminationReturnsUntilItIsReset() {
        StreamingQuery query = stream.writeStream().format("noop").start();
        assertThat(session.streams().awaitAnyTermination(1)).isFalse();
        query.stop();

        session.streams().awaitAnyTermination();
        assertThat(session.streams().awaitAnyTermination(1)).isTrue();
        session.streams().resetTerminated();
        assertThat(session.streams().awaitAnyTermination(1)).isFalse();
    }

    @Test
    void anEarlierFailureIsNotForgottenForALaterNormalEnd() {
        add(Row.of("a", 1));
        StreamingQuery failing = stream.writeStream()
                .foreachBatch((batch, id) -> {
                    throw new IllegalStateException("no connection");
                })
                .start();
        assertThatThrownBy(failing::awaitTermination).isInstanceOf(StreamingQueryException.class);
        stream.writeStream().format("noop").start().stop();

        assertThatThrownBy(() -> session.streams().awaitAnyTermination(1))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining(failing.runId().toString());
    }

    @Test
    void D10_when_durabilityIsThatOfTheProcess_then_queriesRunOnFilesThatAreNotSynced() {
        CheckpointFs synced = session.streamingEnvironment().files();
        session.conf().set("sluice.checkpoint.durability", "process");
        assertThat(session.streamingEnvironment().files()).isNotSameAs(synced);

        assertACheckpointIsPickedUpAgain();
    }

    @Test
    void SK13_theMemorySinkGoesOnFromACheckpointInCompleteModeOnly() {
        String checkpoint = folder.resolve("checkpoint").toString();
        DataStreamWriter rows = stream.writeStream()
                .format("memory")
                .queryName("rows")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint);
        add(Row.of("a", 1));
        rows.start().awaitTermination();
        assertRefused(
                rows,
                ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_DATASOURCE,
                "delete the checkpoint to start over");

        MemoryInput counted = new MemoryInput(SCHEMA);
        Rows.toBatches(SCHEMA, List.of(Row.of("a", 1))).forEach(counted::addData);
        DataStreamWriter counts = session.readStream()
                .format("memory")
                .attachment(counted)
                .load()
                .groupBy("k")
                .count()
                .writeStream()
                .format("memory")
                .outputMode("complete")
                .queryName("counts")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("counts").toString());
        counts.start().awaitTermination();
        Rows.toBatches(SCHEMA, List.of(Row.of("a", 2))).forEach(counted::addData);
        counts.start().awaitTermination();
        assertThat(session.table("counts").collectAsList()).containsExactly(Row.of("a", 2L));
    }

    @Test
    void aCheckpointIsPickedUpAgain() {
        assertACheckpointIsPickedUpAgain();
    }

    private void assertACheckpointIsPickedUpAgain() {
        add(Row.of("a", 1));
        StreamingQuery first = toFiles().start();
        first.awaitTermination();
        add(Row.of("b", 2));
        StreamingQuery second = toFiles().start();
        second.awaitTermination();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.runId()).isNotEqualTo(first.runId());
        assertThat(session.read()
                        .schema(SCHEMA)
                        .json(folder.resolve("out").toString())
                        .orderBy("n")
                        .collectAsList())
                .containsExactly(Row.of("a", 1), Row.of("b", 2));
    }

    private DataStreamWriter toFiles() {
        return stream.writeStream()
                .format("json")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .option("path", folder.resolve("out").toString());
    }
}
