package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final int ROWS = 10_000;

    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final AtomicLong computed = new AtomicLong();
    private final UserDefinedFunction counting = udf(
            (UDF1<Long, Long>) id -> {
                computed.incrementAndGet();
                return id % 100;
            },
            AtomicType.BIGINT);
    private final DataFrame counted =
            session.range(ROWS).select(col("id"), counting.apply(col("id")).as("k"));

    @AfterEach
    void nothingIsLeft() throws IOException {
        session.close();
        assertThat(session.memory().heldBytes()).isZero();
        assertThat(scratchFiles()).isZero();
    }

    private long scratchFiles() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void rowsAreComputedOnce_forTablesMadeBeforeAndAfter() {
        DataFrame before = counted.filter(col("k").equalTo(7));
        counted.cache();
        assertThat(computed).as("nothing runs before an action").hasValue(0);
        assertThat(before.count()).isEqualTo(100);
        assertThat(counted.groupBy("k").count().count()).isEqualTo(100);
        assertThat(counted.as("a")
                        .join(counted.as("b"), col("a.id").equalTo(col("b.id")))
                        .count())
                .isEqualTo(ROWS);
        assertThat(counted.agg(sum("id")).first()).isEqualTo(Row.of(ROWS * (ROWS - 1L) / 2));
        assertThat(computed).hasValue(ROWS);
    }

    @Test
    void aTableOfTheSameStepsFindsTheRows() {
        DataFrame source = session.range(5).filter(col("id").gt(1));
        source.cache();
        assertThat(session.range(5).filter(col("id").gt(1)).storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
        assertThat(session.range(5).filter(col("id").gt(2)).storageLevel()).isEqualTo(StorageLevel.NONE());
    }

    @Test
    void unpersistLetsThemGo() {
        counted.cache();
        counted.count();
        assertThat(session.memory().heldBytes()).isGreaterThan(ROWS);
        counted.unpersist();
        assertThat(session.memory().heldBytes()).isZero();
        assertThat(counted.storageLevel()).isEqualTo(StorageLevel.NONE());
        counted.agg(sum("k")).first();
        assertThat(computed).hasValue(2L * ROWS);
    }

    @Test
    void whatHasNoRoomGoesToDisk() throws IOException {
        session.conf().set("sluice.memory.budget", "1");
        session.conf().set("sluice.scratch.directory", folder.toString());
        DataFrame numbers = session.range(ROWS).cache();
        assertThat(numbers.filter(col("id").lt(0)).collectAsList()).isEmpty();
        assertThat(scratchFiles()).isPositive();
        session.conf().set("sluice.memory.budget", "64m");
        assertThat(numbers.agg(sum("id")).first()).isEqualTo(Row.of(ROWS * (ROWS - 1L) / 2));
        numbers.unpersist();
        assertThat(scratchFiles()).isZero();
    }

    @Test
    void aCachedTableIsMadeOfACachedTable() {
        DataFrame sums = counted.cache().groupBy("k").agg(sum("id").as("s")).cache();
        assertThat(sums.count()).isEqualTo(100);
        counted.unpersist();
        assertThat(sums.agg(sum("s")).first()).isEqualTo(Row.of(ROWS * (ROWS - 1L) / 2));
        assertThat(computed).hasValue(ROWS);
    }

    @Test
    void aColumnThatIsLeftOutIsNotThere_soThatItIsComputed() {
        DataFrame keys = counted.select("k").cache();
        assertThat(keys.count()).isEqualTo(ROWS);
        assertThat(keys.filter(col("id").lt(3)).collectAsList()).containsExactly(Row.of(0L), Row.of(1L), Row.of(2L));
    }

    @Test
    void whatFailsIsNotKept() {
        DataFrame failing = session.range(3)
                .select(udf(
                                (UDF1<Long, Long>) id -> {
                                    if (computed.incrementAndGet() <= 3) {
                                        throw new IllegalStateException("not yet");
                                    }
                                    return id;
                                },
                                AtomicType.BIGINT)
                        .apply(col("id"))
                        .as("id"))
                .cache();
        assertThatThrownBy(failing::count).isInstanceOf(SluiceException.class);
        assertThat(session.memory().heldBytes()).isZero();
        computed.set(3);
        assertThat(failing.count()).isEqualTo(3);
        assertThat(failing.count()).isEqualTo(3);
        assertThat(computed).hasValue(6);
    }

    @Test
    void explainShowsWhatIsKept() {
        DataFrame larger = counted.cache().filter(col("id").gt(5));
        assertThat(larger.explainString(false))
                .contains("CachedRows, not computed yet")
                .doesNotContain("Range");
        larger.count();
        assertThat(larger.explainString(false)).contains("CachedRows, " + ROWS + " rows");
    }

    @Test
    void viewsAreCachedByName() {
        counted.createOrReplaceTempView("numbers");
        assertThat(session.catalog().isCached("numbers")).isFalse();
        session.catalog().cacheTable("numbers");
        assertThat(session.catalog().isCached("numbers")).isTrue();
        session.table("numbers").count();
        counted.count();
        assertThat(computed).hasValue(ROWS);
        session.catalog().uncacheTable("numbers");
        assertThat(session.catalog().isCached("numbers")).isFalse();
        counted.cache();
        session.catalog().clearCache();
        assertThat(session.catalog().isCached("numbers")).isFalse();
    }

    @Test
    void aStreamIsRefused() {
        DataFrame stream = session.readStream()
                .format("memory")
                .attachment(new MemoryInput(StructType.fromDDL("a INT")))
                .load();
        assertThatThrownBy(stream::cache).hasMessageContaining("writeStream");
    }
}
