package dev.sluice;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that somebody keeps: within the budget of memory and beyond it. */
class KeptRowsTest {
    private static final StructType SCHEMA = StructType.fromDDL("k STRING, n INT");
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final MemoryInput input = new MemoryInput(SCHEMA);
    private final DataFrame stream =
            session.readStream().format("memory").attachment(input).load();

    private void budget(String amount) {
        session.conf().set("sluice.memory.budget", amount);
        session.conf().set("sluice.scratch.directory", folder.resolve("scratch").toString());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        session.close();
        assertThat(session.memory().heldBytes()).as("bytes held after the end").isZero();
        assertThat(scratchFiles()).as("scratch files left").isEmpty();
    }

    private List<Path> scratchFiles() throws IOException {
        if (!Files.exists(folder.resolve("scratch"))) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder.resolve("scratch"))) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private void add(int from, int to) {
        List<Row> rows = IntStream.range(from, to)
                .mapToObj(n -> Row.of("k" + n % 100, n))
                .toList();
        Rows.toBatches(SCHEMA, rows).forEach(input::addData);
    }

    private static List<Integer> numbers(List<Row> rows) {
        return rows.stream().map(row -> row.getInt(row.size() - 1)).toList();
    }

    private static void assertFails(StreamingQuery query, ErrorCondition condition, String... texts) {
        assertThatThrownBy(query::awaitTermination)
                .cause()
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(condition))
                .hasMessageContainingAll(texts);
    }

    /** Reads with memory enough for objects, whatever there was for rows. */
    private List<Integer> collected(DataFrame frame, String budget) {
        budget("64m");
        List<Integer> numbers = numbers(frame.collectAsList());
        budget(budget);
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100k", "0.5"})
    void sk9_aBatchIsReadTwicePartlyOrNotAtAll(String budget) throws IOException {
        budget(budget);
        List<Object> seen = new ArrayList<>();
        add(0, ROWS);
        StreamingQuery query = stream.writeStream()
                .foreachBatch((batch, id) -> {
                    switch (id.intValue()) {
                        case 0 -> {
                            assertThat(scratchFiles().isEmpty()).isEqualTo(budget.equals("0.5"));
                            seen.add(collected(batch, budget));
                            seen.add(collected(batch, budget));
                            seen.add(collected(batch.filter(col("n").lt(3)), budget));
                        }
                        case 1 -> seen.add(collected(batch.limit(2), budget));
                        default -> {}
                    }
                })
                .start();
        query.processAllAvailable();
        add(ROWS, 2 * ROWS);
        query.processAllAvailable();
        add(2 * ROWS, 3 * ROWS);
        query.processAllAvailable();
        assertThat(session.memory().heldBytes()).as("between two batches").isZero();
        assertThat(scratchFiles()).isEmpty();
        query.stop();

        List<Integer> all = IntStream.range(0, ROWS).boxed().toList();
        assertThat(seen).containsExactly(all, all, List.of(0, 1, 2), List.of(ROWS, ROWS + 1));
        assertThat(query.exception()).isEmpty();
    }

    @Test
    void afterTheFunctionHasReturnedTheBatchCannotBeRead() {
        budget("1");
        List<DataFrame> kept = new ArrayList<>();
        add(0, 100);
        StreamingQuery query = stream.writeStream()
                .foreachBatch((batch, id) -> {
                    kept.add(batch);
                    kept.add(batch.filter(col("n").gt(5)));
                    kept.add(batch.groupBy("k").count());
                })
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();

        List<Consumer<DataFrame>> reads =
                List.of(DataFrame::collectAsList, DataFrame::count, frame -> frame.showString(20, 20, false));
        assertThat(kept)
                .hasSize(3)
                .allSatisfy(frame -> assertThat(reads)
                        .allSatisfy(read -> assertThatThrownBy(() -> read.accept(frame))
                                .isInstanceOfSatisfying(
                                        SluiceException.class,
                                        error -> assertThat(error.condition())
                                                .isEqualTo(ErrorCondition.FOREACH_BATCH_ENDED))
                                .hasMessageContainingAll("at: batch 0", "mend:")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5"})
    void sk9_whenTheFunctionFailsHalfWay_thenItIsGivenTheSameRowsAgain(String budget) throws IOException {
        budget(budget);
        List<List<Integer>> seen = new ArrayList<>();
        DataStreamWriter writer = stream.writeStream()
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow());
        add(0, ROWS);
        StreamingQuery failing = writer.foreachBatch((batch, id) -> {
                    seen.add(collected(batch.limit(5_000), budget));
                    throw new IllegalStateException("half way");
                })
                .start();
        assertThatThrownBy(failing::awaitTermination).hasMessageContaining("half way");
        assertThat(session.memory().heldBytes()).isZero();
        assertThat(scratchFiles()).isEmpty();
        writer.foreachBatch((batch, id) -> seen.add(collected(batch.limit(5_000), budget)))
                .start()
                .awaitTermination();

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0))
                .isEqualTo(seen.get(1))
                .isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    private DataFrame small() {
        MemoryInput rows = new MemoryInput(SCHEMA);
        Rows.toBatches(SCHEMA, List.of(Row.of("a", 1), Row.of("b", 2), Row.of("c", 3)))
                .forEach(rows::addData);
        return session.readStream().format("memory").attachment(rows).load();
    }

    @Test
    void theConsoleShowsTheSameRowsWhateverTheBudget() {
        List<String> shown = new ArrayList<>();
        for (String budget : List.of("1", "0.5")) {
            budget(budget);
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            small().writeStream()
                    .format("console")
                    .option("numRows", 2)
                    .attachment(new PrintStream(printed, false, UTF_8))
                    .trigger(Trigger.AvailableNow())
                    .start()
                    .awaitTermination();
            shown.add(printed.toString(UTF_8));
        }
        assertThat(shown.get(0)).isEqualTo(shown.get(1)).contains("|  b|  2|", "only showing top 2 rows");
    }

    @Test
    void st9_whenStateOutgrowsTheBudget_thenTheQueryFailsAndALargerBudgetFinishesTheBatch() throws IOException {
        budget("400k");
        Path checkpoint = folder.resolve("checkpoint");
        List<Long> counted = new ArrayList<>();
        DataStreamWriter writer = stream.groupBy("n")
                .count()
                .writeStream()
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch((batch, id) -> counted.add(batch.count()));
        add(0, 100);
        writer.start().awaitTermination();
        add(0, ROWS);
        assertFails(
                writer.start(),
                ErrorCondition.MEMORY_LIMIT_EXCEEDED,
                "batch 1",
                "state of operator 0",
                "at most 400.0 KiB",
                "raise sluice.memory.budget");
        assertThat(counted).containsExactly(100L);
        assertThat(checkpoint.resolve("offsets/1")).exists();
        assertThat(checkpoint.resolve("commits/1")).doesNotExist();

        budget("64m");
        writer.start().awaitTermination();
        assertThat(counted).containsExactly(100L, (long) ROWS);
        assertThat(checkpoint.resolve("commits/1")).exists();
    }

    @Test
    void when_aTableOfTheMemorySinkOutgrowsTheBudget_thenItsQueryFailsWithFigures() {
        budget("200k");
        DataStreamWriter writer =
                stream.writeStream().format("memory").queryName("t").trigger(Trigger.AvailableNow());
        add(0, ROWS);
        assertFails(
                writer.start(), ErrorCondition.MEMORY_LIMIT_EXCEEDED, "batch 0, ", "table \"t\"", "at most 200.0 KiB");
        assertThat(session.table("t").collectAsList()).isEmpty();
        assertThat(session.memory().heldBytes()).isZero();

        budget("0.5");
        writer.start().awaitTermination();
        assertThat(session.table("t").count()).isEqualTo(ROWS);
        assertThat(session.memory().heldBytes()).isGreaterThan(200 << 10);
        small().writeStream()
                .format("memory")
                .queryName("t")
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        assertThat(session.table("t").count()).isEqualTo(3);
        assertThat(session.memory().heldBytes())
                .as("the former table is forgotten")
                .isLessThan(1_000);
    }

    @Test
    void when_rowsDoNotFitAsObjects_thenCollectingThemFailsAndCountingThemDoesNot() throws IOException {
        budget("2m");
        DataFrame numbers = session.range(300_000);
        assertThatThrownBy(numbers::collectAsList)
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.MEMORY_LIMIT_EXCEEDED))
                .hasMessageContainingAll("at: rows of the result as objects", "write rows instead of collecting them");
        assertThat(session.memory().heldBytes()).isZero();
        assertThat(scratchFiles()).isEmpty();
        assertThat(numbers.count()).isEqualTo(300_000);
        assertThat(numbers.takeAsList(2)).containsExactly(Row.of(0L), Row.of(1L));
    }
}
