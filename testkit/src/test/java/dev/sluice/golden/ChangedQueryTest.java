package dev.sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.ForeachBatchFunction;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.functions;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.LocalFs;
import dev.sluice.streaming.log.QueryMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may change between two starts from one checkpoint (fault model, section 13). */
@Timeout(60)
class ChangedQueryTest {
    @TempDir
    Path folder;

    private Path input;
    private Path output;
    private StreamScript script;

    @BeforeEach
    void openSession() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        output = folder.resolve("output");
        script = new StreamScript(folder);
        put("a");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private void put(String value) throws IOException {
        Files.writeString(input.resolve(value + ".txt"), value + "\n");
    }

    private DataFrame lines(Path path, Map<String, String> options) {
        var reader = script.session.readStream().format("text");
        options.forEach(reader::option);
        return reader.load(path.toString());
    }

    private void toFiles(DataFrame lines) {
        toFiles(lines, output);
    }

    private void toFiles(DataFrame lines, Path target) {
        end(lines.writeStream()
                .format("text")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", script.checkpoint().toString())
                .start(target.toString()));
    }

    private void toFunction(ForeachBatchFunction function) {
        toFunction(Map.of(), function);
    }

    private void toFunction(Map<String, String> options, ForeachBatchFunction function) {
        end(lines(input, options)
                .writeStream()
                .foreachBatch(function)
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    private static void end(StreamingQuery query) {
        query.awaitTermination();
    }

    private long rowsIn(Path target) {
        return script.session.read().format("text").load(target.toString()).count();
    }

    private static SluiceException refusal(Runnable start) {
        try {
            start.run();
        } catch (StreamingQueryException failed) {
            if (failed.getCause() instanceof SluiceException cause) {
                return cause;
            }
            throw failed;
        } catch (SluiceException refused) {
            return refused;
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void R8_M1_anotherPathOrFilterOfAFileSourceIsRefusedFieldByField() throws IOException {
        toFiles(lines(input, Map.of()));
        Path other = Files.createDirectory(folder.resolve("other"));
        SluiceException refused = refusal(() -> toFiles(lines(other, Map.of("pathGlobFilter", "*.txt"))));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.getMessage())
                .contains("source 0 path " + other)
                .contains("source 0 path " + input)
                .contains("source 0 pathGlobFilter *.txt")
                .doesNotContain("fileNameOnly");
        toFiles(lines(input, Map.of()));
        assertThat(rowsIn(output)).isEqualTo(1);
    }

    @Test
    void R1_E9_limitsAndSpellingsOfAPathMayChange() throws IOException {
        toFiles(lines(input, Map.of()));
        put("b");
        toFiles(lines(
                folder.resolve("output/../input"),
                Map.of("maxFilesPerTrigger", "1", "latestFirst", "true", "maxFileAge", "30d")));
        assertThat(rowsIn(output)).isEqualTo(2);
    }

    /** What is behind it may have been moved to a larger disk, so it is told and not refused. */
    @Test
    void E9_plansSayWhereALinkLedTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), input);
        toFiles(lines(link, Map.of()));
        Path before = input.toRealPath();
        Path moved = Files.move(input, folder.resolve("moved"));
        Files.delete(link);
        Files.createSymbolicLink(link, moved);
        Files.writeString(moved.resolve("b.txt"), "b\n");
        toFiles(lines(link, Map.of()));
        Path plans = script.checkpoint().resolve("offsets");
        assertThat(Files.readString(plans.resolve("0"))).contains("source 0 realPath\":\"" + before);
        assertThat(Files.readString(plans.resolve("1"))).contains("source 0 realPath\":\"" + moved.toRealPath());
        assertThat(rowsIn(output)).isEqualTo(2);
    }

    @Test
    void R8_theRateOfGeneratedRowsMayNotChange() {
        DataFrame slow = script.session.readStream().format("rate").load();
        DataFrame fast = script.session
                .readStream()
                .format("rate")
                .option("rowsPerSecond", 5)
                .load();
        ForeachBatchFunction nothing = (rows, batchId) -> {};
        String checkpoint = script.checkpoint().toString();
        end(slow.writeStream()
                .foreachBatch(nothing)
                .trigger(Trigger.Once())
                .option("checkpointLocation", checkpoint)
                .start());
        assertThat(refusal(() -> fast.writeStream()
                                .foreachBatch(nothing)
                                .trigger(Trigger.Once())
                                .option("checkpointLocation", checkpoint)
                                .start())
                        .getMessage())
                .contains("source 0 rowsPerSecond 5")
                .contains("source 0 rowsPerSecond 1");
    }

    private DataFrame readings() {
        return script.session.readStream().format("rate").load().withWatermark("timestamp", "1 minute");
    }

    private void count(DataFrame readings, Column... keys) {
        end(readings.groupBy(keys)
                .agg(functions.sum("value").as("total"))
                .writeStream()
                .outputMode("update")
                .foreachBatch((rows, batchId) -> {})
                .trigger(Trigger.Once())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    private static Column window(String... durations) {
        Column time = functions.col("timestamp");
        Column window = durations.length == 1
                ? functions.window(time, durations[0])
                : functions.window(time, durations[0], durations[1]);
        return window.as("w");
    }

    @Test
    void R5_anotherDurationOfWindowsIsRefused() {
        count(readings(), window("1 hour"));
        SluiceException refused = refusal(() -> count(readings(), window("2 hours")));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.details().found()).contains("operator 0 groups by window of timestamp: 7200000000 us");
        assertThat(refused.details().expected()).contains("operator 0 groups by window of timestamp: 3600000000 us");
        count(readings().filter(functions.col("value").gt(0)), window("1 hour"));
    }

    @Test
    void R5_ST8_windowsOfPanesAndOfRepeatedRowsDoNotTakeOverFromEachOther() {
        count(readings(), window("10 minutes", "5 minutes"));
        SluiceException refused = refusal(() -> count(readings(), window("10 minutes", "4 minutes")));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.details().found()).contains("operator 0 keys `w.start` TIMESTAMP");
        assertThat(refused.details().expected()).contains("operator 0 keys `w.pane, slide 300000000 us");
    }

    @Test
    void R4_R5_anotherKeyOfTheSameTypeIsRefusedAndAnotherProjectionIsNot() {
        count(readings(), functions.col("value").mod(3).as("k"));
        SluiceException refused =
                refusal(() -> count(readings(), functions.col("value").mod(4).as("k")));
        assertThat(refused.details().found()).isEqualTo("operator 0 groups by (value % 4)");
        assertThat(refused.details().expected()).isEqualTo("operator 0 groups by (value % 3)");
        count(
                readings().withColumn("value", functions.col("value").multiply(2)),
                functions.col("value").mod(3).as("k"));
    }

    private void sessions(String gap) {
        end(readings()
                .groupBy(functions.col("value").mod(3), functions.session_window(functions.col("timestamp"), gap))
                .count()
                .writeStream()
                .outputMode("append")
                .foreachBatch((rows, batchId) -> {})
                .trigger(Trigger.Once())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    @Test
    void R5_anotherGapOfSessionsIsRefused() {
        sessions("1 minute");
        SluiceException refused = refusal(() -> sessions("2 minutes"));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.details().found()).contains("operator 0 session");
        sessions("1 minute");
    }

    private void countByPolicy(String policy) {
        script.session.conf().set("spark.sql.streaming.multipleWatermarkPolicy", policy);
        count(
                script.session
                        .readStream()
                        .format("rate-micro-batch")
                        .option("rowsPerBatch", 10)
                        .load()
                        .withWatermark("timestamp", "1 minute"),
                window("1 hour"));
    }

    @Test
    void R1_T6_thePolicyOfWatermarksStaysThatOfTheCheckpoint() throws IOException {
        countByPolicy("min");
        countByPolicy("max");
        Path plans = script.checkpoint().resolve("offsets");
        assertThat(Files.readString(plans.resolve("0"))).contains("multipleWatermarkPolicy\":\"min\"");
        assertThat(Files.readString(plans.resolve("1")))
                .contains("multipleWatermarkPolicy\":\"min\"")
                .doesNotContain("max");
    }

    private void collect(String type, boolean isSession) {
        Column key = functions.col("value").mod(1).as("key");
        Column session = functions.session_window(functions.col("timestamp"), "1 minute");
        end(readings()
                .groupBy(isSession ? new Column[] {key, session} : new Column[] {key})
                .agg(
                        functions
                                .collect_list(functions.col("value").cast(type))
                                .as("all"),
                        functions.count(functions.col("value").cast(type)).as("count"))
                .writeStream()
                .outputMode(isSession ? "append" : "update")
                .foreachBatch((rows, batchId) -> {})
                .trigger(Trigger.Once())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    /** The bytes that state has of a list do not say of what type its values are. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void R5_ST8_anotherTypeOfWhatIsAggregatedIsRefused(boolean isSession) {
        collect("INT", isSession);
        SluiceException refused = refusal(() -> collect("BIGINT", isSession));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.details().found()).isEqualTo("operator 0 argumentTypes collect_list(BIGINT), count");
        collect("INT", isSession);
    }

    private long sessionsOnTheRight(String gap) {
        DataFrame left = script.session.range(3).select(functions.col("id").as("left"));
        DataFrame right = script.session
                .range(3)
                .select(
                        functions.col("id").as("right"),
                        functions
                                .session_window(functions.col("id").multiply(10).cast("timestamp"), gap)
                                .as("w"));
        return left.join(right, functions.col("left").equalTo(functions.col("right")))
                .groupBy("w")
                .count()
                .count();
    }

    @Test
    void R5_sessionsOfTheRightSideOfAJoinAreFound() {
        assertThat(sessionsOnTheRight("15 seconds")).isEqualTo(1);
        assertThat(sessionsOnTheRight("5 seconds")).isEqualTo(3);
    }

    private void ofBatches(long rows) {
        end(script.session
                .readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", rows)
                .load()
                .writeStream()
                .foreachBatch((received, batchId) -> {})
                .trigger(Trigger.Once())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    @Test
    void R8_otherRowsInABatchAreRefused() {
        ofBatches(10);
        SluiceException refused = refusal(() -> ofBatches(20));
        assertThat(refused.details().found()).isEqualTo("source 0 rowsPerBatch 20");
        assertThat(refused.details().expected()).isEqualTo("source 0 rowsPerBatch 10");
        ofBatches(10);
    }

    /** Checkpoints of the first releases do not say it, and go on. */
    @Test
    void R8_whatACheckpointDoesNotSayOfItsSourcesIsNotAsked() throws IOException {
        ofBatches(10);
        Path metadata = QueryMetadata.path(script.checkpoint());
        byte[] whole = Files.readAllBytes(metadata);
        CheckpointText recorded = CheckpointText.decode(whole, metadata, "metadata", null, 0);
        Map<String, String> query =
                new HashMap<>(Objects.requireNonNull(QueryMetadata.read(LocalFs.withoutSync(), script.checkpoint()))
                        .identity());
        assertThat(query.remove("source 0 rowsPerBatch")).isEqualTo("10");
        Files.write(metadata, recorded.with("query", query).encode());
        ofBatches(20);
        Files.write(metadata, whole);
        assertThat(refusal(() -> ofBatches(20)).condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
    }

    private void ofPace(long rowsPerSecond) {
        end(script.session
                .readStream()
                .format("generate")
                .schema("row LONG")
                .option("rowsPerSecond", rowsPerSecond)
                .option("totalRows", 10)
                .attachment((RowGenerator) (first, count, rows) -> {})
                .load()
                .writeStream()
                .foreachBatch((received, batchId) -> {})
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", script.checkpoint().toString())
                .start());
    }

    @Test
    void R8_generatedRowsGetNoPaceAfterwards() {
        ofPace(0);
        SluiceException refused = refusal(() -> ofPace(5));
        assertThat(refused.details().found()).isEqualTo("source 0 rowsPerSecond 5");
        ofPace(0);
    }

    @Test
    void R9_anotherSinkTakesOverBetweenTwoBatches() throws IOException {
        toFiles(lines(input, Map.of()));
        put("b");
        Path elsewhere = folder.resolve("elsewhere");
        toFiles(lines(input, Map.of()), elsewhere);
        assertThat(rowsIn(output)).isEqualTo(1);
        assertThat(rowsIn(elsewhere)).isEqualTo(1);
    }

    @Test
    void R9_anotherSinkMayNotTakeOverInTheMiddleOfABatch() throws IOException {
        ForeachBatchFunction failing = (rows, batchId) -> {
            throw new IllegalStateException("a failure made for the test");
        };
        assertThat(catchThrowableOfType(StreamingQueryException.class, () -> toFunction(failing)))
                .isNotNull();
        SluiceException refused = refusal(() -> toFiles(lines(input, Map.of())));
        assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
        assertThat(refused.getMessage()).contains("batch 0").contains("FileSink[" + output + "]");
        toFunction((rows, batchId) -> {});
        put("b");
        toFiles(lines(input, Map.of()));
        assertThat(rowsIn(output)).isEqualTo(1);
    }

    /** It is how one goes on where the options were wrong; the plan that is changed says what they were. */
    @Test
    void R1_R2_optionsOfAFormatMayChangeAtAnyTimeAndPlansSayWhatTheyWere() throws IOException {
        Files.writeString(input.resolve("a.txt"), "a;b;c");
        List<Long> counts = new ArrayList<>();
        assertThat(catchThrowableOfType(
                        StreamingQueryException.class,
                        () -> toFunction(Map.of("lineSep", ";"), (rows, batchId) -> {
                            throw new IllegalStateException("a failure made for the test");
                        })))
                .isNotNull();
        toFunction((rows, batchId) -> counts.add(rows.count()));
        put("b;c");
        toFunction((rows, batchId) -> counts.add(rows.count()));
        assertThat(counts).containsExactly(1L, 1L);
        Path plans = script.checkpoint().resolve("offsets");
        assertThat(Files.readString(plans.resolve("0"))).contains("source 0 parsing\":\"lineSep=;\"");
        assertThat(Files.readString(plans.resolve("1"))).contains("source 0 parsing\":\"\"");
    }

    @Test
    void FS3_FS13_filesThatAnotherSourceOfTheQueryReadsAreNotCleanedUp() {
        DataFrame cleaning = lines(input, Map.of("cleanSource", "delete"));
        for (String path : List.of(input.toString(), folder + "/inp*", input + "/*.txt")) {
            DataFrame other = lines(Path.of(path), Map.of("maxFilesPerTrigger", "1"));
            SluiceException refused = refusal(() -> toFiles(cleaning.union(other)));
            assertThat(refused.condition()).isEqualTo(ErrorCondition.INVALID_OPTION);
            assertThat(refused.details().found()).contains("cleanSource for " + input, path);
        }
        assertThat(input.resolve("a.txt")).exists();
        toFiles(cleaning.union(cleaning));
        assertThat(rowsIn(output)).isEqualTo(2);
    }

    @Test
    void FS3_filesThatNoOtherSourceReadsAreCleanedUp() throws IOException {
        Files.createDirectory(input.resolve("sub"));
        put("sub/b");
        Files.writeString(input.resolve("c.log"), "c\n");
        DataFrame cleaning = lines(input, Map.of("cleanSource", "delete", "pathGlobFilter", "*.txt"));
        DataFrame below = lines(input.resolve("sub"), Map.of());
        DataFrame others = lines(input, Map.of("pathGlobFilter", "*.log"));
        toFiles(cleaning.union(below).union(others));
        assertThat(rowsIn(output)).isEqualTo(3);
        assertThat(input.resolve("c.log")).exists();
    }

    @Test
    void R9_theSinkThatTookOverMayFailAndGoOn() throws IOException {
        toFiles(lines(input, Map.of()));
        put("b");
        assertThat(catchThrowableOfType(
                        StreamingQueryException.class,
                        () -> toFunction((rows, batchId) -> {
                            throw new IllegalStateException("a failure made for the test");
                        })))
                .isNotNull();
        long[] seen = new long[1];
        toFunction((rows, batchId) -> seen[0] += rows.count());
        assertThat(seen[0]).isEqualTo(1);
    }

    @Test
    void R9_SK3_aSinkThatIsLeftAndTakenAgainKeepsWhatItHolds() throws IOException {
        script.session.conf().set("spark.sql.streaming.fileSink.log.compactInterval", 3);
        Path elsewhere = folder.resolve("elsewhere");
        int[] rows = new int[2];
        for (int spell = 0; spell < 8; spell++) {
            Path target = spell % 2 == 0 ? output : elsewhere;
            for (int batch = 0; batch <= spell % 5; batch++) {
                if (rows[0] + rows[1] > 0) {
                    put("spell " + spell + " batch " + batch);
                }
                toFiles(lines(input, Map.of()), target);
                rows[spell % 2]++;
                assertThat(rowsIn(output)).as("spell %s", spell).isEqualTo(rows[0]);
            }
            assertThat(rowsIn(target)).as("spell %s", spell).isEqualTo(rows[spell % 2]);
            assertThat(distancesOfCompactions(target)).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Readers tell from the last two which entries there are. */
    private static Set<Long> distancesOfCompactions(Path target) throws IOException {
        List<Long> compactions;
        try (Stream<Path> entries = Files.list(target.resolve("_spark_metadata"))) {
            compactions = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(".compact"))
                    .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
                    .sorted()
                    .toList();
        }
        Set<Long> distances = new HashSet<>();
        for (int index = 1; index < compactions.size(); index++) {
            distances.add(compactions.get(index) - compactions.get(index - 1));
        }
        return distances;
    }

    @Test
    void C12_aCommittedFileWithOtherBytesIsNotRead() throws IOException {
        toFiles(lines(input, Map.of()));
        Path part;
        try (Stream<Path> files = Files.list(output)) {
            part = files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(part, "x\n");
        SluiceException damaged = refusal(() -> rowsIn(output));
        assertThat(damaged.condition()).isEqualTo(ErrorCondition.CHECKSUM_FAILED);
        assertThat(damaged.getMessage()).contains(part.toString());
        Files.writeString(part, "a\n");
        assertThat(rowsIn(output)).isEqualTo(1);
        Files.writeString(part, "longer\n");
        assertThat(refusal(() -> rowsIn(output)).getMessage()).contains(part.toString());
    }
}
