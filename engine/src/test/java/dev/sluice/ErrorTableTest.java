package dev.sluice;

import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user who mistypes something is told: the condition, what was found, and what was probably meant. */
class ErrorTableTest {
    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final DataFrame frame = session.createDataFrame(List.of(Row.of("a", 1)), "station STRING, reading INT");

    @AfterEach
    void close() {
        session.close();
    }

    private static void assertTold(ThrowingCallable mistake, String condition, String... texts) {
        SluiceException error = catchThrowableOfType(SluiceException.class, mistake);
        assertThat(error).isNotNull();
        assertThat(error.getCondition()).isEqualTo(condition);
        assertThat(error).hasMessageContainingAll("[" + condition + "]").hasMessageContainingAll(texts);
    }

    @Test
    void unknownColumns() {
        String condition = "UNRESOLVED_COLUMN.WITH_SUGGESTION";
        assertTold(() -> frame.select("statoin"), condition, "statoin", "station");
        assertTold(() -> frame.filter(col("readin").gt(1)), condition, "readin", "reading");
        assertTold(() -> frame.groupBy("statio").count(), condition, "statio", "station");
        assertTold(() -> frame.agg(sum("raeding")), condition, "raeding", "reading");
        assertTold(() -> frame.orderBy("stattion"), condition, "stattion", "station");
        assertTold(() -> frame.withColumn("x", col("redaing").plus(1)), condition, "redaing", "reading");
    }

    @Test
    void unknownFormats() {
        assertTold(() -> session.read().format("jsn").load("x"), "DATA_SOURCE_NOT_FOUND", "jsn", "json");
        assertTold(() -> session.readStream().format("memroy").load(), "DATA_SOURCE_NOT_FOUND", "memroy", "memory");
        assertTold(() -> frame.write().format("cvs").save("x"), "DATA_SOURCE_NOT_FOUND", "cvs", "csv");
    }

    @Test
    void unknownOptions() {
        assertTold(
                () -> session.read().schema("a INT").option("multiLin", true).json(folder.toString()),
                "UNKNOWN_OPTION",
                "multiLin",
                "multiLine");
        assertTold(
                () -> session.readStream()
                        .schema("a INT")
                        .option("maxFilePerTrigger", 1)
                        .json(folder.toString()),
                "UNKNOWN_OPTION",
                "maxFilePerTrigger",
                "maxFilesPerTrigger");
    }

    @Test
    void unknownOutputModes() {
        assertTold(
                () -> stream().writeStream().outputMode("apend"),
                "STREAMING_OUTPUT_MODE.INVALID",
                "apend",
                "append",
                "update",
                "complete");
    }

    @Test
    void missingPaths() {
        String absent = folder.resolve("absent").toString();
        assertTold(() -> session.read().schema("a INT").json(absent).collectAsList(), "PATH_NOT_FOUND", absent);
        assertTold(() -> session.read().schema("a INT").format("json").load(), "STDS_INVALID_OPTION_VALUE", "path");
    }

    @Test
    void malformedSchemas() {
        assertTold(() -> StructType.fromDDL("a INTT"), "UNSUPPORTED_DATATYPE", "INTT", "INT");
        assertTold(() -> session.createDataFrame(List.of(), "a INT b STRING"), "PARSE_SYNTAX_ERROR", "b");
        assertTold(() -> session.read().schema("a STRUCT<x INT"), "PARSE_SYNTAX_ERROR", ">");
        assertTold(() -> frame.select(col("reading").cast("STRNG")), "UNSUPPORTED_DATATYPE", "STRNG", "STRING");
    }

    @Test
    void unknownFunctionsSettingsAndTables() {
        assertTold(() -> frame.select(call_function("uper", col("station"))), "UNRESOLVED_ROUTINE", "uper", "upper");
        assertTold(() -> session.table("tabel"), "TABLE_OR_VIEW_NOT_FOUND", "tabel");
        assertTold(
                () -> session.conf().set("sluice.checkpoint.durabilty", "strict"),
                "UNKNOWN_CONF",
                "sluice.checkpoint.durability");
    }

    @Test
    void wrongTypes() {
        Column struct = functions.struct("station");
        Column station = col("station");
        Column reading = col("reading");
        assertWrongType(reading.plus(true), "BINARY_OP_DIFF_TYPES", "(reading + true)");
        assertWrongType(lit(true).plus(lit(false)), "BINARY_OP_WRONG_TYPE", "NUMERIC", "BOOLEAN");
        assertWrongType(reading.and(lit(true)), "BINARY_OP_DIFF_TYPES", "reading");
        assertWrongType(reading.or(reading), "BINARY_OP_WRONG_TYPE", "reading");
        assertWrongType(struct.equalTo(1), "BINARY_OP_DIFF_TYPES", "STRUCT", "INT");
        assertWrongType(functions.not(reading), "UNEXPECTED_INPUT_TYPE", "BOOLEAN", "INT");
        assertWrongType(functions.upper(struct), "UNEXPECTED_INPUT_TYPE", "STRING", "STRUCT");
        assertWrongType(functions.abs(lit(true)), "UNEXPECTED_INPUT_TYPE", "NUMERIC", "BOOLEAN");
        assertWrongType(sum(lit(true)), "UNEXPECTED_INPUT_TYPE", "NUMERIC", "BOOLEAN");
        assertWrongType(functions.greatest(reading, lit(true)), "DATA_DIFF_TYPES", "INT", "BOOLEAN");
        assertWrongType(functions.coalesce(reading, lit(true)), "DATA_DIFF_TYPES", "INT", "BOOLEAN");
        assertWrongType(functions.when(reading, 1), "UNEXPECTED_INPUT_TYPE", "BOOLEAN", "INT");
        assertWrongType(struct.cast("INT"), "CAST_WITHOUT_SUGGESTION", "STRUCT", "INT");
        assertWrongType(functions.window(reading, "1 hour"), "UNEXPECTED_INPUT_TYPE", "TIMESTAMP", "INT");
        assertTold(() -> frame.filter(reading), "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", "reading", "BOOLEAN", "INT");
        assertTold(
                () -> frame.select(reading).union(frame.select(station.isNull())), "INCOMPATIBLE_COLUMN_TYPE", "INT");
    }

    private void assertWrongType(Column column, String condition, String... texts) {
        assertTold(() -> frame.select(column), "DATATYPE_MISMATCH." + condition, texts);
    }

    private DataFrame stream() {
        return session.readStream().format("rate").load();
    }
}
